# A static pair becomes an LACP one: IOS lets no port join a group of another protocol, so all leave
# first. That is asked for by --recreate, and the plan says that the bond is down meanwhile.
. "$LAB_LIB"
lab_up
sed -i -e 's/^\( *\)port_channel: 11/&\n\1mode: balance-xor/' -e '/lacp_rate/d' lacppair.yaml
expect 0 lacppair push --switch sw1
expect 0 lacppair apply --confirm now
reaches() { in_host ping -c 1 -W 1 10.8.0.10; }
wait_for 20 reaches

sed -i 's/mode: balance-xor/mode: 802.3ad/' lacppair.yaml
snapshot_switch static.switch
expect 1 lacppair plan
says "members of another protocol than mode active" "--recreate does so"
expect 1 lacppair push --switch sw1
says "all would leave it before the first joins again"
expect 1 lacppair push --switch sw1 --recreate --member eno1
says "has to leave before others join"
snapshot_switch after.switch
same_switch static after

expect 0 lacppair plan --recreate
says "push --switch sw1 --recreate" "bond0 carries nothing until both sides speak the new protocol"
expect 0 lacppair push --switch sw1 --recreate
says "no channel-group" "waiting for host"
expect 0 lacppair apply --recreate --confirm now
expect 0 lacppair verify
wait_for 20 reaches

echo "-- and back to what it was, from the journal"
expect 0 lacppair rollback --switch sw1
snapshot_switch after.switch
same_switch static after
