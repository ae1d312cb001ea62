# What it costs that the native VLAN's bridge filters: frames of 64 bytes between a VM on it and one of
# the switch, plain and filtering by turns in one run; of each the best of 15. Run by tests/bench/run.
. "$LAB_LIB"
cc -O2 -D_GNU_SOURCE -o send_frames "$LAB_TOP/tests/bench/send_frames.c"
lab_up
sed -i -e '/br4[1234]:/d' lacppair.yaml
pair_up >/dev/null
plug_vm 40
ping_vm vm40h 10.8.0.10 >/dev/null || fail "no way"

# send FROM TO FILTERING: another line of $FROM.$FILTERING.
send() {
	ip -n host link set br40 type bridge vlan_filtering "$3"
	ip netns exec "$1" ./send_frames eth0 "$(ip netns exec "$2" cat /sys/class/net/eth0/address)" 20000 >>"$1.$3"
}
for ((i = 0; i < 15; i++)); do
	for filtering in 0 1; do
		send vm40h vm40s $filtering
		send vm40s vm40h $filtering
	done
done
best() { sort -n "$1" | head -n 1; }
for way in vm40h vm40s; do
	echo "a frame from $way: plain $(best $way.0) ns, filtering $(best $way.1) ns, ratio $(awk -v a="$(best $way.0)" -v b="$(best $way.1)" 'BEGIN { printf "%.2f", b / a }')"
done
