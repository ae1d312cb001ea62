# slow
# One port is shut, one member is taken out, the bond is gone: not up, each with its own finding.
. "$LAB_LIB"
lab_up
pair_up

switch_shell 'configure terminal' 'interface GigabitEthernet2/0/1' shutdown end >/dev/null
expect 1 lacppair verify --json --timeout 8
check "one member is up" equal "$(json .members_up)" 1
says no-carrier
switch_shell 'configure terminal' 'interface GigabitEthernet2/0/1' 'no shutdown' end >/dev/null
expect 0 lacppair verify

ip -n host link set eno2 nomaster
expect 1 lacppair verify --json --timeout 8
says member-missing

ip -n host link del bond0
expect 1 lacppair verify --json --timeout 8
says bond-missing
