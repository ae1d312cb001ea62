# slow
# The switch falls silent while verify listens, and nobody can ask it.
. "$LAB_LIB"
lab_up
modprobe -qa sch_ingress cls_matchall act_gact
pair_up

ip -n sw link set mgmt0 down
lacppair verify --json --stable 20 --timeout 25 >verify.json 2>verify.err &
verify=$!
wait_for_text 30 verify.err "eno2: candidate"
tc -n sw qdisc add dev gi2-0-1 clsact
tc -n sw filter add dev gi2-0-1 egress protocol 0x8809 matchall action drop
wait $verify
check "not up" equal $? 1
cat verify.err
OUTPUT=$(<verify.json)
check "the headline" equal "$(json '.findings[0].id')" partner-lost
