# slow
# While apply is at work a NIC vanishes, or another process takes the bond away or changes it: apply
# never says that all is well, takes back what it made, and names what it cannot bring back.
. "$LAB_LIB"
lab_cables
write_intent
sed -i '/br4[34]:/d' lacppair.yaml

# stop_at STEP: apply stops before it. end_at STATUS: it goes on, and ends so.
stopped() { [[ $(</proc/$apply/stat) == *") T "* ]]; }
stop_at() {
	ip netns exec host env LACPPAIR_TEST_POINT="$1:STOP" "$LACPPAIR" apply >out 2>&1 &
	apply=$!
	wait_for 10 stopped
}
end_at() {
	kill -CONT $apply
	wait $apply
	equal $? "$1" || fail "apply: $(<out)"
	tail -n 2 out
	OUTPUT=$(<out)
}
plug_in() {
	ip link add eno2 netns host address 02:00:00:00:02:01 type veth peer name gi2-0-1 netns sw \
		address 02:00:00:00:02:02
}
as_before() {
	snapshot_host after.host
	same_host before after
}

snapshot_host before.host
steps=$(lacppair plan --offline --json 2>/dev/null | jq '.hosts[0].steps | length')
join=$(lacppair plan --json 2>/dev/null | jq '.hosts[0].steps[] | select(.object == "eno2" and .op == "master") | .id')
check "eno2 joins at some step" test "$join" -gt 1 -a "$join" -lt "$steps"

echo "-- a NIC vanishes before the first step"
stop_at armed:0
ip -n host link del eno2
end_at 3
says "eno2: is gone" "nothing was changed"
plug_in
as_before

echo "-- before it joins, after it joined, before the last step, and after it"
for step in 1 $((join + 1)) "$steps" $((steps + 1)); do
	stop_at "apply:$step"
	ip -n host link del eno2
	end_at 4
	says "lacppair apply: eno2: " "not all of it could be undone" "Still so: eno2: is gone"
	silent_about "host is as before"
	expect 0 lacppair status
	says "apply failed, and could not undo all of it" "Left: eno2: is gone"
	plug_in
	as_before
done

echo "-- while it waits for a confirmation"
expect 0 lacppair apply
ip -n host link del eno2
expect 4 lacppair rollback
says "rollback; not fully undone. Left: eno2: is gone"
plug_in
as_before

echo "-- another process deletes the bond, gives a member away, changes an option, takes an address"
stop_at apply:$((join + 3))
ip -n host link del bond0
end_at 1
says "bond0.41: create VLAN 41 on bond0: No such device (kernel: " "undone: the host is as before"
as_before
stop_at "apply:$steps"
ip -n host link add other type bridge
ip -n host link set eno2 master other
end_at 1
says "eno2: is not as it was made (leave other); undone: the host is as before" "another program"
ip -n host link del other
as_before
stop_at "apply:$steps"
ip -n host link set bond0 type bond miimon 50
end_at 1
says "bond0: is not as it was made (set miimon 100); undone"
as_before
stop_at "apply:$((steps + 1))"
ip -n host address del 10.8.0.2/24 dev br40
end_at 1
says "br40: is not as it was made (add address 10.8.0.2/24); undone"
as_before

echo "-- it makes a link of that name first"
stop_at apply:1
ip -n host link add bond0 type bond
end_at 1
says "bond0: create bond" "File exists" "for lacppair.yaml:8" "made meanwhile" "nothing was changed"
check "the other's is still there" ip -n host link show bond0
ip -n host link del bond0
as_before
