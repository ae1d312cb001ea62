# slow
# Policy rules that name a NIC by iif or oif move with it, whatever else they select by, IPv4 and IPv6;
# those by address and of other links stay as they are. Undone they are as before; each request of an
# adoption with rules is refused in turn. A planner elsewhere sees them all.
. "$LAB_LIB"
. "$LAB_TOP/tests/lab/refuse.sh"
lab_cables
write_intent
sed -i -e '/br4[1234]:/d' -e 's|br40: .*|br40: { vlan: 40, addresses: [10.8.0.2/24] }|' lacppair.yaml
printf '%s\n' 'link add peer0 type bridge' 'link set gi1-0-1 master peer0' 'link set gi1-0-1 up' \
	'link set gi2-0-1 master peer0' 'link set gi2-0-1 up' 'link set peer0 up' | ip -n sw -batch -
printf '%s\n' 'link set eno1 up' 'addr add 10.8.0.2/24 dev eno1' 'addr add 2001:db8::2/64 dev eno1' \
	'route add default via 10.8.0.1 dev eno1 table 100' \
	'rule add priority 100 iif eno1 lookup 100' \
	'rule add priority 101 oif eno1 lookup 100' \
	'rule add priority 102 not iif eno1 fwmark 0x1/0xff protocol 77 lookup 100' \
	'rule add priority 103 from 10.9.0.0/16 to 10.8.0.0/24 tos 0x10 iif eno1 ipproto tcp sport 1000-2000 dport 22 lookup 70000' \
	'rule add priority 104 iif eno1 oif mgmt0 uidrange 5-4294967294 realms 7 lookup 100' \
	'rule add priority 105 iif lo oif eno1 suppress_prefixlength 0 lookup main' \
	'rule add priority 106 iif eno1 suppress_ifgroup 3 lookup 100' \
	'rule add priority 107 iif eno1 goto 110' \
	'rule add priority 108 iif eno1 blackhole' \
	'rule add priority 109 oif eno1 fwmark 0/0x10 prohibit' \
	'rule add priority 110 from 10.8.0.2 lookup 100' \
	'rule add priority 111 iif mgmt0 lookup 100' | ip -n host -batch - || fail "rules of IPv4"
printf '%s\n' 'rule add priority 100 iif eno1 from 2001:db8::/64 lookup 100' \
	'rule add priority 101 oif eno1 to 2001:db8:1::/48 unreachable' \
	'rule add priority 102 from 2001:db8::2 lookup 100' | ip -n host -6 -batch - || fail "rules of IPv6"
is_up() { [[ $(ip -n host address show eno1) == *"state UP"*fe80* ]]; }
wait_for 20 is_up
wait_for 20 addresses_settled host
# rules: all of them as the kernel says them, with the NIC's new name.
rules() { ip -n host -d -4 rule; ip -n host -d -6 rule; }
wanted=$(rules | sed 's/if eno1/if br40/')

expect 1 lacppair apply
says "eno1: the policy rule iif eno1 priority 100 lookup 100 would match nothing any longer" "--adopt moves it"
expect 0 lacppair import --host-state kvm1.json
expect 0 "$LACPPAIR" plan --offline --adopt --at-once --host-state kvm1=kvm1.json
says "br40       add policy rule iif br40 priority 100 lookup 100"
says "the policy rule from 10.9.0.0/16 to 10.8.0.0/24 tos 0x10 iif eno1 ipproto 6 sport 1000-2000 dport 22-22"
says "br40       add IPv6 policy rule to 2001:db8:1::/48 oif br40"
silent_about "priority 110 " "priority 111 "

snapshot_host before.host
ip -n host -o monitor rule >rules.log &
MONITOR=$!
expect 0 lacppair apply --adopt --at-once --yes
rules
check "each rule is there, with the new name alone" equal "$(rules)" "$wanted"
kill $MONITOR
check "no rule was away before its successor was there" test "$(grep -n -m 1 Deleted rules.log | cut -d: -f1)" -gt 11
expect 0 lacppair apply
says unchanged
expect 0 lacppair rollback
wait_for 20 is_up
wait_for 20 addresses_settled host
as_before
check "undone, the host is as before, its rules too" cmp before.host after.host

# Of those, three are enough to be refused in turn.
for n in {101..109} 111; do echo "rule del priority $n"; done | ip -n host -batch -
refuse_each "adoption with rules" apply --adopt --at-once --yes
