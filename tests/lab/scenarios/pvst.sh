# slow
# Nobody asks the switch, and its trunk's rapid PVST+ BPDUs prove the VLANs all the same, or disprove
# them: one VLAN that does not forward, another native VLAN.
. "$LAB_LIB"
lab_up
pair_up

# bpdus NATIVE FLAGS_OF_44: a BPDU of each VLAN, again and again.
bpdus() {
	local say vlan

	say=$(dirname "$LACPPAIR")/tests/say_neighbor
	while :; do
		in_sw "$say" gi1-0-1 pvst "$1" 0 0x3c
		for vlan in 41 42 43; do in_sw "$say" gi1-0-1 pvst $vlan $vlan 0x3c; done
		in_sw "$say" gi1-0-1 pvst 44 44 "$2"
	done &
	SPEAKER=$!
}

hush() {
	kill $SPEAKER
	wait $SPEAKER
	return 0
} 2>/dev/null

expect 0 lacppair verify --no-switch --json
check "nobody says anything of VLANs" equal "$(json .proofs.vlans)" unknown

bpdus 40 0x3c
expect 0 lacppair verify --no-switch --stable 6 --json
check "the BPDUs prove them" equal "$(json .proofs.vlans)" proven
hush

bpdus 40 0x0c
expect 1 lacppair verify --no-switch --stable 6 --json
check "one does not forward" equal "$(json '.findings[0].id')" stp-not-forwarding
hush

bpdus 1 0x3c
expect 1 lacppair verify --no-switch --stable 6 --json
check "another VLAN is native" equal "$(json '.findings[0].id')" native-vlan-differs
hush
