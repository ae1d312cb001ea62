# slow
# verify --probe asks the gateway of a VLAN through the bond: it answers; it is silent, which alone
# proves nothing; and silence because the trunk does not allow the VLAN is called so.
. "$LAB_LIB"
lab_up
sed -i -e 's/, gateway: \[10.8.0.1\]//' \
	-e 's,br41: .*,br41: { vlan: 41\, addresses: [10.8.41.2/24]\, gateway: [10.8.41.10] },' lacppair.yaml

pair_up
expect 2 lacppair verify --probe 42
says "nobody to ask in VLAN 42"
expect 2 lacppair verify --probe 99
says "VLAN 99 is on no bond"
expect 0 lacppair verify --no-switch --probe 41 --json
check "the gateway answers" equal "$(json '.bonds[0].probes[0].answer')" answered
check "and it is the one" equal "$(json '.bonds[0].probes[0].mac')" \
	"$(ip netns exec vm41s cat /sys/class/net/eth0/address)"

ip -n vm41s address flush dev eth0
expect 0 lacppair verify --no-switch --probe 41
says "warning probe-no-answer" "the switch's trunk was not seen"
expect 0 lacppair verify --probe 41
says "warning probe-no-answer" "the switch's trunk forwards the VLAN"
switch_shell 'configure terminal' 'interface Port-channel11' \
	'switchport trunk allowed vlan remove 41' end >/dev/null
expect 1 lacppair verify --probe 41 --json
check "the headline" equal "$(json '.findings[0].id')" vlan-not-allowed
check "what follows from it" equal "$(json '.findings[0].consequences[0].id')" probe-no-answer
