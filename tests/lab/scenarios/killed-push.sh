# kill -9 in the middle of a push: the journal knows, and rollback or another push finishes. A full
# disk under the journal stops a push before its first line.
. "$LAB_LIB"
SWITCH_EXTRA='! fault: silent "channel-group 11" 2' lab_up
snapshot before

kill_in_the_middle() {
	: >sw1.log
	ip netns exec host "$LACPPAIR" push --switch sw1 >push.out 2>&1 &
	wait_for_text 30 sw1.log "channel-group 11"
	kill -9 $!
	wait $! 2>/dev/null
	echo "killed: $(tail -n 1 push.out)"
}

echo "-- the disk is full"
mkdir -p /var/lib/lacppair
mount -t tmpfs -o size=8k tmpfs /var/lib/lacppair
expect 3 lacppair push --switch sw1
says "cannot write the journal of sw1" "nothing was sent"
umount /var/lib/lacppair
same=$(configured_since 0 | grep -c conf)
check "nothing was configured" equal "$same" 0

echo "-- killed, then rolled back"
kill_in_the_middle
expect 0 lacppair status --switch sw1
says "the push was killed" "rollback --switch sw1"
expect 0 lacppair rollback --switch sw1
says "rolled back, read back as before"
unchanged before
expect 0 lacppair rollback --switch sw1
says "already so"

echo "-- killed, then pushed again"
kill_in_the_middle
expect 0 lacppair push --switch sw1
says "an earlier push was killed" "read back as wanted, saved"
expect 0 lacppair status --switch sw1 --json
check "status knows" equal "$(json '.switches[0].state')" saved

echo "-- and a push that ended well is rolled back, startup-config too"
expect 0 lacppair rollback --switch sw1
says "saved"
unchanged before
