# slow
# A member is taken out of a bond that was never aggregated: it says so with the aggregation bit
# clear, which some switches do not forgive.
. "$LAB_LIB"
lab_up
expect 0 lacppair apply --confirm now
lacppair verify --json --timeout 45 >verdict.json 2>progress &
verify=$!
wait_for_text 20 progress "waiting for a LACPDU"
in_host tcpdump -i eno2 -Q out -c 1 ether proto 0x8809 >/dev/null 2>listening &
heard=$!
wait_for_text 20 listening "listening on"
ip -n host link set eno2 down
ip -n host link set eno2 up
wait "$heard"
ip -n host link set eno2 nomaster
status=0
wait "$verify" || status=$?
check "not up" equal "$status" 1
OUTPUT=$(<verdict.json)
check "it left early" equal \
	"$(json '[.findings[] | select(.id == "detach-before-sync") | .subject] | join(" ")')" bond0/eno2
check "what is wrong" equal "$(json '.findings[0].id')" member-missing
