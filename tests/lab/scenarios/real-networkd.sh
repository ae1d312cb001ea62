# slow
# The real systemd-networkd has a NIC: apply refuses, naming it and the file, and changes nothing. Given
# Unmanaged=yes there, it lets go; the pairing goes through, and stays while networkd restarts.
NETWORKD=/lib/systemd/systemd-networkd
. "$LAB_LIB"
[ -x $NETWORKD ] || { echo "skipped: no $NETWORKD on this machine"; exit 0; }
lab_up
sed -i 's|br40: .*|br40: { vlan: 40, addresses: 10.8.0.2/24 }|' lacppair.yaml
expect 0 lacppair push --switch sw1

mkdir -p /run/systemd/netif/links /run/systemd/netif/leases /run/systemd/network
chown -R systemd-network /run/systemd/netif
mkdir -p etc && mount --bind etc /etc/systemd/network
# With /sys read-only it does not wait for udev, which does not run here.
start_networkd() {
	ip netns exec host bash -c "mount -o remount,ro /sys; exec $NETWORKD" >networkd.log 2>&1 &
	networkd=$!
	wait_for 20 grep -qs '^systemd-network' /proc/$networkd/comm
}
index() { ip -n host -j link show "$1" | jq '.[0].ifindex'; }
admin_state() { sed -n 's/^ADMIN_STATE=//p' "/run/systemd/netif/links/$1"; }
is_in_state() { [ "$(admin_state "$1")" = "$2" ]; }
eno1=$(index eno1)
eno2=$(index eno2)

cat >etc/50-all.network <<-END
	[Match]
	Name=eno1 eno2
	[Network]
	Address=203.0.113.7/24
	LinkLocalAddressing=no
END
start_networkd
has_address() { [[ $(ip -n host address show eno1) == *203.0.113.7* ]]; }
wait_for 30 has_address
wait_for 30 is_in_state "$eno2" configured
ip -n host -j address show >before
expect 1 lacppair apply
says "eno1: systemd-networkd manages it (/etc/systemd/network/50-all.network)" "Unmanaged=yes" \
	"nothing was changed"
ip -n host -j address show >after
check "nothing was changed" cmp before after

echo "-- handed over by its own means"
cat >etc/10-lacppair.network <<-END
	[Match]
	Name=eno1 eno2 bond0 bond0.* br4*
	[Link]
	Unmanaged=yes
END
kill $networkd
wait $networkd
ip -n host address flush dev eno1
ip -n host address flush dev eno2
start_networkd
wait_for 30 is_in_state "$eno1" unmanaged
wait_for 30 is_in_state "$eno2" unmanaged
expect 0 lacppair apply --confirm now
expect 0 lacppair verify
snapshot_host before.host
kill $networkd
wait $networkd
start_networkd
wait_for 30 is_in_state "$(index br40)" unmanaged
expect 0 lacppair apply
says unchanged
expect 0 lacppair verify
snapshot_host after.host
same_host before after
kill $networkd
