# slow
# What can go wrong on a pair that was up, one after the other: the headline, what it tells to type,
# and up again.
. "$LAB_LIB"
lab_up
pair_up

# headline ID: what verify says.
headline() {
	expect 1 lacppair verify --json --timeout 45
	check "$1: the headline" equal "$(json '.findings[0].id')" "$1"
}

for port in 1/0/1 2/0/1; do
	switch_shell 'configure terminal' "interface GigabitEthernet$port" 'no channel-group' end >/dev/null
done
for port in 1/0/1 2/0/1; do
	switch_shell 'configure terminal' "interface GigabitEthernet$port" 'channel-group 11 mode on' end >/dev/null
done
headline switch-channel-mode-on
type_fix
expect 0 lacppair verify
for port in 1/0/1 2/0/1; do
	switch_shell 'configure terminal' "interface GigabitEthernet$port" 'no channel-group' end >/dev/null
done
headline switch-port-not-in-channel-group
type_fix
headline switch-port-not-in-channel-group
type_fix
expect 0 lacppair verify

switch_shell 'configure terminal' 'vlan dot1q tag native' end >/dev/null
headline native-vlan-tagged
type_fix
expect 0 lacppair verify

switch_shell 'configure terminal' 'interface GigabitEthernet1/0/22' \
	'switchport trunk allowed vlan 45' 'switchport mode trunk' end >/dev/null
expect 0 lacppair verify --json
check "VLANs end here" equal \
	"$(json '[.findings[] | select(.id == "vlan-has-no-uplink")] | length')" 1
