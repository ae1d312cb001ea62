# What the switch sends on eno2 does not arrive any more, and the switch says that it hears us.
. "$LAB_LIB"
lab_up
modprobe -qa sch_ingress cls_matchall act_gact

pair_up
tc -n sw qdisc add dev gi2-0-1 clsact
tc -n sw filter add dev gi2-0-1 egress protocol 0x8809 matchall action drop
expect 1 lacppair verify --json --timeout 12
check "one member is up" equal "$(json .members_up)" 1
check "the headline" equal "$(json '.findings[0].id')" loss-towards-host
