# The way in is a NIC that becomes a member, one leg at a time: the switch's port of the idle leg, then
# the host (idle leg, proof, addresses, live leg), then the switch's other port, under a running ping.
. "$LAB_LIB"
SWITCH_EXTRA='interface GigabitEthernet1/0/1
 switchport access vlan 40
 switchport mode access
!'
lab_up
sed -i -e 's|br40: .*|br40: { vlan: 40, addresses: [10.8.0.2/24], gateway: [10.8.0.1] }|' lacppair.yaml
printf '%s\n' 'link set eno1 up' 'addr add 10.8.0.2/24 dev eno1' 'addr add 2001:db8::2/64 dev eno1' \
	'route add default via 10.8.0.1 dev eno1 proto static metric 50' |
	ip -n host -batch -
ip -n vm40s addr add 2001:db8::10/64 dev eth0 nodad
ip -n vm40s addr add 10.8.0.1/24 dev eth0
# New links look for duplicates of their addresses, as on any host.
in_host sysctl -qw net.ipv6.conf.default.accept_dad=1
is_there() { ip netns exec vm40s ping -c 1 -W 1 10.8.0.2; }
wait_for 20 is_there
is_up() { [[ $(ip -n host address show eno1) == *"state UP"*fe80* ]]; }
wait_for 20 is_up
wait_for 20 addresses_settled host
snapshot_host before.host

expect 0 lacppair plan --adopt
says "stage 1" "stage 2" "stage 3" "bond0      wait until it carries over eno2: LACP"
expect 0 lacppair plan --adopt --json
check "the order of both sides" equal "$(json '.phases | map(.command) | join("; ")')" \
	"lacppair push --switch sw1 --member eno2; lacppair apply --adopt; lacppair confirm; lacppair push --switch sw1; lacppair apply; lacppair verify; lacppair confirm"
check "eno1 goes out of use last" equal "$(json '.hosts[0].steps[-1] | "\(.stage) \(.object) \(.text)"')" "3 eno1 set down"
expect 0 lacppair plan --adopt --at-once
silent_about "stage 1" "wait until"

expect 2 lacppair push --switch sw1 --member eno3
says "no bond that is meant has a member \`eno3' on sw1"
expect 0 lacppair push --switch sw1 --member eno2
says GigabitEthernet2/0/1
silent_about "interface GigabitEthernet1/0/1"
check "the live leg still carries" is_there

answers() { [[ $(tail -n 1 "$1") == *"bytes from"* && $(wc -l <"$1") -gt $2 ]]; }
ip netns exec vm40s ping -D -i 0.01 10.8.0.2 >ping.log 2>&1 &
PING=$!
wait_for 10 answers ping.log 10
wait_for 20 answers ping.log 100
echo "longest gap while nothing changes, of this machine: $(longest_gap ping.log) ms"
expect 0 lacppair apply --adopt --yes
wait_for 20 answers ping.log $(($(wc -l <ping.log) + 50))
echo "longest gap of the adopted address, staged: $(longest_gap ping.log) ms (at most 80)"
wait_for 20 addresses_settled host
OUTPUT=$(ip -n host -6 address show dev br40)
echo "$OUTPUT"
says fe80 2001:db8::2/64
silent_about dadfailed tentative

expect 0 lacppair rollback
wait_for 20 is_up
wait_for 20 addresses_settled host
snapshot_host after.host
same_host before after

expect 0 lacppair apply --adopt --yes --confirm now
expect 0 lacppair push --switch sw1
says GigabitEthernet1/0/1
expect 0 lacppair apply --confirm verify
wait_for 20 answers ping.log $(($(wc -l <ping.log) + 50))
kill $PING
echo "longest gap of all, the undo and the second leg too: $(longest_gap ping.log) ms"
expect 0 ip netns exec vm40s ping -c 2 -W 2 2001:db8::2
expect 0 lacppair plan --check
