# slow
# Somebody shut the Port-channel: the links are down, and the switch says why.
. "$LAB_LIB"
lab_up

pair_up
switch_shell 'configure terminal' 'interface Port-channel11' shutdown end >/dev/null
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" port-channel-shutdown
check "and nothing beside it" equal "$(json '[.findings[] | select(.severity == "error")] | length')" 1
type_fix
expect 0 lacppair verify
