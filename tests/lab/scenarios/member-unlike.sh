# slow
# One member is configured unlike its Port-channel: the switch suspends it, push makes it alike.
. "$LAB_LIB"
lab_up

pair_up
switch_shell 'configure terminal' 'interface GigabitEthernet2/0/1' \
	'switchport trunk native vlan 99' end 'write memory' >/dev/null
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" switch-port-suspended
check "one member is up" equal "$(json .members_up)" 1
check "the printed fix" equal "$(json '.findings[0].fix.host')" "lacppair push --switch sw1"
expect 0 lacppair push --switch sw1
expect 0 lacppair verify
