# The pairing from nothing to proven; then nothing is left to do, and frames pass.
. "$LAB_LIB"
lab_up

expect 1 lacppair plan --check
says "interface Port-channel11" "switchport trunk native vlan 40" bond0.41 br44
pair_up
says "bond0: up, 2 of 2 members"
expect 0 lacppair plan --check
expect 0 lacppair verify --json
check "the verdict is up" equal "$(json .verdict)" up
check "both members are up" equal "$(json .members_up)" 2

plug_vm 41
plug_vm 40
expect 0 ping_vm vm41h 10.8.41.10
expect 0 ping_vm vm40h 10.8.0.10
