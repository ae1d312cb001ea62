# Figures of apply in the lab: processor time from main(), and start of the program to both members
# distributing against a real peer: medians of RUNS, each undone by rollback. What the program needs
# to be loaded, as `--version' does at once behind each run, is not counted; in User Mode Linux that is
# the most of it (1,700 page faults at 0.1 ms). There processor time is counted in ticks of the clock,
# so a machine with other work shows that, too. Run by tests/bench/run.
. "$LAB_LIB"
RUNS=${RUNS:-5}

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

# One line: processor ms and seconds to distributing, both from main(), then with loading; KiB.
run_once() {
	local start wall cpu rss status load_wall load_cpu
	rm -f go up
	ip netns exec host bash watch.sh 2>/dev/null &
	: >go
	read -r start wall cpu rss status < <(ip netns exec host bash -c 'echo -n "$EPOCHREALTIME "; exec ./measure 1 "$LACPPAIR" apply')
	wait $!
	[ "$status" = 0 ] || fail "apply: $status"
	read -r load_wall load_cpu _ _ < <(ip netns exec host ./measure 5 "$LACPPAIR" --version)
	awk -v c="$cpu" -v d="$(awk -v a="$start" -v b="$(<up)" 'BEGIN { print b - a }')" -v lc="$load_cpu" -v lw="$load_wall" \
		-v rss="$rss" 'BEGIN { print (c - lc) * 1000, d - lw, c * 1000, d, rss }'
	lacppair rollback >/dev/null 2>&1 || fail "rollback"
}

median_of() { cut -d ' ' -f "$1" runs | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

for ((k = 0; k < RUNS; k++)); do run_once; done >runs
printf 'apply: %.0f ms processor time from main() (at most 50), %.0f ms with loading, %d KiB; %d runs\n' \
	"$(median_of 1)" "$(median_of 3)" "$(median_of 5)" "$RUNS"
printf 'main() of apply to both members distributing: %.2f s (at most 3.2), %.2f s with loading\n' \
	"$(median_of 2)" "$(median_of 4)"
