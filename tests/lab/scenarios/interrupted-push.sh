# Ctrl-C in the middle of a push: what was sent is taken back. The switch never answers one line, so
# that the middle is the same one on every machine.
. "$LAB_LIB"
SWITCH_EXTRA='! fault: silent "channel-group 11" 1' lab_up

snapshot before
# A background command would ignore the signal that a terminal sends.
ip netns exec host env --default-signal=INT "$LACPPAIR" push --switch sw1 >push.out 2>&1 &
push=$!
wait_for_text 30 sw1.log "channel-group 11"
kill -INT $push
wait $push
status=$?
cat push.out
echo "[exit $status]"
check "taken back" equal $status 1
unchanged before
