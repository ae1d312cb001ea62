# Each change request of a command refused in turn; sourced by scenarios that do so, after lib.sh.
# shellcheck shell=bash
REFUSE=$(dirname "$LACPPAIR")/tests/lacppair_refuse
[ -x "$REFUSE" ] || fail "$REFUSE is not built"

# run_with "NAME=VALUE..." COMMAND...: what is refused is of refuse.c.
run_with() {
	local how

	read -ra how <<<"$1"
	shift
	ip netns exec host env "${how[@]}" "$REFUSE" "$@" >out 2>&1
}

# The kernel tells of a carrier late, a slow machine's later: the comparison is made until it holds.
as_before() {
	local end=$((SECONDS + 20))

	while snapshot_host after.host && ! cmp -s before.host after.host; do
		[ $SECONDS -lt $end ] || same_host before after
		nap 0.1
	done
}

# refuse_each NAME COMMAND...: first counts the requests that COMMAND makes, and takes it back.
refuse_each() {
	local name=$1 n call link all calls=0

	shift
	wait_for 10 carriers_told
	snapshot_host before.host
	rm -f requests
	run_with LACPPAIR_REQUESTS=requests "$@" || fail "$name: $(<out)"
	expect 0 lacppair rollback
	as_before
	while read -r n call link; do
		run_with LACPPAIR_REFUSE=$n "$@"
		equal $? 1 || fail "$name: request $n, of $link, refused: $(<out)"
		OUTPUT=$(tail -n 2 out)
		says "lacppair $1: $link: " "(kernel: "
		[[ $OUTPUT == *"; undone: the host is as before"* || $OUTPUT == *"; nothing was changed"* ]] ||
			fail "$name: request $n: $(<out)"
		as_before
		all=$n calls=$call
	done <requests
	echo "ok: $name: each of $all requests refused in turn, in $calls calls: its link is named, the host is as before"
	tail -n 1 out
	for ((n = 1; n <= calls; n++)); do
		run_with LACPPAIR_LOSE=$n "$@"
		equal $? 1 || fail "$name: the answer to call $n lost: $(<out)"
		[[ $(<out) == *"netlink: receiving: No buffer space available; undone: the host is as before"* ]] ||
			fail "$name: the answer to call $n lost: $(<out)"
		as_before
	done
	echo "ok: $name: each of $calls answers lost in turn: the host is as before"
}

# keep COMMAND...: what the next part begins with.
keep() { expect 0 lacppair "$@" --confirm now; }
