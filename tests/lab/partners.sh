# Scripted partners behind both cables; sourced by the scenarios that need some that misbehave.
# shellcheck shell=bash
PARTNER=$(dirname "$LACPPAIR")/tests/lacp_partner

# A partner on each cable, with these words for both, for the first, for the second.
partners() {
	# shellcheck disable=SC2086
	ip netns exec sw "$PARTNER" gi1-0-1 port=1 source=00:1e:49:ff:3c:81 $1 ${2:-} &
	FIRST=$!
	# shellcheck disable=SC2086
	ip netns exec sw "$PARTNER" gi2-0-1 port=2 source=00:1e:49:ff:3c:82 $1 ${3:-} &
	SECOND=$!
	for port in gi1-0-1 gi2-0-1; do
		ip -n sw link set $port down
		ip -n sw link set $port up
	done
}

leave() {
	kill $FIRST $SECOND
	wait $FIRST $SECOND
	return 0
} 2>/dev/null

# headline ID WORDS...: what verify says of such partners.
headline() {
	partners "${@:2}"
	expect 1 lacppair verify --no-switch --json --timeout 45
	check "$1: the headline" equal "$(json '.findings[0].id')" "$1"
	leave
}

# well WHAT WORDS...: nothing is wrong with such partners.
well() {
	partners "${@:2}"
	expect 0 lacppair verify --no-switch --json --timeout 45
	check "$1: no error" equal "$(json '[.findings[] | select(.severity == "error")] | length')" 0
	leave
}
