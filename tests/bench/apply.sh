# Figures of apply in the lab: processor time from main(), and start of the program to both members
# distributing against a real peer. Run by tests/bench/run.
. "$LAB_LIB"

cc -O2 -D_GNU_SOURCE -o measure "$LAB_TOP/tests/bench/measure.c"
lab_up
lacppair push --switch sw1 >/dev/null 2>&1 || fail "push"

# Both members: actor and partner say collecting and distributing (0x3d, 0x3f).
cat >watch.sh <<'END'
exec 9<> <(:)
until [ -e go ]; do read -rt 0.01 -u 9; done
until mapfile -t lines 2>/dev/null </proc/net/bonding/bond0 &&
	[[ $(IFS=; echo "${lines[*]}") =~ (port state: 6[13].*){4} ]]; do
	read -rt 0.01 -u 9
done
echo "$EPOCHREALTIME" >up
END
ip netns exec host bash watch.sh 2>/dev/null &
WATCH=$!
: >go
read -r start wall cpu rss status < <(ip netns exec host bash -c 'echo -n "$EPOCHREALTIME "; exec ./measure 1 "$LACPPAIR" apply')
wait $WATCH
up=$(<up)
read -r _ base _ _ < <(ip netns exec host ./measure 5 "$LACPPAIR" --version)
[ "$status" = 0 ] || fail "apply: $status"
echo "apply: $(awk -v c="$cpu" -v b="$base" 'BEGIN { printf "%.0f", (c - b) * 1000 }') ms processor time from main() (at most 50; of the whole process $cpu s, of --version $base s), $wall s wall, $rss KiB"
echo "start of apply to both members distributing: $(awk -v a="$start" -v b="$up" 'BEGIN { printf "%.2f", b - a }') s (at most 3.2)"
