# What grew on our objects is said, and goes with --prune only; remove takes the pairing away from
# the host and leaves plain NICs, after it named what would be lost with it.
. "$LAB_LIB"
lab_up
snapshot_host before.host
pair_up
plug_vm 41
in_host ip link add link bond0 name bond0.99 type vlan id 99
in_host ip addr add 10.8.41.2/24 dev br41

echo "-- extras are said, and stay"
expect 0 lacppair plan --check
says "extra: the VLAN device bond0.99" "extra: the address 10.8.41.2/24" "--prune"
silent_about vnet41
expect 1 lacppair plan --check --prune
says "bond0.99   delete" "delete address 10.8.41.2/24"
expect 0 env SSH_CONNECTION="10.8.41.11 50000 10.8.41.2 22" ip netns exec host "$LACPPAIR" plan
expect 1 env SSH_CONNECTION="10.8.41.11 50000 10.8.41.2 22" ip netns exec host "$LACPPAIR" apply --prune
says "this session came in by br41"
expect 0 lacppair plan --prune --save plan.json
expect 2 lacppair apply --prune --plan plan.json
expect 0 lacppair apply --plan plan.json
expect 0 lacppair confirm
expect 0 lacppair plan --check --prune
check "the VM kept its bridge" equal "$(in_host cat /sys/class/net/vnet41/brport/state)" 3
expect 0 ping_vm vm41h 10.8.41.10

echo "-- remove"
expect 1 lacppair remove
says "br41: vnet41 would lose the network" "nothing was changed"
expect 0 lacppair plan --check
expect 0 lacppair remove --dry-run --yes
expect 0 lacppair remove --yes
says "delete, letting go eno1, eno2" "armed until"
expect 0 lacppair rollback
check "the VM has its bridge again" in_host test -d /sys/class/net/vnet41/brport
expect 0 lacppair plan --check
expect 0 lacppair remove --yes --confirm now
expect 0 lacppair remove
says unchanged

echo "-- and from the switch"
expect 0 lacppair remove --switch sw1 --dry-run
says "no interface Port-channel11"
expect 0 lacppair remove --switch sw1
says "read back as wanted" saved
check "the ports are shut" equal \
	"$(switch_shell 'show interfaces status' | grep -c 'Gi./0/1 .*disabled')" 2
expect 0 lacppair remove --switch sw1
says "unchanged"
expect 0 lacppair rollback --switch sw1
expect 0 lacppair push --switch sw1
says unchanged
ip -n host link set vnet41 nomaster
snapshot_host after.host
same_host before after
