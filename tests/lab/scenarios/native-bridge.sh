# The native VLAN's bridge lets no tag through: a VM on it that tags its own frames reaches no other VLAN,
# with a device here (41) or without (45), and hears none. One that was made plain leaks both ways, is said
# to, and begins to filter in place: no frame is lost, no link goes down, and the undo makes it plain again.
. "$LAB_LIB"
lab_up
sed -i -e '/br4[234]:/d' -e 's/vlans: 40-44/vlans: 40-45/' lacppair.yaml
printf '%s\n' 'link add br40 type bridge' 'link set vnet40 master br40' 'link set br40 up' |
	ip -n host -batch -
tag_vm 40 45
tag_vm 40 41
expect 0 lacppair push --switch sw1
expect 0 lacppair apply
says "br40: does not filter VLANs: what its virtual machines tag themselves reaches every VLAN" \
	"vlan_filtering: yes"
expect 0 lacppair verify
expect 0 lacppair confirm
plug_vm 41

vm=$(ip netns exec vm40h cat /sys/class/net/eth0/address)
far=$(ip netns exec vm45s cat /sys/class/net/eth0/address)
# tags WHAT: a VM on br40 sends with tags, and VLAN 45 of the switch to all; $OUT41, $OUT45 and $IN45 are
# how many got through.
tags() {
	sniff vm41s eth0 tags.41
	sniff vm45s eth0 tags.45
	sniff vm40h eth0 tags.in
	ip netns exec vm40h ping -c 2 -i 0.2 -W 1 -q 10.8.41.10 >/dev/null
	ip netns exec vm40h ping -c 2 -i 0.2 -W 1 -q 10.8.45.10 >/dev/null
	ip netns exec vm45s ping -c 2 -i 0.2 -W 1 -q 10.8.45.99 >/dev/null
	sniff_end
	OUT41=$(frames tags.41 "ether src $vm") OUT45=$(frames tags.45 "ether src $vm")
	IN45=$(frames tags.in "vlan 45 and ether src $far")
	echo "$1: of VLAN 41 got out $OUT41, of 45 got out $OUT45, came in $IN45"
}
tags "a plain bridge"
check "it leaks, out and in" test "$OUT41" -gt 0 -a "$OUT45" -gt 0 -a "$IN45" -gt 0

snapshot_host before.host
sed -i 's/br40: { vlan: 40,/br40: { vlan: 40, vlan_filtering: yes,/' lacppair.yaml
carriers >carriers.before
monitor_start host
monitor_start sw
ip netns exec vm40s ping -D -i 0.005 10.8.0.11 >ping.log 2>&1 &
PING=$!
answers() { [[ $(tail -n 1 ping.log) == *"bytes from"* && $(wc -l <ping.log) -gt $1 ]]; }
wait_for 20 answers 100
expect 0 lacppair apply
says "begins to filter VLANs" "br40       set vlan_filtering on, default_pvid 40"
wait_for 20 answers $(($(wc -l <ping.log) + 100))
expect 0 lacppair rollback
wait_for 20 answers $(($(wc -l <ping.log) + 100))
kill -INT $PING
wait $PING
tail -n 2 ping.log
check "no frame was lost" grep -q ' 0% packet loss' ping.log
monitor_stop host
monitor_stop sw
carriers >carriers.after
check "no link of the pair flapped" no_flap
check "no carrier changed" cmp carriers.before carriers.after
snapshot_host after.host
same_host before after

expect 0 lacppair apply --confirm now
tags "one that filters"
check "no tag passes, out or in" equal "$OUT41 $OUT45 $IN45" "0 0 0"
expect 0 ping_vm vm40h 10.8.0.10
expect 0 ping_vm vm41h 10.8.41.10
expect 0 in_host ping -c 1 -W 2 10.8.0.10
ip -n host link set vnet40 nomaster
plug_vm 40
expect 0 ping_vm vm40h 10.8.0.10
expect 0 lacppair plan --check
silent_about "does not filter"

echo "-- as it is made where nothing is"
expect 0 lacppair remove --yes --confirm now
sed -i 's/vlan_filtering: yes, //' lacppair.yaml
expect 0 lacppair apply --confirm now
says "br40       create bridge: stp off, vlan_filtering on, default_pvid 40"
expect 0 lacppair verify
plug_vm 40
tags "a new one"
check "no tag passes, out or in" equal "$OUT41 $OUT45 $IN45" "0 0 0"
expect 0 ping_vm vm40h 10.8.0.10
expect 0 lacppair import
says "vlan: 40"
silent_about vlan_aware
