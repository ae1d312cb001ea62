# A daemon that manages a NIC is named with the way to hand the NIC over, and not fought; after the
# hand-over the pairing goes through. The daemons are stand-ins with their names and run files.
. "$LAB_LIB"
lab_up
expect 0 lacppair push --switch sw1

# daemon NAME: a process of that name in the host's network.
daemon() {
	cp "$(command -v sleep)" "./$1"
	ip netns exec host "./$1" 1000 &
	DAEMON=$!
	wait_for 5 grep -qs "^${1:0:15}$" /proc/$DAEMON/comm
}
index() { in_host cat "/sys/class/net/$1/ifindex"; }

echo "-- NetworkManager"
daemon NetworkManager
mkdir -p /run/NetworkManager/devices
printf '[device]\nmanaged=true\n' >"/run/NetworkManager/devices/$(index eno1)"
snapshot_host before.host
expect 1 lacppair plan
says "eno1: NetworkManager manages it" "nmcli device set eno1 managed no"
expect 1 lacppair apply
says "nothing was changed"
snapshot_host after.host
same_host before after
printf '[device]\nmanaged=false\n' >"/run/NetworkManager/devices/$(index eno1)"
expect 0 lacppair plan
says "eno2: NetworkManager is running and has not said"
kill $DAEMON
rm -r /run/NetworkManager

echo "-- systemd-networkd"
daemon systemd-networkd
mkdir -p /run/systemd/netif/links
printf 'ADMIN_STATE=configured\nNETWORK_FILE=/etc/systemd/network/50-all.network\n' \
	>"/run/systemd/netif/links/$(index eno2)"
expect 1 lacppair apply
says "eno2: systemd-networkd manages it (/etc/systemd/network/50-all.network)" Unmanaged=yes
expect 0 lacppair import --host-state kvm1.json
expect 1 in_sw "$LACPPAIR" plan --host-state kvm1=kvm1.json
says "eno2: systemd-networkd manages it"
printf 'ADMIN_STATE=unmanaged\n' >"/run/systemd/netif/links/$(index eno2)"
expect 0 lacppair apply --confirm now
expect 0 lacppair verify
kill $DAEMON
