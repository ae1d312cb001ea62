# slow
# A guide's host that was misconfigured before, from one intent: a bond in another mode that has one
# NIC, an old bridge that has the other and the address, a VLAN that nobody wants. The plan names each;
# one apply cleans up, and the pair is proven. The management NIC and libvirt's bridge stay as they are.
. "$LAB_LIB"
SWITCH_EXTRA='interface GigabitEthernet2/0/1
 switchport access vlan 40
 switchport mode access
!'
lab_up
cp "$LAB_TOP/tests/lab/guides/leftovers.yaml" lacppair.yaml
ip -n host link set eno1 name em1
ip -n host link set eno2 name p4p1
printf '%s\n' 'link add bond0 type bond mode balance-rr' 'link set em1 master bond0' 'link set bond0 up' \
	'link add link bond0 name bond0.99 type vlan id 99' 'addr add 10.99.0.1/24 dev bond0.99' \
	'link add kvm-br0 type bridge stp_state 1 forward_delay 200' 'link set p4p1 master kvm-br0' 'link set p4p1 up' \
	'link set vnet40 master kvm-br0' 'link set kvm-br0 up' 'addr add 172.16.4.3/24 dev kvm-br0' \
	'link add virbr0 type bridge' 'addr add 192.168.122.1/24 dev virbr0' 'link set virbr0 up' |
	ip -n host -batch -
ip -n vm40s addr add 172.16.4.1/24 dev eth0
ip -n vm40h addr add 172.16.4.40/24 dev eth0
forwards() { [[ $(in_host bridge link show) != *state\ l* && $(ip -n host addr show kvm-br0) == *fe80* ]]; }
wait_for 20 forwards
snapshot_host before.host

echo "-- what stands in the way is named"
expect 1 lacppair apply
says "bond0 exists with mode balance-rr; mode 802.3ad needs it without members" --recreate \
	"p4p1 is already a port of the bridge kvm-br0" --adopt
snapshot_host after.host
same_host before after

echo "-- one apply"
expect 0 lacppair apply --recreate --adopt --at-once --prune --yes
silent_about "it stays"
expect 0 lacppair rollback
as_before() {
	snapshot_host after.host
	cmp -s before.host after.host
}
waited=$SECONDS
until as_before; do
	[ $((SECONDS - waited)) -lt 15 ] || same_host before after
	nap 0.3
done
echo "ok: host as before, misconfigured"
expect 0 lacppair push --switch sw1
expect 0 lacppair apply --recreate --adopt --at-once --prune --yes
expect 0 lacppair verify
expect 0 lacppair confirm
expect 0 lacppair plan --check --prune
in_host_reaches() { in_host ping -c 1 -W 1 172.16.4.1; }
wait_for 10 in_host_reaches
expect 0 ping_vm vm40h 172.16.4.1
OUTPUT=$(ip -n host route; ip -n host -br link)
says "default via 172.16.4.1 dev br0" "192.168.122.0/24 dev virbr0" "192.0.2.0/24 dev mgmt0"
silent_about bond0.99 "dev kvm-br0"

