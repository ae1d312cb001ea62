# slow
# One leg at a time, and the kernel refuses each change request in turn, before and after the proof; then
# the answer to each call is lost: the host is as before, each time, and the address is within reach.
. "$LAB_LIB"
. "$LAB_TOP/tests/lab/refuse.sh"
SWITCH_EXTRA='interface GigabitEthernet1/0/1
 switchport access vlan 40
 switchport mode access
!'
lab_up
sed -i -e '/br4[1-4]:/d' -e 's|br40: .*|br40: { vlan: 40, addresses: [10.8.0.2/24] }|' lacppair.yaml
printf '%s\n' 'link set eno1 up' 'addr add 10.8.0.2/24 dev eno1' \
	'route add default via 10.8.0.1 dev eno1 proto static metric 50' \
	'rule add priority 100 iif eno1 lookup 100' | ip -n host -batch -
is_there() { ip netns exec vm40s ping -c 1 -W 1 10.8.0.2; }
wait_for 20 is_there
is_up() { [[ $(ip -n host address show eno1) == *"state UP"*fe80* ]]; }
wait_for 20 is_up
wait_for 20 addresses_settled host
expect 0 lacppair push --switch sw1 --member eno2
refuse_each "staged adoption" apply --adopt --yes
check "the address answers" is_there
