# kill -9 of apply before each of its steps and after the last, and of the guard before each step of
# its undo, ends in the state before; status says so.
. "$LAB_LIB"
lab_up
sed -i -e '/br4[234]:/d' lacppair.yaml
snapshot_host before.host

# The phase is a file's name: nothing has to be started to see it.
outcome() { [ -e "/var/lib/lacppair/guard.$1" ]; }

die_at() {
	in_host env LACPPAIR_TEST_POINT="$1:KILL" "$LACPPAIR" apply >out 2>&1
	equal $? 137 || fail "apply was not killed at $1: $(<out)"
	wait_for 20 outcome undone
	snapshot_host after.host
	cmp -s before.host after.host || same_host before after
}

steps=$(lacppair plan --offline --json 2>/dev/null | jq '.hosts[0].steps | length')
check "there are steps" test "$steps" -gt 9
die_at armed:0
for ((k = 1; k <= steps + 1; k++)); do
	die_at apply:$k
done
echo "ok: killed before each of $steps steps and after the last: the host is as before, each time"
expect 0 lacppair status
says "undone: apply was killed half-way"

echo "-- each guard is killed before its second step: each makes one, the last ends it"
expect 0 env LACPPAIR_TEST_POINT=undo:2:KILL ip netns exec host "$LACPPAIR" apply --hold 12s
wait_for 60 outcome undone
snapshot_host after.host
same_host before after
expect 0 lacppair status
says "undone: its first guard was killed"
