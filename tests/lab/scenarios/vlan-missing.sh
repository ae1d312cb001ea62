# LACP is well, and the trunk drops a planned VLAN: found, and the printed fix is the cure.
. "$LAB_LIB"
lab_up

pair_up
says "VLANs proven"
switch_shell 'configure terminal' 'interface Port-channel11' \
	'switchport trunk allowed vlan remove 42' end >/dev/null
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" vlan-not-allowed
check "its subject" equal "$(json '.findings[0].subject')" sw1:Po11
check "both members are up" equal "$(json .members_up)" 2
check "the proofs" equal "$(json '[.proofs[]] | join(" ")')" "proven failed failed"
type_fix
expect 0 lacppair verify --json
check "the VLANs are proven" equal "$(json .proofs.vlans)" proven
