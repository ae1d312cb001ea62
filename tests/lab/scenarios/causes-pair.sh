# slow
# More of what can go wrong: PAgP, nobody asked, a switch that is not saved, a bond of another
# mode; what is typed in cures it. And what is only information.
. "$LAB_LIB"
lab_up

# finds ID: the last document has it.
finds() {
	check "$1 is found" equal "$(json "[.findings[] | select(.id == \"$1\")] | length")" 1
}

expect 0 lacppair apply --confirm now
expect 1 lacppair verify --no-switch --json --timeout 12
check "nobody is asked" equal "$(json '.findings[0].id')" no-lacpdu-received
finds partner-confirmed-by-plan-only
for port in 1/0/1 2/0/1; do
	switch_shell 'configure terminal' "interface GigabitEthernet$port" 'channel-group 11 mode desirable' end >/dev/null
done
expect 1 lacppair verify --json --timeout 12
check "PAgP" equal "$(json '.findings[0].id')" switch-channel-mode-pagp
type_fix
expect 0 lacppair push --switch sw1 --save-all
expect 0 lacppair verify --json
finds rates-differ
finds host-not-persistent
silent_about switch-not-saved

switch_shell 'configure terminal' 'interface GigabitEthernet1/0/22' 'description new' end >/dev/null
expect 0 lacppair verify --json
finds switch-not-saved
check "the proof" equal "$(json .proofs.persistence)" failed
switch_shell "$(json '.findings[] | select(.id == "switch-not-saved").fix.switch')" >/dev/null
expect 0 lacppair verify --json
silent_about switch-not-saved

for nic in eno1 eno2; do ip -n host link set $nic nomaster; done
ip -n host link set bond0 down
ip -n host link set bond0 type bond mode active-backup
for nic in eno1 eno2; do ip -n host link set $nic down; ip -n host link set $nic master bond0; done
ip -n host link set bond0 up
expect 1 lacppair verify --no-switch --json --timeout 8
check "another mode" equal "$(json '.findings[0].id')" bond-not-aggregating
