# slow
# The guard outlives the group of processes that its session is, as systemd may end it whole; and
# what an apply of before a restart of the machine left behind hinders nobody and is told.
. "$LAB_LIB"
lab_cables
write_intent
sed -i '/br4[1234]:/d' lacppair.yaml
outcome() { [ -e "/var/lib/lacppair/guard.$1" ]; }
snapshot_host before.host

echo "-- the session's cgroup is killed while the guard waits"
mountpoint -q /sys/fs/cgroup || mount -t cgroup2 none /sys/fs/cgroup
session=/sys/fs/cgroup/session-1.scope
mkdir $session
# Not `ip netns exec`, which hides /sys/fs/cgroup.
cat >session.sh <<-END
	echo \$\$ >$session/cgroup.procs
	nsenter --net=/run/netns/host $LACPPAIR apply --hold 15s
	sleep 1000
END
bash session.sh >out 2>&1 &
shell=$!
wait_for 20 outcome held
check "apply was in it" grep -q . $session/cgroup.procs
echo 1 >$session/cgroup.kill
wait $shell 2>/dev/null
check "the session is dead" equal $? 137
empty() { [ -z "$(<$session/cgroup.procs)" ]; }
wait_for 10 empty
expect 0 lacppair status
says "waits for a confirmation" "watched by"
wait_for 30 outcome undone
snapshot_host after.host
same_host before after

echo "-- it is killed half-way through apply"
sed -i "s|netns/host|& env LACPPAIR_TEST_POINT=apply:5:STOP|" session.sh
bash session.sh >out 2>&1 &
half_way() { grep -qs '^[0-9]* (lacppair) T ' $(sed 's|.*|/proc/&/stat|' $session/cgroup.procs); }
wait_for 20 half_way
echo 1 >$session/cgroup.kill
wait_for 20 outcome undone
expect 0 lacppair status
says "undone: apply was killed half-way"
snapshot_host after.host
same_host before after

echo "-- the machine restarts while the guard waits: another boot id, no guard, no links"
expect 0 lacppair apply
pids=$(lacppair status --json | jq -r '.guard | "\(.watcher) \(.pid)"')
for pid in $pids; do kill -STOP "$pid"; done
kill -9 $pids
ip -n host link del br40
ip -n host link del bond0
printf '00000000-0000-4000-8000-000000000000\n' >boot_id
mount --bind boot_id /proc/sys/kernel/random/boot_id
expect 0 lacppair status
says "nothing is armed" "undone: the machine was restarted, and what was made was lost with that"
expect 0 lacppair rollback
says "already so"
snapshot_host after.host
same_host before after
expect 0 lacppair apply --confirm now
expect 0 lacppair apply
says unchanged
