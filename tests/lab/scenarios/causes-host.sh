# slow
# What can go wrong on the host of a pair that was up: the headline, what it tells to type, and up again.
. "$LAB_LIB"
lab_up
modprobe -qa sch_ingress cls_matchall act_gact
pair_up

# headline ID: what verify says.
headline() {
	expect 1 lacppair verify --json --timeout 45
	check "$1: the headline" equal "$(json '.findings[0].id')" "$1"
}

type_host_fix() {
	local line lines

	mapfile -t lines < <(json '.findings[0].fix.host')
	for line in "${lines[@]}"; do
		# shellcheck disable=SC2086
		in_host $line
	done
}

ip -n host link set bond0 type bond min_links 3
headline min-links-not-met
type_host_fix
expect 0 lacppair verify

ip -n host link set bond0 address 02:00:00:00:77:77
expect 0 lacppair verify --json
check "a foreign address" equal \
	"$(json '[.findings[] | select(.id == "bond-mac-foreign")] | length')" 1

tc -n host qdisc add dev eno2 clsact
tc -n host filter add dev eno2 egress protocol 0x8809 matchall action drop
# The switch looks every 0.1 s: it has to see the link gone, or it goes on as before for 90 s.
ip -n host link set eno2 down
switch_saw() { [ "$(ip -n sw -d -j link show gi2-0-1 | jq -r '.[0].linkinfo.info_slave_data.mii_status')" = DOWN ]; }
wait_for 5 switch_saw
ip -n host link set eno2 up
headline not-transmitting
check "the bond says that it sent" equal \
	"$(json '[.findings[0].evidence[] | select(contains("none left the host"))] | length')" 1
tc -n host qdisc del dev eno2 clsact
expect 0 lacppair verify
