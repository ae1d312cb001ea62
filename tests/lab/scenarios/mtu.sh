# slow
# One MTU through bond, members, VLANs and bridges: raised from below and lowered from above, in place
# and in one apply each; bridges' own values and addresses. VM ports stay.
. "$LAB_LIB"
lab_up
pair_up
plug_vm 41
plug_vm 40

mtu_of() { ip -n host -j link show "$1" | jq '.[0].mtu'; }
mtus() {
	local l

	for l in eno1 eno2 bond0 bond0.41 bond0.42 br41; do
		echo -n "$(mtu_of $l) "
	done
}
bridge() { ip -n host -d -j link show "$1" | jq ".[0].linkinfo.info_data.$2"; }

cp lacppair.yaml plain.yaml
sed -i -e 's/miimon: 100/miimon: 100\n        mtu: 9000/' \
	-e 's/br41: .*/br41: { vlan: 41, mtu: 8000, hwaddr: 02:00:00:00:41:41, ageing_time: 60, mcast_snooping: no, forward_delay: 4 }/' \
	lacppair.yaml
expect 1 lacppair plan --check
says "some NICs lose their link"
expect 0 lacppair apply --confirm now
check "raised" equal "$(mtus)" "9000 9000 9000 8000 9000 8000 "
check "ageing" equal "$(bridge br41 ageing_time)" 6000
check "snooping" equal "$(bridge br41 mcast_snooping)" 0
check "delay" equal "$(bridge br41 forward_delay)" 400
check "the bridge's address" equal "$(ip -n host -j link show br41 | jq -r '.[0].address')" 02:00:00:00:41:41
check "the VM's port is there" equal "$(ip -n host -j link show vnet41 | jq -r '.[0].master')" br41
expect 0 lacppair apply --confirm now
says unchanged
expect 1 lacppair verify --json
check "the switch takes smaller frames" equal "$(json '.findings[0].id')" mtu-differs
type_fix
expect 0 lacppair verify
expect 0 ping_vm vm41h 10.8.41.10

sed -i -e 's/mtu: 9000/mtu: 2000/' -e 's/mtu: 8000/mtu: 1800/' lacppair.yaml
expect 0 lacppair apply --confirm now
check "lowered" equal "$(mtus)" "2000 2000 2000 1800 2000 1800 "
expect 0 lacppair apply --confirm now
says unchanged

# More than the NIC's driver takes, and more than what lies below.
sed -i -e 's/mtu: 1800/mtu: 2001/' lacppair.yaml
expect 2 lacppair apply
says "br41: mtu: 2001 is more than the 2000 of bond0 below it"
check "untouched" equal "$(mtus)" "2000 2000 2000 1800 2000 1800 "

# From nothing with all of it said, and a change of the bond's address.
sed -i -e 's/mtu: 2001/mtu: 1900/' -e 's/mtu: 2000/mtu: 4000\n        hwaddr: 02:00:00:00:bb:00/' lacppair.yaml
expect 0 lacppair apply --confirm now
says "LACP starts again with a new system id"
expect 0 lacppair verify
for l in br40 br41 br42 br43 br44 bond0; do ip -n host link del $l; done
expect 0 lacppair apply --confirm now
check "made so" equal "$(mtus)" "4000 4000 4000 1900 4000 1900 "
check "the bond's address" equal "$(ip -n host -j link show bond0 | jq -r '.[0].address')" 02:00:00:00:bb:00
expect 0 lacppair plan --check
