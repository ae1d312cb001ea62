# slow
# Partners that misbehave, one after the other behind both cables: each gets its own headline.
. "$LAB_LIB"
lab_up
cp "$(dirname "$LACPPAIR")/tests/lacp_partner" .

expect 0 lacppair apply --confirm now

# A partner on each cable, with these words for both, for the first, for the second.
partners() {
	# shellcheck disable=SC2086
	ip netns exec sw ./lacp_partner gi1-0-1 port=1 source=00:1e:49:ff:3c:81 $1 ${2:-} &
	FIRST=$!
	# shellcheck disable=SC2086
	ip netns exec sw ./lacp_partner gi2-0-1 port=2 source=00:1e:49:ff:3c:82 $1 ${3:-} &
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

well "as Cisco does" ""
well "version 2" version=2
well "tagged" vlan=10
says lacpdu-tagged
headline partner-individual may=ASCD
headline partner-standby "" "" may=AG
headline partner-not-collecting may=AGS
headline partner-not-distributing may=AGSC
headline partner-echo-mismatch "" "" echo=77
headline partner-port-duplicate "" "" port=1
headline partner-key-differs "" "" key=12
headline partner-system-differs "" "" system=00:1e:49:00:00:01
headline partner-does-not-hear-us "" "" deaf=1
headline lacpdu-illegal "" "" cut=60
headline system-id-duplicate "" "" system=02:00:00:00:01:01
headline loopback-reflected "" "" "system=02:00:00:00:01:01 source=02:00:00:00:02:01"
headline loopback-between-members "" "" "system=02:00:00:00:01:01 source=02:00:00:00:01:01"
ip netns exec sw ./lacp_partner gi2-0-1 port=3 system=00:1e:49:00:00:02 source=00:1e:49:00:00:03 &
third=$!
headline several-talkers "" "" ""
kill $third
headline partner-too-slow "" "" every=5000
