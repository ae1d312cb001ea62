# slow
# One VLAN-aware bridge for all VLANs, the native one untagged; addresses on VLAN interfaces of any
# name. VMs' ports survive every apply with their VLANs, and a VM's own tag does not leak.
. "$LAB_LIB"
lab_up
bridges() {
	sed -i '/bridges:/,$d' lacppair.yaml
	cat >>lacppair.yaml
}
bridges <<-END
	    vlan_interfaces:
	      mgmt: { vlan: 40, addresses: [10.8.0.2/24, "2001:db8::2/64"], gateway: 10.8.0.1 }
	      vlan41: { vlan: 41, addresses: 10.8.41.2/24, mtu: 1400 }
	    bridges:
	      br0: { vlan_aware: yes }
END
expect 0 lacppair plan --offline
says "create VLAN 40 on br0" "untagged 40, pvid 40"
expect 0 lacppair push --switch sw1
expect 0 lacppair apply --confirm now
expect 0 lacppair verify

# vm_port VLAN: as libvirt does it for a port group with that VLAN.
plug_aware() {
	ip -n host link set "vnet$1" master br0
	in_host bridge vlan add dev "vnet$1" vid "$1" pvid untagged
}
plug_aware 40
plug_aware 41
expect 0 ping_vm vm41h 10.8.41.10
expect 0 ping_vm vm40h 10.8.0.10
expect 0 in_host ping -c 2 -q 10.8.0.10
expect 0 in_host ping -c 2 -q 10.8.41.10
expect 0 in_host ping -c 2 -q 10.8.41.11

tag_vm 40 45
sniff_wire leak
expect 1 ping_vm vm40h 10.8.45.10
sniff_end
check "a tag of the VM's own does not leak" equal "$(wire_frames leak vlan 45)" 0

vlans() { in_host bridge -j vlan show | jq -c "[.[] | select(.ifname==\"$1\") | .vlans[].vlan]"; }
check "the VM's VLAN" equal "$(vlans vnet41)" "[41]"
expect 0 lacppair apply
says unchanged
import_agrees

# Day 2: one VLAN and one interface more, and one VLAN of somebody else, which stays.
in_host bridge vlan add dev bond0 vid 99
sed -i -e 's/vlans: 40-44/vlans: 40-45/' -e '/vlan41:/a\      web45: { vlan: 45, addresses: 10.8.45.2/24 }' lacppair.yaml
expect 0 lacppair push --switch sw1
expect 0 lacppair apply --confirm now
expect 0 in_host ping -c 2 -q 10.8.45.10
check "the trunk" equal "$(vlans bond0)" "[40,41,42,43,44,45,99]"
check "the VM's VLAN is as it was" equal "$(vlans vnet41)" "[41]"
check "the VM's port is as it was" equal "$(ip -n host -j link show vnet41 | jq -r '.[0].master')" br0
expect 0 ping_vm vm41h 10.8.41.10
expect 0 lacppair plan --check

expect 1 lacppair remove
says "vnet40, vnet41 would lose the network"
expect 0 lacppair remove --yes --confirm now
check "nothing of it is left" equal "$(ip -n host -j link show | jq -c '[.[].ifname | select(test("bond0|br0|mgmt$|vlan41|web45"))]')" "[]"
