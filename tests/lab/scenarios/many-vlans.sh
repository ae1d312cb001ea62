# slow
# Every VLAN that a trunk can carry, as interfaces of one bond, in one apply; the next one changes nothing.
. "$LAB_LIB"
lab_cables
{
	printf '%s\n' 'lacppair: 1' 'hosts:' '  kvm1:' '    bonds:' \
		'      bond0: { members: { eno1: , eno2: }, vlans: [1-1001, 1006-4094] }' \
		'    vlan_interfaces:'
	for ((v = 1; v <= 4094; v++)); do
		((v >= 1002 && v <= 1005)) || echo "      vlan$v: { vlan: $v }"
	done
} >lacppair.yaml
quietly() { "$@" 2>&1 | tail -2; return "${PIPESTATUS[0]}"; }
expect 0 quietly lacppair apply --confirm now
check "all of them are up" equal "$(ip -n host -j link show up type vlan | jq length)" 4090
expect 0 quietly lacppair apply --confirm now
says unchanged
