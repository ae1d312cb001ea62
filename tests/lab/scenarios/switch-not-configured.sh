# Only the host is done: the switch's ports are in no channel-group, so no LACPDU comes back.
. "$LAB_LIB"
lab_up

expect 0 lacppair apply --confirm now
expect 1 lacppair verify --json --timeout 12
check "the verdict is not-up" equal "$(json .verdict)" not-up
check "no member is up" equal "$(json .members_up)" 0
check "the headline" equal "$(json .findings[0].id)" switch-port-not-in-channel-group
