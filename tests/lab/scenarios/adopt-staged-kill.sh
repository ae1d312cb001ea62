# slow
# A staged adoption that is killed before each step of what is live ends in the state before; one whose
# idle leg is never proven stops, undoes, and says why, without a frame lost.
. "$LAB_LIB"
SWITCH_EXTRA='interface GigabitEthernet1/0/1
 switchport access vlan 40
 switchport mode access
!'
lab_up
sed -i -e '/br4[1234]:/d' -e 's|br40: .*|br40: { vlan: 40, addresses: [10.8.0.2/24] }|' lacppair.yaml
printf '%s\n' 'link set eno1 up' 'addr add 10.8.0.2/24 dev eno1' \
	'route add default via 10.8.0.1 dev eno1 proto static metric 50' |
	ip -n host -batch -
is_there() { ip netns exec vm40s ping -c 1 -W 1 10.8.0.2; }
wait_for 20 is_there
is_up() { [[ $(ip -n host address show eno1) == *"state UP"*fe80* ]]; }
wait_for 20 is_up
wait_for 20 addresses_settled host
snapshot_host before.host

ip netns exec vm40s ping -D -i 0.05 10.8.0.2 >ping.log 2>&1 &
PING=$!
expect 1 lacppair apply --adopt --yes
says "does not carry within 40 s, so what is live was not touched: eno2:" "undone" "push --member"
kill $PING
echo "longest gap of an adoption that did not come about: $(longest_gap ping.log) ms"
wait_for 20 addresses_settled host
snapshot_host after.host
same_host before after

expect 0 lacppair push --switch sw1 --member eno2
outcome() { [ -e "/var/lib/lacppair/guard.$1" ]; }
die_at() {
	in_host env LACPPAIR_TEST_POINT="apply:$1:KILL" "$LACPPAIR" apply --adopt --yes >out 2>&1
	equal $? 137 || fail "apply was not killed at $1: $(<out)"
	wait_for 20 outcome undone
	wait_for 20 is_up
	wait_for 20 addresses_settled host
	snapshot_host after.host
	cmp -s before.host after.host || same_host before after
}
steps=$(lacppair plan --adopt --json 2>/dev/null | jq '.hosts[0].steps | length')
proof=$(lacppair plan --adopt --json 2>/dev/null | jq '.hosts[0].steps[] | select(.op == "prove").id')
for ((k = proof; k <= steps + 1; k++)); do
	die_at "$k"
done
echo "ok: killed before each of the steps $proof to $steps and after the last: as before, each time"
check "the address answers" is_there
