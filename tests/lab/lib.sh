# What a scenario uses; sourced as `. "$LAB_LIB"`. The current directory is the lab's own, with
# lacppair.yaml, sw1.cfg and sw1.log (every command line that the virtual switch executed).
# shellcheck shell=bash
set -u
. "$LAB_TOP/tests/lab/net.sh"
. "$LAB_TOP/tests/lab/snapshot.sh"
. "$LAB_TOP/tests/lab/frames.sh"

export LACPPAIR_PASSWORD_SW1=lab-password
export LACPPAIR_PASSWORD_SW2=lab-password

fail() {
	echo "FAILED: $*"
	exit 1
}

in_host() { ip netns exec host "$@"; }
in_sw() { ip netns exec sw "$@"; }

# The program as a user of the host types it. With LAB_REPLAY=1 every live verify keeps its evidence,
# and has to say the same when that is judged again: if not, replay.failed has it, and the scenario
# fails.
lacppair() {
	if [[ ${LAB_REPLAY:-} == 1 && $1 == verify && "$* " != *" --"@(evidence|pcap|bonding|no-bond|kernel|help)" "* ]]; then
		verify_twice "$@"
	else
		ip netns exec host "$LACPPAIR" "$@"
	fi
}

verify_twice() {
	local dir=replay-$EPOCHREALTIME status

	ip netns exec host "$LACPPAIR" "$@" --evidence "$dir"
	status=$?
	[ ! -s "$dir/verdict.json" ] || same_again "$dir" "$*" >>replay.failed
	rm -rf "$dir"
	return $status
}

# same_again DIR WHAT: silent when the replay says the same; a line a bond.
same_again() {
	local line same='{
		verdict: ([.[].verdict] | if index("not-up") then "not-up" else unique end),
		proofs: [.[].proofs] | unique, members_up: [.[].members_up] | add,
		cabling: [.[].cabling], findings: [.[].findings[]?] | sort,
		probes: [.[].bonds[]?.probes] }'

	jq -S -s "$same" "$1/verdict.json" >"$1/was"
	while read -r line; do
		(cd "$1" && eval "'$LACPPAIR' ${line#lacppair } --json" 2>>errors)
	done <"$1/replay.txt" | jq -S -s "$same" >"$1/is"
	cmp -s "$1/was" "$1/is" && return
	echo "FAILED: lacppair $2: judged again it says something else"
	cat "$1/errors"
	diff "$1/was" "$1/is"
}

# What runs, as import writes it, is a file on which plan finds nothing to do.
import_agrees() {
	lacppair import >imported.yaml 2>imported.log || fail "import: $(cat imported.log)"
	expect 0 lacppair plan --check -f imported.yaml
}

# The command as one would type it.
show_command() {
	case $1 in
	in_host | in_sw) echo "\$ ip netns exec ${1#in_} ${*:2}" ;;
	ping_vm) echo "\$ ip netns exec $2 ping $3" ;;
	switch_shell) printf '$ ssh netops@192.0.2.10\n' ;;
	*) echo "\$ $*" ;;
	esac
}

# expect STATUS CMD...: prints command, output and status; the output stays in $OUTPUT, of --json
# the document alone.
expect() {
	local want=$1 got

	shift
	show_command "$@"
	if [[ " $* " == *" --json "* ]]; then
		OUTPUT=$("$@" 2>stderr)
		got=$?
		cat stderr
	else
		OUTPUT=$("$@" 2>&1)
		got=$?
	fi
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

	until [[ -e $2 && $(<"$2") == *"$3"* ]]; do
		[ $SECONDS -lt $end ] || fail "$2 does not say: $3"
		nap 0.05
	done
}

# The pairing from nothing to proven and kept; $OUTPUT is what verify said.
pair_up() {
	local verified

	expect 0 lacppair push --switch sw1
	expect 0 lacppair apply
	expect 0 lacppair verify
	verified=$OUTPUT
	expect 0 lacppair confirm
	OUTPUT=$verified
}

# log_lines: how many command lines sw1 has executed; configured_since N: those that configure.
log_lines() { wc -l <sw1.log; }
configured_since() {
	tail -n "+$(($1 + 1))" sw1.log | grep -v ': show ' |
		grep -E 'conf(igure)? *t|interface|vlan [0-9]|write|copy'
}

# Day 2 of the file: one more VLAN, with its bridge.
add_vlan_45() {
	sed -i -e 's/vlans: 40-44/vlans: 40-45/' -e '/br44:/a\      br45: { vlan: 45 }' lacppair.yaml
}

# Types what the headline of the last output (JSON) tells to type on the switch.
type_fix() {
	local lines

	mapfile -t lines < <(json '.findings[0].fix.switch')
	printf 'typed: %s\n' "${lines[@]}"
	switch_shell 'configure terminal' "${lines[@]}" end >/dev/null
}
