# A switch without an archive: with --allow-reload it is told to reload before the first line, and
# told not to when all is proven. A push that is killed, and that nobody finishes, ends in the
# reload: all links of the switch go down, and it comes back with what was saved.
. "$LAB_LIB"
SWITCH_EXTRA=$'! minute: 2000\n! boot: 3000\n! fault: silent "channel-group 11" 1' lab_up
ip -n host link set eno1 up
carrier() { equal "$(ip -n host -j link show eno1 | jq -r '.[0].operstate')" "$1"; }
wait_for 20 carrier UP
snapshot_switch before.switch

expect 1 lacppair plan --check
says "net: inverse lines" "--allow-reload would have it reload" "connected port"
expect 1 lacppair plan --check --allow-reload
says "net: the switch reloads unless all is proven in time" "connected port"
expect 0 lacppair push --switch sw1 --dry-run --allow-reload
says "net: reload"

echo "-- killed, and nobody comes"
ip netns exec host "$LACPPAIR" push --switch sw1 --allow-reload >push.out 2>&1 &
wait_for_text 30 sw1.log "channel-group 11"
kill -9 $!
wait $! 2>/dev/null
cat push.out
says_file() { grep -q "$1" push.out; }
check "it said which net, and its price" says_file "net: reload in .* connected port"
expect 0 lacppair status --switch sw1
says "its own reload" "a reload is scheduled"
wait_for 60 carrier DOWN
wait_for 60 carrier UP
snapshot_switch after.switch
same_switch before after
expect 0 lacppair rollback --switch sw1
says "already so"

echo "-- the next push"
expect 0 lacppair push --switch sw1 --allow-reload --json
check "by the reload" equal "$(json '.switches[0].net')" reload
check "saved" equal "$(json '.switches[0].saved')" true
OUTPUT=$(switch_shell 'show reload')
says "No reload is scheduled"
order=$(grep -nE 'reload cancel|copy running' sw1.log | tail -n 2 | sed 's/.*: //' | paste -sd,)
check "cancelled before it was saved" equal "$order" \
	"reload cancel,copy running-config startup-config"

echo "-- somebody else's"
add_vlan_45
switch_shell 'reload in 90' '' >/dev/null
expect 3 lacppair push --switch sw1
says "a reload of the switch is scheduled, by netops"
expect 0 lacppair plan
says "a reload is scheduled"
switch_shell 'reload cancel' >/dev/null
expect 0 lacppair push --switch sw1
says "changed, 1 line"
