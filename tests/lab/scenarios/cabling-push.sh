# Nobody speaks LLDP or CDP, and the cables are swapped: push asks the switch where it has learnt the
# addresses of this host's NICs, and refuses before the first line.
. "$LAB_LIB"
SWITCH_EXTRA='! mac: GigabitEthernet2/0/1 0200.0000.0101 40
! mac: GigabitEthernet1/0/1 0200.0000.0201 40'
lab_up
printf '%s\n' 'link set eno1 up' 'link set eno2 up' | ip -n host -batch -
learnt() { [ "$(switch_shell 'show mac address-table' | grep -c 0200.0000.0[12]01)" = 2 ]; }
wait_for 20 learnt
snapshot_switch before.switch

expect 1 lacppair push --switch sw1
says "planned for eno1, but its cable leads to eno2 of kvm1: cables are swapped" \
	"its address table has 0200.0000.0201 there"
snapshot_switch after.switch
same_switch before after
expect 1 lacppair plan
says "cables are swapped"

sed -i -e 's/eno1: sw1 GigabitEthernet1/eno1: sw1 GigabitEthernet9/' \
	-e 's/eno2: sw1 GigabitEthernet2/eno2: sw1 GigabitEthernet1/' \
	-e 's/GigabitEthernet9/GigabitEthernet2/' lacppair.yaml
expect 0 lacppair push --switch sw1 --dry-run
