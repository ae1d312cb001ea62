# slow
# An old bridge with the host's address, its default route and a VM's tap is adopted one leg at a time:
# all of it moves to the bridge of the native VLAN, the VM goes on to be reached, and rollback brings it
# back. A bridge of another VLAN may not have it; the same into a VLAN-aware bridge.
. "$LAB_LIB"
SWITCH_EXTRA='interface GigabitEthernet1/0/1
 switchport access vlan 40
 switchport mode access
!'
lab_up
sed -i -e '/br4[234]:/d' -e 's|br40: .*|br40: { vlan: 40, adopts: br0 }|' lacppair.yaml
printf '%s\n' 'link add br0 address 02:00:00:00:01:01 type bridge' 'link set eno1 master br0' \
	'link set vnet40 master br0' 'link set eno1 up' 'link set vnet40 up' 'link set br0 up' \
	'addr add 10.8.0.2/24 dev br0' \
	'route add default via 10.8.0.1 dev br0 proto static metric 50' | ip -n host -batch -
is_there() { ip netns exec vm40s ping -c 1 -W 1 10.8.0.2; }
wait_for 20 is_there
is_up() { [[ $(ip -n host address show br0) == *"state UP"*fe80* ]]; }
wait_for 20 is_up
wait_for 20 addresses_settled host
snapshot_host before.host

expect 1 lacppair apply
says "br40 is to adopt br0" "--adopt moves"
cp lacppair.yaml native.yaml
sed -i -e 's|br40: .*|br40: { vlan: 40 }|' -e 's|br41: .*|br41: { vlan: 41, adopts: br0 }|' lacppair.yaml
expect 1 lacppair plan --adopt
says "br0 lives untagged on eno1, which becomes br40 (VLAN 40), and br41 (VLAN 41) is to adopt it"
cp native.yaml lacppair.yaml
snapshot_host after.host
same_host before after

# adopted: what is to be true in the new bridge $1.
adopted() {
	OUTPUT=$(ip -n host route; ip -n host -o link show master "$1"; ip -n host -o -4 address show dev "$1")
	echo "$OUTPUT"
	says "default via 10.8.0.1 dev $1 proto static metric 50" vnet40 bond0 10.8.0.2/24
	check "the old bridge stays, down and empty" test -z "$(ip -n host -o link show master br0)$(ip -n host -o link show br0 up)"
	expect 0 lacppair plan
	says "eno1       join bond0"
	check "the address answers" is_there
	check "the VM gets out" ip netns exec vm40h ping -c 1 -W 5 10.8.0.10
}
back() {
	expect 0 lacppair rollback
	wait_for 20 is_up
	wait_for 20 addresses_settled host
	snapshot_host after.host
	same_host before after
	wait_for 20 is_there
}

expect 0 lacppair push --switch sw1 --member eno2
answers() { [[ $(tail -n 1 "$1") == *"bytes from"* && $(wc -l <"$1") -gt $2 ]]; }
ip netns exec vm40s ping -D -i 0.02 10.8.0.2 >ping.log 2>&1 &
PING=$!
wait_for 10 answers ping.log 50
expect 0 lacppair apply --adopt --yes
says "br0        set down" "vnet40     join br40"
wait_for 20 answers ping.log $(($(wc -l <ping.log) + 50))
kill $PING
echo "longest gap of the old bridge's address, staged: $(longest_gap ping.log) ms"
adopted br40
back

echo "-- into a VLAN-aware bridge: untagged in its native VLAN"
sed -i -e '/br4[01]:/d' lacppair.yaml
echo '      vmbr0: { vlan_aware: true, adopts: br0 }' >>lacppair.yaml
expect 0 lacppair apply --adopt --yes
adopted vmbr0
OUTPUT=$(bridge -n host vlan show)
echo "$OUTPUT"
check "the VM is in VLAN 40, untagged" equal "$(bridge -n host -j vlan show dev vnet40 | jq -c '.[0].vlans[0] | [.vlan, .flags]')" \
	'[40,["PVID","Egress Untagged"]]'
back
