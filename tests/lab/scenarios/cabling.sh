# slow
# Cables are told from the plan before anything is changed, and again by verify: as planned,
# swapped, another port. The switch's ports say who they are by LLDP and CDP.
. "$LAB_LIB"
lab_up

# speak PORT PROTOCOL NAME [NATIVE]: the switch's port says that it is NAME, ten times a second.
speak() {
	while :; do
		in_sw "$(dirname "$LACPPAIR")/tests/say_neighbor" "$1" "$2" sw1.example "$3" "${4:-40}"
		nap 0.1
	done &
	SPEAKERS="${SPEAKERS:-} $!"
}

# A kill while the sender runs leaves that one frame.
hush() {
	# shellcheck disable=SC2086
	kill $SPEAKERS
	# shellcheck disable=SC2086
	wait $SPEAKERS
	SPEAKERS=
}

ip -n host link set eno1 up
ip -n host link set eno2 up
lines=$(log_lines)

expect 3 lacppair verify --cabling --no-switch --timeout 5
says "no neighbour heard"

speak gi1-0-1 lldp Gi1/0/1 1
speak gi2-0-1 cdp GigabitEthernet2/0/1
expect 0 lacppair verify --cabling
says "cabling: as planned" native-vlan-differs
hush

speak gi1-0-1 cdp GigabitEthernet2/0/1
speak gi2-0-1 lldp GigabitEthernet1/0/1
expect 1 lacppair verify --cabling --json
check "swapped cables are called so" equal "$(json '[.findings[].id] | join(" ")')" cables-swapped
check "the document says it" equal "$(json .cabling)" differs
check "nothing was typed into the switch" equal "$(log_lines)" "$lines"
# Unasked, plan hears what comes while it reads the switch: perhaps not at once.
plan_hears() { lacppair plan 2>&1 | grep -q 'warning: bond0/eno1: .* (cables-swapped)'; }
wait_for 60 plan_hears
expect 1 lacppair plan --cabling --json
check "plan --cabling refuses" equal "$(json .error.object)" cabling
check "and says what it heard" equal "$(json .cabling)" differs
hush

speak gi1-0-1 lldp Gi1/0/1
speak gi2-0-1 lldp Gi2/0/1
expect 0 lacppair plan --cabling
silent_about cables-swapped "where its cable ends"
hush

pair_up
speak gi1-0-1 lldp Gi1/0/1
speak gi2-0-1 lldp Gi2/0/9
expect 1 lacppair verify --json --no-switch --stable 4
check "aggregated, but not where planned" equal "$(json '.findings[0].id')" wrong-switch-port
check "the LACP proof stands" equal "$(json .proofs.aggregation)" proven
check "the neighbour is told" equal "$(json '.bonds[0].members[1].heard.neighbors[0].port')" Gi2/0/9
hush
speak gi1-0-1 lldp Gi1/0/1
speak gi2-0-1 lldp Gi2/0/1
expect 0 lacppair verify --no-switch --stable 4
says "LLDP: sw1.example Gi2/0/1"
hush
