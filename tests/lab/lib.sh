# What a scenario uses; sourced as `. "$LAB_LIB"`. The current directory is the lab's own, with
# lacppair.yaml, sw1.cfg and sw1.log (every command line that the virtual switch executed).
# shellcheck shell=bash
set -u
. "$LAB_TOP/tests/lab/net.sh"
. "$LAB_TOP/tests/lab/snapshot.sh"

export LACPPAIR_PASSWORD_SW1=lab-password
export LACPPAIR_PASSWORD_SW2=lab-password

fail() {
	echo "FAILED: $*"
	exit 1
}

in_host() { ip netns exec host "$@"; }
in_sw() { ip netns exec sw "$@"; }

# The program as a user of the host types it.
lacppair() { ip netns exec host "$LACPPAIR" "$@"; }

# expect STATUS CMD...: prints command, output and status; the output stays in $OUTPUT.
expect() {
	local want=$1 got

	shift
	echo "\$ $*"
	OUTPUT=$("$@" 2>&1)
	got=$?
	[ -z "$OUTPUT" ] || printf '%s\n' "$OUTPUT"
	echo "[exit $got]"
	[ "$got" = "$want" ] || fail "exit $got, expected $want: $*"
}

# says TEXT...: the last output has each of them; silent_about: has none.
says() {
	local text

	for text in "$@"; do
		[[ $OUTPUT == *"$text"* ]] || fail "the output does not say: $text"
	done
}

silent_about() {
	local text

	for text in "$@"; do
		[[ $OUTPUT != *"$text"* ]] || fail "the output says: $text"
	done
}

# json FILTER: the value of the last output (one JSON document).
json() { jq -r "$1" <<<"$OUTPUT"; }

# check WHAT CMD...: one line for a fact that must hold.
check() {
	local what=$1

	shift
	"$@" || fail "$what"
	echo "ok: $what"
}

equal() {
	[ "$1" = "$2" ] && return
	echo "got:      $1"
	echo "expected: $2"
	return 1
}

# wait_for SECONDS CMD...: until CMD succeeds. Waits on state: a slow machine is only slower.
wait_for() {
	local end=$((SECONDS + $1))

	shift
	until "$@" >/dev/null 2>&1; do
		[ $SECONDS -lt $end ] || fail "did not come true: $*"
		nap 0.1
	done
}

# An fd that never has data: `read -t` on it sleeps without a process, which costs 18 ms there.
exec {LAB_NAP}<> <(:)
nap() { read -rt "$1" -u "$LAB_NAP"; }

# wait_for_text SECONDS FILE TEXT
wait_for_text() {
	local end=$((SECONDS + $1))

	until [[ $(<"$2") == *"$3"* ]]; do
		[ $SECONDS -lt $end ] || fail "$2 does not say: $3"
		nap 0.05
	done
}

# sniff NETNS DEV FILE [FILTER]: records frames from now on; `frames FILE FILTER` counts them.
sniff() {
	local ns=$1 dev=$2 file=$3

	shift 3
	: >"$file.log"
	ip netns exec "$ns" tcpdump --immediate-mode -U -Z root -p -n -i "$dev" -w "$file" "$@" 2>"$file.log" &
	wait_for_text 10 "$file.log" "listening on"
}

frames() { tcpdump -n -r "$1" "$2" 2>/dev/null | wc -l; }

# The pairing from nothing to proven.
pair_up() {
	expect 0 lacppair push --switch sw1
	expect 0 lacppair apply
	expect 0 lacppair verify
}

# Configuration commands that the switch executed since line $1 of its log.
switch_log_lines() { wc -l <sw1.log; }
