# slow
# The administrator's way in is br40's address, over a bond that aggregates by LACP. The file then
# says balance-xor, the switch still wants LACP: it suspends both ports, the way in is cut, nobody can
# confirm, and the guard restores it; measured by a ping.
. "$LAB_LIB"
lab_up
pair_up
snapshot_host before.host
expect 0 ping_vm vm40s 10.8.0.2

sed -i -e 's/members: .*/members: { eno1: , eno2: }/' -e '/port_channel/d' \
	-e 's/lacp_rate: fast/mode: balance-xor/' lacppair.yaml
ip netns exec vm40s ping -D -n -i 0.05 10.8.0.2 >ping.out 2>&1 &
pings=$!
wait_for_text 10 ping.out "icmp_seq=5 "
expect 0 lacppair apply --recreate --hold 15s
suspended() { [[ $(switch_shell 'show etherchannel summary') == *"Gi1/0/1(s)"*"Gi2/0/1(s)"* ]]; }
wait_for 14 suspended
expect 1 ping_vm vm40s 10.8.0.2
outcome() { [ -e "/var/lib/lacppair/guard.$1" ]; }
wait_for 30 outcome undone
undone=$EPOCHREALTIME
answers() { ip netns exec vm40s ping -c 1 -W 1 10.8.0.2; }
wait_for 30 answers
nap 0.5
kill -INT $pings
wait $pings
expect 0 lacppair status
snapshot_host after.host
same_host before after
# The longest time between two answers, and from the undo to the next answer.
awk -F'[][]' -v undone="$undone" '/icmp_seq/ && /ttl=/ {
		if (last && $2 - last > gap) gap = $2 - last
		if (!back && $2 > undone) back = $2 - undone
		last = $2
	}
	END { printf "cut for %.1f s; back %.1f s after the undo\n", gap, back }' ping.out | tee measured
read -r _ _ gap _ _ back _ <measured
check "it was cut, and came back with LACP" test "${gap%.*}" -ge 4 -a "${back%.*}" -lt 10
