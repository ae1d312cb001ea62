# The host side without intent files and virtual switches: host_probe against a bare kernel bond.
. "$LAB_LIB"
PROBE=$(dirname "$LACPPAIR")/tests/host_probe
[ -x "$PROBE" ] || fail "$PROBE is not built"
lab_cables
for port in gi1-0-1 gi2-0-1; do
	ip -n sw link set $port down
done
ip -n sw link add po1 type bond mode 802.3ad lacp_rate fast miimon 100
ip -n sw link set gi1-0-1 master po1
ip -n sw link set gi2-0-1 master po1
ip -n sw link set po1 up
ip -n host link set eno1 up
expect 0 in_host "$PROBE" eno1 eno2
