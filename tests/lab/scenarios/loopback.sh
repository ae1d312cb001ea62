# Two members are cabled to each other: a real loop, which the kernel takes for LACP of its own.
. "$LAB_LIB"
lab_up
ip -n host link del eno1
ip -n host link del eno2
ip -n host link add eno1 type veth peer name eno2

expect 0 lacppair apply --confirm now
expect 1 lacppair verify --no-switch --json --timeout 12
check "the headline" equal "$(json '.findings[0].id')" loopback-between-members
check "of both" equal "$(json '[.findings[] | select(.id == "loopback-between-members")] | length')" 2
