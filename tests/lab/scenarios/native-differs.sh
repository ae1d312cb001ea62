# slow
# The native VLAN of the trunk is not the planned one, on the Port-channel and its members.
. "$LAB_LIB"
lab_up

pair_up
switch_shell 'configure terminal' 'interface Port-channel11' \
	'switchport trunk native vlan 1' end >/dev/null
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" native-vlan-differs
type_fix
expect 0 lacppair verify
says "VLANs proven"
