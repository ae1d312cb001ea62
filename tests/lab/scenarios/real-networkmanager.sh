# slow
# The real NetworkManager has the NICs, one of them with an active profile: apply refuses, naming both,
# and changes nothing. Handed over as the refusal says, they keep their addresses; the pairing goes
# through, and what NetworkManager does afterwards leaves it alone; a rollback takes it all back.
. "$LAB_LIB"
. "$LAB_TOP/tests/lab/networkmanager.sh"
peer NetworkManager >/dev/null ||
	{ echo "skipped: no NetworkManager (./dev peers unpacks one)"; exit 0; }
lab_up
nm_configure
nm_profile old eno1 '[ipv4]' method=manual address1=203.0.113.7/24 '[ipv6]' method=link-local
nm_up
is_in_state() { [ "$(nm_state "$1")" = "$2" ]; }
wait_for 30 is_in_state eno1 '100 (connected)'
wait_for 30 is_in_state eno2 '30 (disconnected)'
expect 0 lacppair push --switch sw1

echo "-- refused, with the way to hand over"
snapshot_host before.host
expect 1 lacppair apply
says "eno1: NetworkManager manages it (profile old)" "nmcli device set eno1 managed no" \
	"eno2: NetworkManager manages it" "nmcli device set eno2 managed no" \
	"unmanaged-devices+=interface-name:bond0;interface-name:bond0.*;interface-name:eno1;" \
	"nothing was changed"
snapshot_host after.host
same_host before after

echo "-- handed over by what the refusal says: the address stays"
HAND_OVER=$(grep -o 'unmanaged-devices+=[^ ,]*' <<<"$OUTPUT")
expect 0 in_host nmcli device set eno1 managed no
expect 0 in_host nmcli device set eno2 managed no
wait_for 20 is_in_state eno1 '10 (unmanaged)'
printf '[keyfile]\n%s\n' "$HAND_OVER" | tee nm/conf.d/90-lacppair.conf
expect 0 in_host nmcli general reload
snapshot_host after.host
same_host before after
expect 1 lacppair apply
says "eno1 carries the address 203.0.113.7/24"
silent_about NetworkManager
ip -n host address del 203.0.113.7/24 dev eno1

echo "-- undone, as it was"
snapshot_host before.host
expect 0 lacppair apply
expect 0 lacppair rollback
snapshot_host after.host
same_host before after

echo "-- it leaves the pairing alone: reload, all networking off and on, a lost leg, a restart"
expect 0 lacppair apply --confirm now
expect 0 lacppair verify
BOND='map(select(.ifname | test("eno|bond|br")) |
	{ifname, address, master, mtu, operstate, ip: [.addr_info[].local]})'
bond_of() { ip -n host -j address show | jq -S "$BOND"; }
bond_of >before
expect 0 in_host nmcli general reload
expect 0 in_host nmcli networking off
wait_for 20 is_in_state mgmt0 '10 (unmanaged)'
expect 0 in_host nmcli networking on
bond_of >after
check "networking off and on left the bond and its bridges alone" cmp before after
ip -n host address replace 192.0.2.2/24 dev mgmt0
lost() { [[ $(ip -n host link show eno1) == *NO-CARRIER* ]]; }
switch_shell 'configure terminal' 'interface GigabitEthernet1/0/1' shutdown end >/dev/null
wait_for 20 lost
switch_shell 'configure terminal' 'interface GigabitEthernet1/0/1' 'no shutdown' end >/dev/null
expect 0 lacppair verify
nm_stop
nm_start
check "it left the NICs alone after its restart" is_in_state eno1 '10 (unmanaged)'
bond_of >after
check "and the bond with its bridges" cmp before after
expect 0 lacppair apply
says unchanged
sed -i 's/miimon: 100/miimon: 50/' lacppair.yaml
expect 0 lacppair apply --confirm now
silent_about NetworkManager
expect 0 lacppair verify
nm_stop
