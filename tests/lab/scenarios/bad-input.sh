# slow
# What an apply can meet of bad input, from the file to the kernel: each is one message with the
# object, the place in the file and, where it spoke, the kernel's words; nothing is half-done.
. "$LAB_LIB"
lab_cables
write_intent
sed -i '/br4[34]:/d' lacppair.yaml
cp lacppair.yaml good.yaml

# refused STATUS TEXT...: apply ends so, says so, and leaves the host as `before` was.
refused() {
	local status=$1

	shift
	snapshot_host before.host
	expect "$status" lacppair apply
	says "$@"
	snapshot_host after.host
	same_host before after
	cp good.yaml lacppair.yaml
}

echo "-- an option of another mode"
sed -i 's/miimon: 100/mode: active-backup/' lacppair.yaml
refused 2 "lacppair.yaml:12:20: error: bond0: lacp_rate: the kernel takes it only in mode 802.3ad" "nothing was read or changed"

echo "-- no such NIC"
sed -i 's/eno2:/eno7:/' lacppair.yaml
refused 3 "lacppair.yaml:9:52: bond0: no such NIC on this host: eno7" "the NICs here are: eno1"

echo "-- a NIC of another bond, of a bridge"
printf '%s\n' 'link add other type bond mode 802.3ad' 'link set eno2 master other' |
	ip -n host -batch -
refused 1 "lacppair.yaml:9:52: error: eno2 is already a member of the bond other" "nothing was changed"
printf '%s\n' 'link del other' 'link set eno2 down' 'link add other type bridge' \
	'link set eno2 master other' | ip -n host -batch -
refused 1 "lacppair.yaml:9:52: error: eno2 is already a port of the bridge other" --adopt
ip -n host link del other

echo "-- names that something else has"
printf '%s\n' 'link add bond0 type bridge' 'link add br41 type bond' 'link add bond0.42 type bridge' |
	ip -n host -batch -
refused 1 "lacppair.yaml:8:7: error: bond0 is a bridge here, not a bond" \
	"lacppair.yaml:18:7: error: br41 is a bond here, not a bridge" \
	"lacppair.yaml:19:7: error: bond0.42 is a bridge here, not a VLAN device" "nothing was changed"
printf '%s\n' 'link del bond0' 'link del br41' 'link del bond0.42' | ip -n host -batch -

echo "-- the VLAN is there under another name, and the name as another VLAN"
printf '%s\n' 'link add bond0 type bond mode 802.3ad miimon 100' \
	'link add web link bond0 type vlan id 41' 'link add bond0.42 link bond0 type vlan id 99' |
	ip -n host -batch -
refused 1 "lacppair.yaml:18:7: error: VLAN 41 of bond0 already exists under the name web, not bond0.41" \
	"lacppair.yaml:19:7: error: bond0.42 exists and is VLAN 99 of bond0, not VLAN 42 of bond0"
ip -n host link del bond0

echo "-- no CAP_NET_ADMIN"
snapshot_host before.host
expect 3 ip netns exec host setpriv --bounding-set -net_admin --inh-caps -net_admin "$LACPPAIR" apply
says "kvm1: no permission to change the network" "as root"
snapshot_host after.host
same_host before after

echo "-- no room for the snapshot"
mkdir -p /var/lib/lacppair
mount -t tmpfs -o size=4k,mode=700 full /var/lib/lacppair
dd if=/dev/zero of=/var/lib/lacppair/fill bs=4k count=1 status=none
refused 3 "/var/lib/lacppair/guard.applying: cannot write the snapshot: No space left on device" \
	"nothing was changed"
umount /var/lib/lacppair

echo "-- a snapshot that was tampered with: a byte changed, cut, another file"
expect 0 lacppair apply
pids=$(lacppair status --json | jq -r '.guard | "\(.watcher) \(.pid)"')
for pid in $pids; do kill -STOP "$pid"; done
kill -9 $pids
held=/var/lib/lacppair/guard.held
cp $held whole
wait_for 10 carriers_told
snapshot_host before.host
sed -i 's/br41/br4X/' $held
expect 4 lacppair rollback
says "$held" "altered" "by hand"
expect 3 lacppair status
says "$held" "altered"
head -c 200 whole >$held
expect 4 lacppair rollback
says "$held" "is cut"
head -c 5000 /dev/urandom >$held
expect 4 lacppair rollback
says "$held"
snapshot_host after.host
same_host before after
cp whole $held
expect 0 lacppair rollback

[ "$LAB_KERNEL" = uml ] || { echo "not here: another kernel's modules are not this machine's to unload"; exit 0; }
# without MODULE: the kernel cannot load it any longer.
without() {
	rmmod "$1"
	printf 'install %s /bin/false\n' "$1" >"/etc/modprobe.d/without-$1.conf"
}

echo "-- a kernel without 8021q, and without bonding"
without 8021q
refused 1 "bond0.41: create VLAN 41 on bond0: Operation not supported (kernel: Unknown device type" \
	"for lacppair.yaml:18" "this kernel lacks the module 8021q" "undone: the host is as before"
without bonding
refused 1 "bond0: create bond" "Operation not supported (kernel: Unknown device type" \
	"for lacppair.yaml:8" "this kernel lacks the module bonding" "nothing was changed"
