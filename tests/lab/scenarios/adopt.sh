# A NIC with the host's address becomes a member: with --adopt its addresses and routes move to the
# bridge of the native VLAN under a running ping; rollback brings all of it back.
. "$LAB_LIB"
SWITCH_EXTRA='interface GigabitEthernet1/0/1
 switchport access vlan 40
 switchport mode access
!'
lab_up
sed -i -e 's|br40: .*|br40: { vlan: 40, addresses: [10.8.0.2/24], gateway: [10.8.0.1] }|' lacppair.yaml
printf '%s\n' 'link set eno1 up' 'addr add 10.8.0.2/24 dev eno1' \
	'addr add 10.8.0.3/24 brd + dev eno1' 'addr add 2001:db8::2/64 dev eno1' \
	'route add default via 10.8.0.1 dev eno1 proto static metric 50 src 10.8.0.3' \
	'route add 198.51.100.0/24 via 10.8.0.9 dev eno1 proto 77 metric 7' |
	ip -n host -batch -
ip -n host -6 route add 2001:db8:9::/48 via 2001:db8::1 dev eno1 metric 300
ip -n vm40s addr add 2001:db8::10/64 dev eth0 nodad
is_there() { ip netns exec vm40s ping -c 1 -W 1 10.8.0.2; }
wait_for 20 is_there
# The kernel says so up to a second later than frames pass (link_watch.c), IPv6 follows it.
is_up() { [[ $(ip -n host address show eno1) == *"state UP"*fe80* ]]; }
wait_for 20 is_up
wait_for 20 addresses_settled host
snapshot_host before.host

expect 1 lacppair apply
says "carries the address" "--adopt moves it"
snapshot_host after.host
same_host before after
expect 2 lacppair apply --adopt --at-once
says "--yes answers"
snapshot_host after.host
same_host before after

answers() { [[ $(tail -n 1 "$1") == *"bytes from"* && $(wc -l <"$1") -gt $2 ]]; }

ip netns exec vm40s ping -D -i 0.02 10.8.0.2 >ping.log 2>&1 &
PING=$!
wait_for 10 answers ping.log 10
sniff vm40s eth0 told 'arp or icmp6'
expect 0 lacppair apply --adopt --at-once --yes
says "adopted by br40" "announced 3"
wait_for 20 answers ping.log $(($(wc -l <ping.log) + 50))
echo "longest gap of the adopted address, all at once: $(longest_gap ping.log) ms"
sniff_end
check "gratuitous ARP" test "$(frames told 'arp src 10.8.0.2 and arp dst 10.8.0.2')" -gt 0
check "unsolicited NA" test "$(frames told 'icmp6 and ip6[40] == 136 and src 2001:db8::2')" -gt 0
expect 0 lacppair apply
says unchanged
OUTPUT=$(ip -n host route; ip -n host -6 route; ip -n host address show dev br40)
echo "$OUTPUT"
says "default via 10.8.0.1 dev br40 proto static src 10.8.0.3 metric 50" \
	"198.51.100.0/24 via 10.8.0.9 dev br40 proto 77 metric 7" \
	"2001:db8:9::/48 via 2001:db8::1 dev br40 metric 300" 2001:db8::2/64
check "eno1's MAC" equal "$(in_host cat /sys/class/net/br40/address)" "$(jq -r '.links[] | select(.ifname == "eno1").address' before.host)"
check "nothing is left on eno1" test -z "$(ip -n host -4 address show dev eno1)"
expect 0 ip netns exec vm40s ping -c 2 -W 2 2001:db8::2

expect 0 lacppair rollback
kill $PING
wait_for 20 addresses_settled host
snapshot_host after.host
same_host before after
