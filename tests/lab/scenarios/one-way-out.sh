# What the host sends on eno2 does not arrive. It is dropped on the switch's side, so that a capture
# on the host sees what the host sees.
. "$LAB_LIB"
lab_up
modprobe -qa sch_ingress cls_matchall act_gact

tc -n sw qdisc add dev gi2-0-1 clsact
tc -n sw filter add dev gi2-0-1 ingress protocol 0x8809 matchall action drop
# Without an address there is nothing to probe for, and verify hears what the port says when it is new.
sed -i 's/br40: {.*/br40: { vlan: 40 }/' lacppair.yaml
expect 0 lacppair push --switch sw1
expect 0 lacppair apply --confirm now
expect 1 lacppair verify --json --timeout 12
check "one member is up" equal "$(json .members_up)" 1
check "the headline" equal "$(json '.findings[0].id')" partner-does-not-hear-us
