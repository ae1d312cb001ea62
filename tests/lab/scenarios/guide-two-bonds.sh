# slow
# A guide's host from one intent: two active-backup bonds, VLANs under names of their own, a bridge
# above each, against real bridges; VMs reach their VLANs, and a pulled cable changes nothing.
. "$LAB_LIB"
lab_cables
cable host eth1 sw gi1-0-3 >cables2
cable host eth3 sw gi2-0-3 >>cables2
ip -batch cables2
ip -n host link set eno1 name eth0
ip -n host link set eno2 name eth2
cp "$LAB_TOP/tests/lab/guides/two-bonds.yaml" lacppair.yaml
# Two switches, as far as a bond without LACP can tell: access ports, and trunks of VLANs 50 and 100.
{
	printf 'link add %s type bridge vlan_filtering 1 vlan_default_pvid 0\n' access trunk
	printf 'link set %s master access\n' gi1-0-1 gi2-0-1
	printf 'link set %s master trunk\n' gi1-0-3 gi2-0-3
	printf 'link set %s up\n' gi1-0-1 gi2-0-1 gi1-0-3 gi2-0-3 access trunk
	printf 'link add link trunk name vlan%s type vlan id %s\n' 50 50 100 100
	printf 'addr add 192.168.100.254/24 dev vlan50\naddr add 192.168.200.254/24 dev vlan100\n'
	printf 'addr add 10.10.100.1/24 dev access\n'
	printf 'link set vlan%s up\n' 50 100
} | ip -n sw -batch -
{
	printf 'vlan add dev %s vid 1 pvid untagged\n' gi1-0-1 gi2-0-1
	printf 'vlan add dev access vid 1 pvid untagged self\n'
	printf 'vlan add dev %s vid 50\nvlan add dev %s vid 100\n' gi1-0-3 gi1-0-3 gi2-0-3 gi2-0-3
	printf 'vlan add dev trunk vid %s self\n' 50 100
} | bridge -n sw -batch -

reaches() { in_host ping -c 1 -W 1 "$1"; }
reaches_all() {
	wait_for 10 reaches 10.10.100.1
	wait_for 10 reaches 192.168.100.254
	wait_for 10 reaches 192.168.200.254
}
json_of() { ip -n host -d -j link show "$1" | jq -r ".[0] | $2"; }

expect 0 lacppair apply --confirm now
reaches_all
for bond in bond0 bond1; do
	check "$bond's delays" equal "$(json_of $bond '.linkinfo.info_data | "\(.mode) \(.miimon) \(.updelay) \(.downdelay)"')" \
		"active-backup 100 200 200"
done
check "vlan50" equal "$(json_of vlan50 '"\(.link) \(.linkinfo.info_data.id) \(.master)"')" "bond1 50 br50"
check "vlan100" equal "$(json_of vlan100 '"\(.link) \(.linkinfo.info_data.id) \(.master)"')" "bond1 100 br100"
check "the default route" equal "$(ip -n host route show default)" "default via 10.10.100.1 dev bond0 proto static "
expect 0 lacppair plan --check

echo "-- VMs on their bridges"
ip -n host link set vnet40 master br50
ip -n host link set vnet41 master br100
ip -n vm40h addr add 192.168.100.40/24 dev eth0
ip -n vm41h addr add 192.168.200.41/24 dev eth0
expect 0 ping_vm vm40h 192.168.100.254
expect 0 ping_vm vm41h 192.168.200.254
ip -n vm41h addr add 192.168.100.41/24 dev eth0
expect 1 ip netns exec vm41h ping -c 1 -W 1 -I 192.168.100.41 192.168.100.254

echo "-- a cable of each bond is pulled"
active() { json_of "$1" .linkinfo.info_data.active_slave; }
for bond in bond0 bond1; do
	was=$(active $bond)
	peer=$(case $was in eth0) echo gi1-0-1 ;; eth2) echo gi2-0-1 ;; eth1) echo gi1-0-3 ;; eth3) echo gi2-0-3 ;; esac)
	ip -n sw link set "$peer" down
	other() { [ "$(active $bond)" != "$was" ]; }
	wait_for 10 other
done
reaches_all
expect 0 ping_vm vm40h 192.168.100.254
expect 0 lacppair apply
says unchanged
import_agrees
