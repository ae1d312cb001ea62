# Untagged frames are parked: the trunk's native VLAN is one that it does not carry, so what the host
# sends without a tag reaches the switch's port and no port behind it, not even one of that VLAN.
. "$LAB_LIB"
lab_up

sed -i -e 's/native_vlan: 40/native_vlan: { park: 999 }/' -e '/br4[1234]:/d' lacppair.yaml
pair_up
says "VLANs proven"
switch_shell 'show running-config interface Port-channel11' 'show vlan brief' >shown
check "the trunk's native VLAN" grep -q 'switchport trunk native vlan 999' shown
check "its list" grep -q 'switchport trunk allowed vlan 40-44' shown
check "VLAN 999 is there" grep -q '^999 ' shown
plug_vm 40
expect 0 ping_vm vm40h 10.8.0.10

switch_shell 'configure terminal' 'interface GigabitEthernet1/0/22' \
	'switchport access vlan 999' end >/dev/null
ip -n host addr add 10.8.45.2/24 dev bond0
sniff_wire parked
sniff vm45s eth0 parked.vm45s
expect 1 in_host ping -c 2 -i 0.2 -W 1 -q 10.8.45.10
sniff_end
check "untagged frames are on the wire" test "$(wire_frames parked 'arp and not vlan')" -gt 0
check "none is behind the switch" equal "$(frames parked.vm45s arp)" 0
ip -n host addr del 10.8.45.2/24 dev bond0

expect 0 lacppair plan --check
switch_shell 'configure terminal' 'interface Port-channel11' \
	'switchport trunk native vlan 40' end >/dev/null
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" native-vlan-differs
type_fix
expect 0 lacppair verify
