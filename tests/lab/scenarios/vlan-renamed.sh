# A VLAN that exists keeps its name, which is said; --rename-vlans gives it the file's, and a rollback
# the one that it had.
. "$LAB_LIB"
lab_up

expect 0 lacppair push --switch sw1
sed -i 's/41: web/41: www/' lacppair.yaml
switch_shell 'configure terminal' 'vlan 41' 'name web' end 'write memory' >/dev/null
expect 0 lacppair plan
says "sw1 VLAN 41 is called \`web\` there" "--rename-vlans"
expect 0 lacppair push --switch sw1
says "unchanged"
expect 0 lacppair push --switch sw1 --rename-vlans
says "name www"
switch_shell 'show vlan brief' >shown
check "its new name" grep -q '^41 *www ' shown
expect 0 lacppair rollback --switch sw1
switch_shell 'show vlan brief' >shown
check "and its old one" grep -q '^41 *web ' shown
