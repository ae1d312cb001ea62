# slow
# All that the host sends to one address has one hash of layer 2: the pair is up, and one member
# carries next to all. The printed fix spreads it.
. "$LAB_LIB"
lab_up
sed -i 's/xmit_hash_policy: .*/xmit_hash_policy: layer2/' lacppair.yaml
pair_up
expect 0 in_host ping -c 1 -q 10.8.0.10

# Datagrams of one port of ours each, at most so many.
in_host bash -c 'for ((i = 0; i < 200000; i++)); do echo >/dev/udp/10.8.0.10/9; done 2>/dev/null' &
talker=$!
one_sided() { json '[.findings[] | select(.id == "hash-one-sided")] | length'; }
expect 0 lacppair verify --json
check "one member sends all" equal "$(one_sided)" 1
fix=$(json '.findings[] | select(.id == "hash-one-sided") | .fix.host')
# shellcheck disable=SC2086
expect 0 in_host $fix
expect 0 lacppair verify --json
check "both send" equal "$(one_sided)" 0
kill "$talker"
wait "$talker" 2>/dev/null || true
