# What apply did is undone at the deadline, by rollback, or kept by confirm; status says which. A
# second apply meanwhile is refused, so is a deadline within what apply may wait for itself, and apply
# with nothing to do arms nothing.
. "$LAB_LIB"
lab_up
snapshot_host before.host

expect 0 lacppair status
says "nothing is armed"
expect 3 lacppair confirm
expect 3 lacppair rollback

expect 2 lacppair apply --hold 10s
says "--hold 10s is too short" "may take 9 s" "at least --hold 11s"
expect 0 lacppair status
says "nothing is armed"
snapshot_host after.host
same_host before after

expect 0 lacppair apply --json
check "armed" test "$(json '.hosts[0].armed_until')" != null
expect 0 lacppair status --json
check "it is held" equal "$(json .state)" held
check "a guard is there" equal "$(json .guard.alive)" true
expect 0 lacppair apply
says unchanged "not confirmed yet"
add_vlan_45
expect 3 lacppair apply
says "not confirmed yet" confirm rollback
expect 0 lacppair rollback
says "as it was before apply"
snapshot_host after.host
same_host before after
expect 0 lacppair rollback
says "already so"

# Somebody is logged in on a terminal; not the one who typed apply.
script -f -q -c 'tty >tty; exec cat' typescript <&"$LAB_NAP" >/dev/null 2>&1 &
wait_for 10 test -s tty
line=$(<tty)
printf '[7] [%05d] [ts/0] [root    ] [%s] [here] [0.0.0.0] [2026-01-01T00:00:00,000000+00:00]\n' \
	$! "${line#/dev/}" | utmpdump -r 2>/dev/null >/run/utmp
expect 0 lacppair apply --hold 12s
is_undone() { [[ $(lacppair status) == *" undone: nobody confirmed within 12 s"* ]]; }
wait_for 30 is_undone
expect 0 lacppair status
wait_for_text 10 typescript "lacppair: kvm1: apply is undone: nobody confirmed within 12 s"
echo "ok: who is logged in is told"
snapshot_host after.host
same_host before after
expect 3 lacppair confirm
says "undone: nobody confirmed"

expect 0 lacppair apply
expect 0 lacppair confirm
expect 0 lacppair confirm
says "already so"
expect 3 lacppair rollback
expect 0 lacppair status
says "confirmed: lacppair confirm"
expect 0 lacppair apply
says unchanged
expect 0 lacppair status --json
check "nothing is armed" equal "$(json .state)" confirmed
check "no guard is there" equal "$(json .guard.alive)" false
