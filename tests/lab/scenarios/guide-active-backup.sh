# slow
# A guide's host from one intent: active-backup with the addresses on the bond, against a real
# bridge; a pulled cable; then a bridge for VMs, to which the addresses move. The guide's own last
# step, addresses on a bond that is the port of a bridge, is refused.
. "$LAB_LIB"
lab_cables
cp "$LAB_TOP"/tests/lab/guides/active-backup*.yaml .
cp active-backup.yaml lacppair.yaml
ip -n host link set eno1 name enp7s0
ip -n host link set eno2 name enp8s0
printf '%s\n' 'link add peer0 type bridge' 'link set gi1-0-1 master peer0' \
	'link set gi2-0-1 master peer0' 'link set gi1-0-1 up' 'link set gi2-0-1 up' \
	'addr add 198.51.100.254/24 dev peer0' 'addr add 2001:db8:1::fffe/64 dev peer0 nodad' \
	'link set peer0 up' | ip -n sw -batch -

bond_json() { ip -n host -d -j link show bond0 | jq -r ".[0] | $1"; }
active_is() { equal "$(bond_json .linkinfo.info_data.active_slave)" "$1"; }
reaches() { in_host ping -c 1 -W 1 "$1"; }
reaches_both() {
	wait_for 10 reaches 198.51.100.254
	wait_for 10 reaches 2001:db8:1::fffe
}

expect 0 lacppair apply --confirm now
wait_for 5 active_is enp7s0
reaches_both
check "the mode" equal "$(bond_json .linkinfo.info_data.mode)" active-backup
check "carrier is watched" equal "$(bond_json .linkinfo.info_data.miimon)" 100
OUTPUT=$(ip -n host -4 route show default; ip -n host -6 route show default)
says "default via 198.51.100.254 dev bond0" "default via 2001:db8:1::fffe dev bond0"
expect 0 lacppair plan --check

echo "-- the cable of the one in use"
ip -n sw link set gi1-0-1 down
wait_for 5 active_is enp8s0
reaches_both
ip -n sw link set gi1-0-1 up
wait_for 5 active_is enp7s0
reaches_both

echo "-- addresses on a bond that is the port of a bridge would be dead"
sed -e '/mode:/i\        native_vlan: 10' active-backup.yaml >lacppair.yaml
printf '    bridges:\n      br0: { vlan: 10 }\n' >>lacppair.yaml
expect 2 lacppair apply
says "lacppair.yaml:1" "bond0: " br0

echo "-- a bridge for VMs: the addresses move to it"
cp active-backup-vms.yaml lacppair.yaml
snapshot_host before.host
expect 1 lacppair apply
says "bond0 carries the address 198.51.100.1/24" "--adopt moves it"
snapshot_host after.host
same_host before after
expect 0 lacppair apply --adopt --yes
reaches_both
expect 0 lacppair confirm
expect 0 lacppair plan --check
ip -n host link set vnet40 master br0
ip -n vm40h addr add 198.51.100.40/24 dev eth0
expect 0 ping_vm vm40h 198.51.100.254
expect 0 ping_vm vm40h 198.51.100.1
OUTPUT=$(ip -n host address show bond0; ip -n host route)
silent_about "inet 198" "dev bond0"
import_agrees
