# slow
# The Port-channel was made an access port: LACP is well, and tagged frames pass no more.
. "$LAB_LIB"
lab_up

pair_up
switch_shell 'configure terminal' 'interface Port-channel11' 'switchport mode access' end >/dev/null
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" switch-port-not-trunk
check "the VLANs fail" equal "$(json .proofs.vlans)" failed
type_fix
expect 0 lacppair verify
says "VLANs proven"
