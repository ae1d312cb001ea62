# slow
# What a live verify keeps is judged again without privilege, plan file or switch, and says the
# same: of a pair that is up, of one with a port in another channel-group, and of a host whose bridge,
# MTU and gateway only its kernel knows of, of a flap, a look that was broken off, odd names.
. "$LAB_LIB"
lab_up

# verdict_of: the part of the last document that a replay must repeat.
verdict_of() { json '[.verdict, .cabling, .proofs[], .members_up, (.findings[] | .id, .subject, .consequences[].id), (.bonds[].probes[] | .vlan, .to, .answer)] | join(" ")'; }

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

cp lacppair.yaml plain.yaml
sed -i 's/miimon: 100/miimon: 100\n        mtu: 2000\n        hwaddr: 02:00:00:00:bb:00/' lacppair.yaml
in_host ip link set bond0.43 nomaster
expect 1 lacppair verify --no-switch --json --probe 40 --evidence behind
check "the headline" equal "$(json '.findings[0].id')" mtu-differs
check "and the bridge" equal "$(json '[.findings[] | .id, .consequences[].id] | any(. == "bridge-port-missing")')" true
check "the gateway was asked" equal "$(json '.bonds[0].probes[0].answer')" silent
compare behind 1
check "an address is kept of no link" equal "$(jq '.state.addrs + .state.routes | length' behind/kernel.json)" 0
check "the counters were read" equal \
	"$(jq '[.bonds[0].members[].counters[1] | .rx > 0 and .rx >= .captured] | all' behind/kernel.json)" true
head -c 300 behind/kernel.json >cut.json
expect 3 lacppair verify --bond bond0 --kernel cut.json --bonding behind/bond0.bonding.txt \
	--pcap eno1=behind/eno1.pcapng
says "cut.json: no JSON"
in_host ip link set bond0.43 master br43
mv plain.yaml lacppair.yaml

switch_shell "configure terminal" "interface gi2/0/1" "no channel-group" "channel-group 12 mode active" "end"
expect 1 lacppair verify --no-switch --json --evidence down
check "the headline" equal "$(json '.findings[0].id')" partner-key-differs
compare down 1
expect 1 lacppair verify --json --evidence asked-down
compare asked-down 1

# The carrier goes and comes between two looks: no state of the kernel shows it in the end.
{ nap 4; ip -n host -batch - <<<$'link set eno2 down\nlink set eno2 up'; } &
expect 1 lacppair verify --no-switch --json --evidence flapped
wait $!
check "the flap is kept" test 1 -lt \
	"$(jq '[.bonds[0].looks[] | select(.nic == "eno2").carrier_changes] | unique | length' flapped/kernel.json)"
compare flapped 1

expect 3 timeout --preserve-status -s INT 2 ip netns exec host "$LACPPAIR" \
	verify --no-switch --stable 30 --json --evidence broken-off
compare broken-off 3

expect 3 lacppair verify --cabling --no-switch --timeout 4 --json --evidence cabled
compare cabled 3

# The kernel takes names that shells and YAML have their own ideas of.
ip -n host link set eno2 down
ip -n host link set eno2 name 'e"2;$x'"'"
ip -n host link set 'e"2;$x'"'" up
sed -i 's/eno2:/"e\\"2;$x'"'"'":/' lacppair.yaml
expect 1 lacppair verify --no-switch --json --evidence odd
compare odd 1
