# slow
# apply --confirm verify: who confirms is the proof. Without the switch's side it does not come, and
# the guard undoes; with it, and an answer of the gateway, apply confirms by itself.
. "$LAB_LIB"
lab_up
snapshot_host before.host
ip -n vm40s addr add 10.8.0.1/24 dev eth0

expect 2 lacppair apply --ping 10.8.0.1
expect 2 lacppair apply --confirm verify --ping gateway
expect 2 lacppair apply --confirm perhaps

echo "-- the switch's side is missing: not proven, undone, exit 1"
expect 1 lacppair apply --confirm verify --hold 12s --json
says "not confirmed by the deadline: verify: " "undone by the guard"
check "undone" equal "$(json '.hosts[0].result')" undone
snapshot_host after.host
same_host before after

expect 0 lacppair push --switch sw1
echo "-- up, but the way in does not answer"
expect 1 lacppair apply --confirm verify --ping 10.8.0.77 --hold 20s
says "10.8.0.77 does not answer" "undone by the guard"
snapshot_host after.host
same_host before after

echo "-- up, and the file's gateway answers"
expect 0 lacppair apply --confirm verify
says "confirmed: verify: up, 10.8.0.1 answers"
expect 0 lacppair status
says "confirmed: apply --confirm verify: verify: up, 10.8.0.1 answers"
