# VLAN interfaces of a bond under names of their own, with addresses and with a bridge on one; a
# VLAN that lives under another name is refused.
. "$LAB_LIB"
lab_up
sed -i '/bridges:/,$d' lacppair.yaml
cat >>lacppair.yaml <<-END
	    vlan_interfaces:
	      vlan41: { bond: bond0, vlan: 41 }
	      web: { vlan: 45, mtu: 1400, addresses: 10.8.45.2/24, gateway: 10.8.45.1 }
	    bridges:
	      br40: { vlan: 40, addresses: 10.8.0.2/24 }
	      br41: { vlan: 41 }
END
sed -i 's/vlans: 40-44/vlans: 40-45/' lacppair.yaml
expect 0 lacppair push --switch sw1
expect 0 lacppair apply --confirm now
expect 0 lacppair verify
plug_vm 41
expect 0 ping_vm vm41h 10.8.41.10
expect 0 in_host ping -c 2 -q 10.8.45.10
check "the name" equal "$(ip -n host -d -j link show vlan41 | jq -c '.[0] | [.link, .master, .linkinfo.info_data.id]')" '["bond0","br41",41]'
check "its mtu" equal "$(ip -n host -j link show web | jq '.[0].mtu')" 1400
expect 0 lacppair apply
says unchanged
import_agrees

sed -i 's/web:/web2:/' lacppair.yaml
snapshot before
expect 1 lacppair apply
says "VLAN 45 of bond0 already exists under the name web, not web2"
unchanged before
