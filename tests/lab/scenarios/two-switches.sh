# The second cable ends in another switch, which has a channel-group of the same number.
. "$LAB_LIB"
lab_up

ip netns add sw2
ip -n sw link set gi2-0-1 netns sw2
cable host mgmt1 sw2 mgmt0 | ip -batch -
printf '%s\n' 'addr add 198.51.100.2/24 dev mgmt1' 'link set mgmt1 up' | ip -n host -batch -
printf '%s\n' 'link set lo up' 'addr add 198.51.100.10/24 dev mgmt0' 'link set mgmt0 up' |
	ip -n sw2 -batch -
write_switch_config sw2 >sw2.cfg
cat >>sw2.cfg <<-END
	interface Port-channel11
	 switchport trunk native vlan 40
	 switchport trunk allowed vlan 40-44
	 switchport mode trunk
	!
	interface GigabitEthernet2/0/1
	 switchport trunk native vlan 40
	 switchport trunk allowed vlan 40-44
	 switchport mode trunk
	 channel-group 11 mode active
END
start_switch sw2 sw2 198.51.100.10

expect 0 lacppair push --switch sw1
expect 0 lacppair apply --confirm now
expect 1 lacppair verify --json
check "the verdict is not-up" equal "$(json .verdict)" not-up
check "the headline" equal "$(json '.findings[0].id')" partner-system-differs
