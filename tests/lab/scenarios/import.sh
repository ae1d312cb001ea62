# slow
# A pair that was built by hand gets its file: import from the kernel and a saved running-config, on
# which plan finds nothing to do on either side; and a plan on a machine that sees only files.
. "$LAB_LIB"
lab_up
pair_up
in_host ip link add link bond0 name bond0.99 type vlan id 99
in_host ip link set bond0.99 up
in_host ip addr add 2001:db8:0:41::2/64 dev br41
in_host ip route add 198.51.100.0/24 via 10.8.0.9
switch_shell 'show running-config' >sw1.running
cp lacppair.yaml mine.yaml

echo "-- the host alone"
expect 0 in_host "$LACPPAIR" import
lacppair import >host-only.yaml 2>/dev/null
expect 0 lacppair plan --check -f host-only.yaml
says "nothing to change"
grep -q '# br40: the route 198.51.100.0/24' host-only.yaml || fail "what the file cannot say is no comment"
grep -q '^      bond0.99:' host-only.yaml || fail "the VLAN interface is left out"
in_host ip link delete bond0.99

echo "-- with the switch: its ports are not guessed"
lacppair import --running-config sw1=sw1.running >no-ports.yaml 2>/dev/null
grep -q 'say it with --port' no-ports.yaml || fail "a port was guessed"
expect 2 lacppair import --running-config sw1=sw1.running --port eno1=sw2:Gi1/0/1
expect 2 lacppair import --running-config sw1=sw1.running --port eno1=sw1
expect 0 lacppair import --running-config sw1=sw1.running --port eno1=sw1:Gi1/0/1 \
	--port eno2=sw1:Gi2/0/1
lacppair import --running-config sw1=sw1.running --port eno1=sw1:Gi1/0/1 \
	--port eno2=sw1:Gi2/0/1 2>/dev/null | sed 's/address: sw1 .*/address: 192.0.2.10\n    user: netops/' >lacppair.yaml
expect 0 lacppair plan --check
says "nothing to change" "Port-channel11: as wanted"
expect 0 lacppair verify

echo "-- planning where the kernel is not seen"
expect 0 lacppair import --host-state kvm1.json
expect 0 in_sw "$LACPPAIR" plan --check --host-state kvm1=kvm1.json
says "nothing to change"
add_vlan_45() { sed -i -e 's/vlans: .*44.*/vlans: "40-45"/' -e '/^    bridges:/a\      br45: { vlan: 45 }' lacppair.yaml; }
add_vlan_45
expect 1 in_sw "$LACPPAIR" plan --check --host-state kvm1=kvm1.json
says "create VLAN 45 on bond0" "switchport trunk allowed vlan add 45"
expect 0 in_sw "$LACPPAIR" plan --save plan.json --host-state kvm1=kvm1.json
expect 0 lacppair push --switch sw1
expect 0 lacppair apply --plan plan.json
expect 0 lacppair plan --check
