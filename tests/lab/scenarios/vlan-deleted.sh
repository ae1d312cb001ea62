# Somebody deleted a planned VLAN from the switch.
. "$LAB_LIB"
lab_up

pair_up
switch_shell 'configure terminal' 'no vlan 43' end >/dev/null
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" vlan-not-active
type_fix
expect 0 lacppair verify
says "VLANs proven"
