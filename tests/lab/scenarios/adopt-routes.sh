# Routes of other tables move with their NIC; several next hops and a metric of its own are refused, by
# name. A management NIC outside the plan keeps its default route, its table and its rule all the time.
. "$LAB_LIB"
SWITCH_EXTRA='interface GigabitEthernet1/0/1
 switchport access vlan 40
 switchport mode access
!'
lab_up
sed -i -e '/br4[1234]:/d' -e 's|br40: .*|br40: { vlan: 40, addresses: [10.8.0.2/24] }|' lacppair.yaml
printf '%s\n' 'link set eno1 up' 'addr add 10.8.0.2/24 dev eno1' \
	'route add default via 192.0.2.1 dev mgmt0 proto static' \
	'route add 192.0.2.0/24 dev mgmt0 src 192.0.2.2 table 200' \
	'route add default via 192.0.2.1 dev mgmt0 table 200' \
	'rule add from 192.0.2.2 lookup 200 priority 90' \
	'route add default via 10.8.0.1 dev eno1 proto static metric 50' \
	'route add 10.8.0.0/24 dev eno1 src 10.8.0.2 table 100' \
	'route add default via 10.8.0.1 dev eno1 table 100 proto 77' \
	'rule add from 10.8.0.2 lookup 100 priority 100' |
	ip -n host -batch -
is_up() { [[ $(ip -n host address show eno1) == *"state UP"*fe80* ]]; }
wait_for 20 is_up
wait_for 20 addresses_settled host

# refused COMMAND... : with that there, adoption is refused; nothing changes.
refused() {
	ip -n host "$@" || fail "ip $*"
	snapshot_host a.host
	expect 1 lacppair apply --adopt --at-once --yes
	snapshot_host b.host
	same_host a b
}
refused route add 198.51.100.0/24 nexthop via 10.8.0.9 dev eno1 nexthop via 192.0.2.9 dev mgmt0
says "eno1: the route 198.51.100.0/24 has several next hops, and would be lost"
ip -n host route del 198.51.100.0/24
refused route add 198.51.100.0/24 via 10.8.0.9 dev eno1 mtu lock 1400
says "eno1: the route 198.51.100.0/24 via 10.8.0.9 has metrics of its own"
ip -n host route del 198.51.100.0/24

snapshot_host before.host
ip -n host -o monitor route >routes.log &
MONITOR=$!
expect 0 lacppair apply --adopt --at-once --yes
says "delete route default via 10.8.0.1 in table 100" "add route default via 10.8.0.1 in table 100"
OUTPUT=$(ip -n host route show table 100)
echo "$OUTPUT"
says "default via 10.8.0.1 dev br40 proto 77" "10.8.0.0/24 dev br40"
silent_about eno1
check "the way out by the management NIC" equal "$(ip -n host route get 203.0.113.9 | head -1 | cut -d' ' -f1-5)" \
	"203.0.113.9 via 192.0.2.1 dev mgmt0"
expect 0 lacppair apply
says unchanged
expect 0 lacppair rollback
wait_for 20 is_up
wait_for 20 addresses_settled host
kill $MONITOR
snapshot_host after.host
same_host before after
OUTPUT=$(<routes.log)
silent_about mgmt0
