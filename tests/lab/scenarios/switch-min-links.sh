# slow
# The switch asks for more members than there are: LACP is well, the Port-channel is down.
. "$LAB_LIB"
lab_up

pair_up
switch_shell 'configure terminal' 'interface Port-channel11' 'port-channel min-links 3' end >/dev/null
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" switch-min-links-not-met
type_fix
expect 0 lacppair verify
