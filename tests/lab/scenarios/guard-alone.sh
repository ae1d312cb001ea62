# slow
# The guard is killed, its watcher is, both are; the snapshot is altered; the disk is full; another
# apply, or another program, is at work at the same time.
. "$LAB_LIB"
lab_up
snapshot_host before.host
outcome() { [ -e "/var/lib/lacppair/guard.$1" ]; }
pid_of() { lacppair status --json | jq -r ".guard.$1"; }
other_pid() { [ "$(pid_of "$1")" != "$2" ] && [ "$(pid_of watcher)" -gt 0 ]; }

expect 0 lacppair apply
guard=$(pid_of pid)
watcher=$(pid_of watcher)
kill -HUP "$guard"
kill -TERM "$guard"
kill -INT "$guard"
check "no other signal ends it" test -d "/proc/$guard"
kill -9 "$guard"
wait_for 10 other_pid pid "$guard"
check "its watcher is the guard" equal "$(pid_of pid)" "$watcher"
watcher=$(pid_of watcher)
kill -9 "$watcher"
wait_for 10 other_pid watcher "$watcher"
expect 0 lacppair rollback
snapshot_host after.host
same_host before after

echo "-- both are killed"
expect 0 lacppair apply
kill -9 "$(pid_of watcher)" "$(pid_of pid)"
expect 0 lacppair status
if [[ $OUTPUT != *"its guard is gone"* ]]; then # the guard was faster with another watcher
	kill -STOP "$(pid_of pid)"
	kill -9 "$(pid_of watcher)" "$(pid_of pid)"
	expect 0 lacppair status
fi
says "its guard is gone" "lacppair rollback"
cp /var/lib/lacppair/guard.held snapshot
printf x | dd of=/var/lib/lacppair/guard.held bs=1 seek=100 conv=notrunc status=none
expect 4 lacppair rollback
says "guard.held" "altered" "by hand"
head -c 300 snapshot >/var/lib/lacppair/guard.held
expect 4 lacppair rollback
says "is cut"
cp snapshot /var/lib/lacppair/guard.held
expect 0 lacppair rollback
snapshot_host after.host
same_host before after

echo "-- the disk is full"
mount -t tmpfs -o size=4k,mode=700 full /var/lib/lacppair
dd if=/dev/zero of=/var/lib/lacppair/fill bs=4k count=1 status=none
expect 3 lacppair apply
says "cannot write the snapshot: No space left on device" "nothing was changed"
umount /var/lib/lacppair
snapshot_host after.host
same_host before after

echo "-- two at once; and one that hangs until its deadline"
ip netns exec host env LACPPAIR_TEST_POINT=apply:9:STOP "$LACPPAIR" apply --hold 12s >hangs.out 2>&1 &
hangs=$!
stopped() { [[ $(lacppair status --json | jq -r .state) == applying && $(</proc/$hangs/stat) == *") T "* ]]; }
wait_for 10 stopped
expect 3 lacppair apply
says "another lacppair is changing it now"
expect 3 lacppair confirm
says "still at work"
expect 3 lacppair rollback
says "still at work"
wait_for 20 outcome undone
wait $hangs
check "it was ended" equal $? 137
expect 0 lacppair status
says "still at work at the deadline"
snapshot_host after.host
same_host before after

echo "-- another program changes our links, before the first step and half-way"
stop_at() {
	ip netns exec host env LACPPAIR_TEST_POINT="$1:STOP" "$LACPPAIR" apply >out 2>&1 &
	hangs=$!
	wait_for 10 stopped
}
end_at() {
	kill -CONT $hangs
	wait $hangs
	equal $? "$1" || fail "apply: $(<out)"
	tail -n 3 out
	OUTPUT=$(<out)
}
stop_at armed:0
ip -n host link set eno2 mtu 1400
end_at 3
says "another program changed it" "eno2: mtu was 1500, is 1400"
ip -n host link set eno2 mtu 1500
stop_at apply:20
ip -n host link set eno2 nomaster
end_at 1
says "eno2: is not as it was made" undone "another program"
stop_at apply:20
ip -n host addr add 203.0.113.5/24 dev br41
end_at 0
says "warning: another program is at work" "br41: the address 203.0.113.5/24 is new"
expect 0 lacppair rollback
snapshot_host after.host
same_host before after
