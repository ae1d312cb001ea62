# slow
# As refused-request, of an apply that changes what is there, and of one that makes a VLAN-aware bridge.
. "$LAB_LIB"
. "$LAB_TOP/tests/lab/refuse.sh"
lab_cables
write_intent
sed -i '/br4[34]:/d' lacppair.yaml
keep apply

echo "-- options, an MTU, a VLAN more and one less, other addresses"
sed -i -e 's/lacp_rate: fast/lacp_rate: slow/' -e 's/miimon: 100/miimon: 200\n        mtu: 9000/' \
	-e 's/br42: .*/br43: { vlan: 43, forward_delay: 4 }/' -e 's|10.8.0.2/24|10.8.0.3/24|' lacppair.yaml
refuse_each "day 2" apply --prune
keep remove --yes

echo "-- one VLAN-aware bridge"
write_intent
sed -i '/bridges:/,$d' lacppair.yaml
cat >>lacppair.yaml <<-END
	    vlan_interfaces:
	      mgmt: { vlan: 40, addresses: 10.8.0.2/24, gateway: 10.8.0.1 }
	    bridges:
	      br0: { vlan_aware: yes }
END
refuse_each "VLAN-aware" apply
