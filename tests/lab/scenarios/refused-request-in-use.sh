# slow
# The kernel refuses each change request in turn where members leave, a pairing is removed, or a NIC
# hands over its addresses; then the answer to each call is lost: the host is as before, each time.
. "$LAB_LIB"
. "$LAB_TOP/tests/lab/refuse.sh"
lab_cables
write_intent
# Not fast: what the mode active-backup does not have stays in its bond, and is not brought back.
sed -i -e '/br4[234]:/d' -e '/lacp_rate/d' lacppair.yaml
keep apply

echo "-- another mode: members leave and join again"
sed -i -e '/port_channel/d' -e 's/members: .*/members: { eno1: , eno2: }/' \
	-e 's/miimon: 100/mode: active-backup\n        primary: eno1/' lacppair.yaml
refuse_each "recreate" apply --recreate
keep apply --recreate

echo "-- all of it away; the peer has link from here on"
printf '%s\n' 'link add peer0 type bridge' 'link set gi1-0-1 master peer0' \
	'link set gi2-0-1 master peer0' 'link set gi1-0-1 up' 'link set gi2-0-1 up' 'link set peer0 up' |
	ip -n sw -batch -
br40_is_up() { [[ $(ip -n host address show br40) == *"state UP"*fe80* ]]; }
wait_for 10 br40_is_up
refuse_each "remove" remove --yes
keep remove --yes

echo "-- a NIC with an address and a route"
write_intent
sed -i -e '/br4[1-4]:/d' -e 's|"2001:db8::2/64"|"2001:db8::2/64", 10.8.0.7/24|' lacppair.yaml
printf '%s\n' 'link set eno1 up' 'addr add 10.8.0.2/24 dev eno1' 'addr add 2001:db8::2/64 dev eno1' \
	'route add 198.51.100.0/24 via 10.8.0.9 dev eno1 proto 77 metric 7' | ip -n host -batch -
refuse_each "adoption" apply --adopt --at-once --yes
