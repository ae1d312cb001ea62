# A cable that carries frames one way only: first the host is not heard, then it does not hear.
. "$LAB_LIB"
lab_up
modprobe -qa sch_ingress cls_matchall act_gact

# Dropped on the switch's side, so that a capture on the host sees what the host sees.
mute() {
	tc -n sw qdisc replace dev gi2-0-1 clsact
	tc -n sw filter add dev gi2-0-1 "$1" protocol 0x8809 matchall action drop
}
unmute() { tc -n sw qdisc del dev gi2-0-1 clsact; }

expect 0 lacppair push --switch sw1
mute ingress
expect 0 lacppair apply
expect 1 lacppair verify --json --timeout 12
check "one member is up" equal "$(json .members_up)" 1
check "the headline" equal "$(json '.findings[0].id')" partner-does-not-hear-us
unmute
expect 0 lacppair verify

mute egress
expect 1 lacppair verify --json --timeout 12
check "one member is up" equal "$(json .members_up)" 1
check "the headline" equal "$(json '.findings[0].id')" loss-towards-host

# Without a word of the switch nobody knows whether it still sends.
ip -n sw link set mgmt0 down
expect 1 lacppair verify --json --timeout 12
check "the headline" equal "$(json '.findings[0].id')" partner-lost
