# slow
# What a live verify keeps is judged again without privilege, plan file or switch, and says the
# same: of a pair that is up, and of one with a port in another channel-group.
. "$LAB_LIB"
lab_up

# verdict_of: the part of the last document that a replay must repeat.
verdict_of() { json '[.verdict, .proofs[], .members_up, (.findings[] | select(.id != "host-not-persistent") | .id, .subject)] | join(" ")'; }

# again DIR STATUS: runs the line that the directory names, as nobody, within it.
again() {
	local line

	line=$(<"$1/replay.txt")
	chmod -R a+rX . "$1"
	OUTPUT=$(cd "$1" && setpriv --reuid=65534 --regid=65534 --clear-groups \
		bash -c "$LACPPAIR ${line#lacppair } --json" 2>stderr.replay)
	[ $? = "$2" ] || fail "exit status of: $line"
}

compare() {
	local live

	live=$(verdict_of)
	again "$1" "$2"
	check "the replay of $1 says: $live" equal "$(verdict_of)" "$live"
	check "nothing secret is in $1" equal "$(grep -rl "$LACPPAIR_PASSWORD_SW1" "$1" | wc -l)" 0
	check "the file of $1 is the document" equal "$(jq -r .verdict "$1/verdict.json")" "${live%% *}"
}

pair_up
expect 0 lacppair verify --no-switch --json --evidence up
compare up 0
expect 2 lacppair verify --json --evidence up

expect 0 lacppair verify --json --evidence asked
check "the switch was asked" test -s asked/sw1.show-etherchannel-summary.txt
compare asked 0

switch_shell "configure terminal" "interface gi2/0/1" "no channel-group" "channel-group 12 mode active" "end"
expect 1 lacppair verify --no-switch --json --evidence down
check "the headline" equal "$(json '.findings[0].id')" partner-key-differs
compare down 1
expect 1 lacppair verify --json --evidence asked-down
compare asked-down 1
