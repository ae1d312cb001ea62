# A guard of the switch disables one port as its link comes up in the channel-group.
. "$LAB_LIB"
SWITCH_EXTRA='! fault: err-disable "Gi2/0/1" "bpduguard" 1'
lab_up

expect 0 lacppair push --switch sw1
expect 0 lacppair apply
expect 1 lacppair verify --json
check "the headline" equal "$(json '.findings[0].id')" switch-port-err-disabled
check "its subject" equal "$(json '.findings[0].subject')" sw1:Gi2/0/1
check "one member is up" equal "$(json .members_up)" 1
says "reason bpduguard"
type_fix
expect 0 lacppair verify
