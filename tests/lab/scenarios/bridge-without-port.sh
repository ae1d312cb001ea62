# slow
# The pair is well, and behind the bond a VLAN device has left its bridge: apply puts it back.
. "$LAB_LIB"
lab_up

pair_up
in_host ip link set bond0.43 nomaster
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" bridge-port-missing
check "both members are up" equal "$(json .members_up)" 2
check "the VLANs fail" equal "$(json .proofs.vlans)" failed
in_host ip link del bond0.43
in_host ip link add link bond0 name bond0.43 type vlan id 45
in_host ip link set bond0.43 master br43 up
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" bridge-vlan-differs
in_host ip link del bond0.43
expect 0 lacppair apply
expect 0 lacppair verify
