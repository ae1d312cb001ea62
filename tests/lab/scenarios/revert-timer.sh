# A switch with an archive: its own timer is armed before the first line, and gone when all is
# proven. A push that is killed, and that nobody finishes, the switch takes back by itself.
. "$LAB_LIB"
SWITCH_EXTRA=$'! minute: 1500\n! fault: silent "channel-group 11" 1\narchive\n path flash:archive' lab_up
snapshot before

expect 1 lacppair plan --check
says "net: the switch's own revert timer"
expect 0 lacppair push --switch sw1 --dry-run
says "net: revert"

echo "-- killed, and nobody comes"
ip netns exec host "$LACPPAIR" push --switch sw1 >push.out 2>&1 &
wait_for_text 30 sw1.log "channel-group 11"
kill -9 $!
wait $! 2>/dev/null
cat push.out
says_file() { grep -q "$1" push.out; }
check "it said which net" says_file "its own revert timer"
expect 0 lacppair status --switch sw1
says "its own revert timer"
rolled_back() { switch_shell 'show archive config rollback timer' | grep -q 'No Rollback'; }
wait_for 30 rolled_back
unchanged before

echo "-- the next push"
expect 0 lacppair push --switch sw1 --json
check "by the timer" equal "$(json '.switches[0].net')" revert
check "saved" equal "$(json '.switches[0].saved')" true
check "nothing is pending" rolled_back
expect 0 lacppair push --switch sw1
says "unchanged"

echo "-- somebody else's rollback is pending"
add_vlan_45
switch_shell 'configure terminal revert timer 20' end >/dev/null
snapshot_switch pending.switch
expect 3 lacppair push --switch sw1
says "a rollback of the configuration is pending, of user netops (20 min"
snapshot_switch after.switch
same_switch pending after
switch_shell 'configure confirm' >/dev/null
expect 0 lacppair push --switch sw1
says "changed, 1 line"
