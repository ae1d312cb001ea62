# An address that another machine of the VLAN has is not taken: IPv4 is asked for by ARP before it is
# added, IPv6 by the kernel. Both are undone, with who has it; once it is free, apply goes through.
. "$LAB_LIB"
lab_up
sed -i -e '/br4[1234]:/d' lacppair.yaml
expect 0 lacppair push --switch sw1
in_host sysctl -qw net.ipv6.conf.default.accept_dad=1
snapshot_host before.host

ip -n vm40s addr add 10.8.0.2/24 dev eth0
sniff vm40s eth0 asked arp
expect 1 lacppair apply
says "br40: the address 10.8.0.2/24 is in use by $(ip netns exec vm40s cat /sys/class/net/eth0/address)" undone
sniff_end
check "nobody was told that it is here" test "$(frames asked 'arp src 10.8.0.2 and arp dst 10.8.0.2')" = 0
check "probes have no sender" test "$(frames asked 'arp src 0.0.0.0 and arp dst 10.8.0.2')" -gt 0
snapshot_host after.host
same_host before after
ip -n vm40s addr del 10.8.0.2/24 dev eth0

ip -n vm40s addr add 2001:db8::2/64 dev eth0 nodad
expect 1 lacppair apply
says "br40: the address 2001:db8::2/64 is in use by another machine (dadfailed)" undone
snapshot_host after.host
same_host before after
ip -n vm40s addr del 2001:db8::2/64 dev eth0

expect 0 lacppair apply --confirm now
expect 0 ip netns exec vm40s ping -c 1 -W 2 10.8.0.2
expect 0 lacppair apply
says unchanged
