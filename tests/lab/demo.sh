# The main job, each command as typed, with its output and exit status; stops where one fails.
# `./dev demo` runs it in the lab.
. "$LAB_LIB"

title() { printf '\n=== %s\n\n' "$*"; }

title "A host (kvm1), a switch (sw1), two cables; the switch's ports are as they came"
lab_up
expect 0 ip -n host -br link show type veth
expect 0 switch_shell 'show vlan brief'

title "The file"
expect 0 cat lacppair.yaml

title "Plan, push, apply, verify, confirm"
expect 0 lacppair plan -f lacppair.yaml
expect 0 lacppair push --switch sw1
expect 0 lacppair apply
expect 0 lacppair verify
expect 0 lacppair confirm

title "What each side says of it"
expect 0 switch_shell 'show etherchannel summary'
expect 0 in_host grep -E '^(Slave Interface|Aggregator ID)|port state' /proc/net/bonding/bond0

title "Frames: a VM on br41 to one on VLAN 41 of the switch; untagged on VLAN 40"
plug_vm 41
plug_vm 40
expect 0 ip netns exec vm41h ping -c 3 -i 0.2 10.8.41.10
expect 0 ip netns exec vm40h ping -c 3 -i 0.2 10.8.0.10
expect 0 in_host ping -c 3 -i 0.2 10.8.0.10

title "Day 2, before: a frame tagged 45, of a bridge made by hand, reaches the switch's port, no further"
by_hand 45
sniff_wire before
sniff vm45s eth0 before.vm45s
expect 1 ip netns exec vm45h ping -c 2 -i 0.2 -W 1 10.8.45.10
sniff_end
not_by_hand 45
tcpdump -e -n -r before.gi1-0-1 vlan 45 2>/dev/null | head -n 2
tcpdump -e -n -r before.gi2-0-1 vlan 45 2>/dev/null | head -n 2
check "frames tagged 45 at the switch's ports" test "$(wire_frames before vlan 45)" -gt 0
check "none behind them, where VLAN 45 has a VM" equal "$(frames before.vm45s arp)" 0

title "Day 2: VLAN 45 is added to the file"
cp lacppair.yaml lacppair.yaml.1
add_vlan_45
expect 1 diff -U 0 lacppair.yaml.1 lacppair.yaml
carriers >carriers.before
monitor_start host
monitor_start sw
expect 0 lacppair plan -f lacppair.yaml
expect 0 lacppair push --switch sw1
expect 0 lacppair apply
expect 0 lacppair verify
expect 0 lacppair confirm

title "After: it passes, and no link flapped"
plug_vm 45
expect 0 ip netns exec vm45h ping -c 3 -i 0.2 10.8.45.10
monitor_stop host
monitor_stop sw
carriers >carriers.after
echo "$(cat monitor.host monitor.sw | wc -l) events of links, addresses and routes on both sides"
check "none of them took a link of the pair down" no_flap
check "no carrier of the pair changed" cmp carriers.before carriers.after
expect 0 lacppair plan --check
