# push --hold leaves it to the switch's own timer, unsaved; verify --confirm keeps and saves both
# sides; silence and rollback take it back.
. "$LAB_LIB"
SWITCH_EXTRA=$'! minute: 8000\narchive\n path flash:archive' lab_up
snapshot before
rolled_back() { switch_shell 'show archive config rollback timer' | grep -q 'No Rollback'; }

echo "-- held, proven, kept on both sides"
expect 0 lacppair push --switch sw1 --hold 20 --json
check "held" equal "$(json '.switches[0] | [.net, .held, .saved] | @csv')" '"revert",true,false'
expect 3 lacppair push --switch sw1
says "an earlier push is held"
expect 0 lacppair status --switch sw1
says "waits for" "sw1 says: a rollback is pending, of user netops, 20 min"
expect 0 lacppair apply
says "would undo at" "before sw1 takes back"
expect 0 lacppair verify --confirm
says "sw1: kept" "saved" "kvm1: confirmed"
check "nothing is pending" rolled_back
expect 0 lacppair confirm --switch sw1
says "already so"
expect 0 lacppair push --switch sw1
says "unchanged"

echo "-- silence: the switch takes it back"
add_vlan_45
snapshot_switch saved.switch
expect 0 lacppair push --switch sw1 --hold 2
says "held, unsaved, until" "confirm --switch sw1"
wait_for 60 rolled_back
snapshot_switch after.switch
same_switch saved after
expect 1 lacppair confirm --switch sw1
says "too late"

echo "-- rollback"
expect 0 lacppair push --switch sw1 --hold 20
expect 0 lacppair rollback --switch sw1
says "rolled back"
snapshot_switch after.switch
same_switch saved after
check "nothing is pending" rolled_back
