# slow
# One leg at a time without LACP: in active-backup the switch's ports stay as they are; in balance-xor
# they are a group without LACP, of which each port is set up after the stage before. The address stays
# within reach, the undo brings back what was, and the idle leg has to have link.
. "$LAB_LIB"
SWITCH_EXTRA='interface GigabitEthernet1/0/1
 switchport access vlan 40
 switchport mode access
!
interface GigabitEthernet2/0/1
 switchport access vlan 40
 switchport mode access
!'
lab_up
# intent MODE SWITCH...: br40 on bond0; members with their switch's ports, or without.
intent() {
	write_intent
	sed -i -e '/br4[1-4]:/d' -e 's|br40: .*|br40: { vlan: 40, addresses: [10.8.0.2/24] }|' \
		-e '/lacp_rate/d' -e "s/miimon: 100/mode: $1/" "${@:2}" lacppair.yaml
}
printf '%s\n' 'link set eno1 up' 'addr add 10.8.0.2/24 dev eno1' \
	'route add default via 10.8.0.1 dev eno1 proto static metric 50' | ip -n host -batch -
is_there() { ip netns exec vm40s ping -c 1 -W 1 10.8.0.2; }
answers() { [[ $(tail -n 1 "$1") == *"bytes from"* && $(wc -l <"$1") -gt $2 ]]; }
is_up() { [[ $(ip -n host address show eno1) == *"state UP"*fe80* ]]; }
settled() {
	wait_for 20 is_up
	wait_for 20 addresses_settled host
}
wait_for 20 is_there
settled
snapshot_host before.host

# ping_on, ping_off WHAT: the longest gap in between is printed.
ping_on() {
	ip netns exec vm40s ping -D -i 0.01 10.8.0.2 >ping.log 2>&1 &
	PING=$!
	wait_for 20 answers ping.log 100
}
ping_off() {
	wait_for 20 answers ping.log $(($(wc -l <ping.log) + 50))
	kill $PING
	echo "longest gap of the adopted address, $1: $(longest_gap ping.log) ms"
}
back() {
	expect 0 lacppair rollback
	settled
	snapshot_host after.host
	same_host before after
	wait_for 20 is_there
}

# port_2 LINE...: typed into the port of the leg that is idle.
port_2() { switch_shell 'configure terminal' 'interface GigabitEthernet2/0/1' "$@" end >/dev/null; }

echo "-- active-backup"
intent active-backup -e '/port_channel/d' -e '/xmit_hash/d' -e 's/members: .*/members: { eno1: , eno2: }/'
expect 0 lacppair plan --offline --adopt
port_2 shutdown
expect 1 lacppair apply --adopt --yes
says "what is live was not touched: eno2: no link" "undone"
settled
snapshot_host after.host
same_host before after
port_2 'no shutdown'
ping_on
expect 0 lacppair apply --adopt --yes
says "bond0      wait until it carries over eno2" "eno1       join bond0"
ping_off active-backup
check "both legs are members" equal "$(in_host cat /sys/class/net/bond0/bonding/slaves)" "eno2 eno1"
expect 0 lacppair plan --check
back

echo "-- balance-xor, in a group without LACP"
intent balance-xor
expect 0 lacppair plan --adopt
expect 0 lacppair push --switch sw1 --member eno2
ping_on
expect 0 lacppair apply --adopt --yes
says "bond0      wait until it carries over eno2"
ping_off "balance-xor, its first leg"
back

ping_on
expect 0 lacppair apply --adopt --yes --confirm now
expect 0 lacppair push --switch sw1
expect 0 lacppair apply --confirm now
ping_off "balance-xor, both legs"
check "both legs are members" equal "$(in_host cat /sys/class/net/bond0/bonding/slaves)" "eno2 eno1"
expect 0 lacppair plan --check
