# slow
# How long after the LACPDU that proves it a member is a candidate, by the kernel's stamp of that frame;
# and when a switch port without LACP is given up, from the link's coming up. Prints figures; asserts
# only the verdicts.
. "$LAB_LIB"
lab_up
pair_up

for _ in 1 2 3; do
	ip -n host link set eno1 down
	ip -n host link set eno2 down
	ip -n host link set eno1 up
	ip -n host link set eno2 up
	expect 0 lacppair verify --no-switch --json >/dev/null
	echo "figure: candidates $(json '[.bonds[0].members[].lag_ms] | join(" ms, ")') ms after their LACPDU (at most 200)"
done

for port in 1/0/1 2/0/1; do
	switch_shell 'configure terminal' "interface GigabitEthernet$port" 'no channel-group' end >/dev/null
done
lacppair verify --no-switch --json --timeout 40 >verify.json 2>/dev/null &
verify=$!
nap 1
ip -n host link set eno1 down
ip -n host link set eno2 down
ip -n host link set eno1 up
ip -n host link set eno2 up
from=$EPOCHREALTIME
wait $verify
check "not up" equal $? 1
echo "figure: given up $(awk -v a="$from" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }') s after the links came up (at least 3.6)"
