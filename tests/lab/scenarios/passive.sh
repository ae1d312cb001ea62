# slow
# Neither end starts: two kernel bonds come and go with the timeout, and each poll of them looks well.
# What verify says is typed in on the host.
. "$LAB_LIB"
lab_up
sed -i 's/lacp_rate: fast/lacp_rate: fast\n        lacp_active: off/' lacppair.yaml

expect 0 lacppair push --switch sw1
for port in 1/0/1 2/0/1; do
	switch_shell 'configure terminal' "interface GigabitEthernet$port" 'no channel-group' \
		'channel-group 11 mode passive' end >/dev/null
done
expect 0 lacppair apply --confirm now
expect 1 lacppair verify --json --timeout 35
check "the headline" equal "$(json '.findings[0].id')" both-passive
mapfile -t lines < <(json '.findings[0].fix.host')
for line in "${lines[@]}"; do
	# shellcheck disable=SC2086
	in_host $line
done
expect 0 lacppair verify
