# A plan that was saved is executed as it was approved; what drifted meanwhile is named, and nothing
# is changed.
. "$LAB_LIB"
lab_up

echo "-- the switch's side: what was approved, or nothing"
expect 0 lacppair plan --save window.json
switch_shell 'configure terminal' 'vlan 44' end >/dev/null
lines=$(log_lines)
expect 3 lacppair push --switch sw1 --plan window.json
says "has changed since the plan was saved" "nothing was sent"
check "nothing was configured" equal "$(configured_since "$lines" | grep -c .)" 0
switch_shell 'configure terminal' 'no vlan 44' end >/dev/null
expect 0 lacppair push --switch sw1 --plan window.json
says "read back as wanted"
expect 0 lacppair push --switch sw1 --plan window.json
says unchanged

expect 2 lacppair plan --offline --save plan.json
expect 0 lacppair plan --save plan.json
says "apply --plan plan.json does this"
check "only its owner may read it" equal "$(stat -c %a plan.json)" 600

echo "-- another program takes a NIC meanwhile"
in_host ip link set eno2 mtu 1400
snapshot_host before.host
expect 3 lacppair apply --plan plan.json
says "eno2: mtu was 1500, is 1400" "nothing was changed"
expect 3 lacppair apply --plan plan.json --json
check "the result is refused" equal "$(json '.hosts[0].result')" refused
snapshot_host after.host
same_host before after
in_host ip link set eno2 mtu 1500

echo "-- the file says something else than what was approved"
cp lacppair.yaml approved.yaml
sed -i '/br44/d' lacppair.yaml
expect 2 lacppair apply --plan plan.json
says "lacppair.yaml:21" "not the one that the plan was saved from"
rm lacppair.yaml

echo "-- neither: the plan carries its intent"
head -c 100 plan.json >cut.json
expect 2 lacppair apply --plan cut.json
expect 0 lacppair apply --plan plan.json
cp approved.yaml lacppair.yaml
expect 0 lacppair verify
expect 0 lacppair confirm
expect 0 lacppair plan --check
expect 0 lacppair apply --plan plan.json
says unchanged
