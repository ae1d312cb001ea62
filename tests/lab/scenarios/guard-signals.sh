# slow
# apply meets a signal, or its terminal closes, half-way: it takes back what it made. A terminal that
# closes later hinders no guard. apply, guard and watcher killed at once: status says what to do.
. "$LAB_LIB"
lab_cables
write_intent
sed -i '/br4[1234]:/d' lacppair.yaml
outcome() { [ -e "/var/lib/lacppair/guard.$1" ]; }
as_before() {
	snapshot_host after.host
	same_host before after
}
stopped() { [[ $(</proc/$apply/stat) == *") T "* ]]; }
snapshot_host before.host

for signal in HUP INT TERM; do
	echo "-- SIG$signal half-way"
	ip netns exec host env LACPPAIR_TEST_POINT=apply:6:STOP "$LACPPAIR" apply >out 2>&1 &
	apply=$!
	wait_for 20 stopped
	kill -$signal $apply
	kill -CONT $apply
	wait $apply
	check "exit 1" equal $? 1
	tail -n 2 out
	OUTPUT=$(<out)
	says "interrupted" "undone: the host is as before"
	as_before
done

echo "-- the terminal closes half-way, and while the guard waits"
# script(1) is the terminal: with it, that ends.
on_terminal() {
	script -q -e -c "$1; sleep 100" typescript <&"$LAB_NAP" >/dev/null 2>&1 &
	terminal=$!
}
on_terminal "ip netns exec host env LACPPAIR_TEST_POINT=apply:6:STOP '$LACPPAIR' apply"
half_way() { apply=$(pgrep -x lacppair) && stopped; }
wait_for 20 half_way
kill -9 $terminal
wait $terminal 2>/dev/null
kill -CONT "$apply" 2>/dev/null # unless the hang-up did
wait_for 20 outcome undone
as_before
on_terminal "ip netns exec host '$LACPPAIR' apply --hold 12s"
wait_for 20 outcome held
kill -9 $terminal
wait $terminal 2>/dev/null
expect 0 lacppair status
says "waits for a confirmation" "watched by"
wait_for 30 outcome undone
as_before

echo "-- apply, its guard and the watcher are killed half-way, at once"
ip netns exec host env LACPPAIR_TEST_POINT=apply:6:STOP "$LACPPAIR" apply >out 2>&1 &
apply=$!
wait_for 20 stopped
pids=$(lacppair status --json | jq -r '.guard | "\(.watcher) \(.pid)"')
for pid in $pids; do kill -STOP "$pid"; done
kill -9 $pids $apply
wait $apply 2>/dev/null
expect 0 lacppair status
says "apply was killed half-way" "its guard is gone" "rollback"
silent_about "lacppair confirm"
expect 3 lacppair apply
says "an earlier apply was killed half-way, and is not undone yet"
expect 3 lacppair confirm
says "apply was killed half-way, and its guard: there is nothing whole to keep"
expect 0 lacppair rollback
as_before

echo "-- its guard and the watcher alone: nobody undoes under the hands of an apply that works"
ip netns exec host env LACPPAIR_TEST_POINT=apply:6:STOP "$LACPPAIR" apply >out 2>&1 &
apply=$!
wait_for 20 stopped
pids=$(lacppair status --json | jq -r '.guard | "\(.watcher) \(.pid)"')
for pid in $pids; do kill -STOP "$pid"; done
kill -9 $pids
expect 0 lacppair status
says "apply is at work" "its guard is gone"
expect 3 lacppair rollback
says "apply is still at work"
kill -CONT $apply
wait $apply
check "apply went on" equal $? 0
expect 0 lacppair rollback
as_before
