# slow
# Both sides at the slow rate: one LACPDU in 30 s. The default timeout of verify is enough for it.
. "$LAB_LIB"
lab_up
sed -i 's/lacp_rate: fast/lacp_rate: slow/' lacppair.yaml

pair_up
nap 45
expect 0 lacppair verify
says "2 of 2 members"
