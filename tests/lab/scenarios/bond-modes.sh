# Bonds without LACP: each mode reaches its state against a real peer, with the address on the bond
# itself; a change of mode is refused, and with --recreate done, the bond's address kept.
. "$LAB_LIB"
lab_cables
cable host eno3 sw gi1-0-3 >cables2
cable host eno4 sw gi2-0-3 >>cables2
ip -batch cables2

bonds() {
	cat >lacppair.yaml <<-END
		lacppair: 1
		hosts:
		  kvm1:
		    bonds:
		      bond0: { mode: $1, members: { eno1: , eno2: }, addresses: 10.9.0.2/24, gateway: 10.9.0.1${2-} }
		      bond1: { mode: balance-xor, xmit_hash_policy: layer3+4, members: { eno3: , eno4: }, addresses: 10.9.1.2/24 }
	END
}

# The peer of an active-backup bond is a bridge; that of balance-xor is a group without LACP.
printf '%s\n' 'link add peer0 type bridge' 'link set gi1-0-1 master peer0' \
	'link set gi2-0-1 master peer0' 'link set gi1-0-1 up' 'link set gi2-0-1 up' \
	'addr add 10.9.0.1/24 dev peer0' 'link set peer0 up' \
	'link add peer1 type bond mode balance-xor miimon 100' 'link set gi1-0-3 master peer1' \
	'link set gi2-0-3 master peer1' 'addr add 10.9.1.1/24 dev peer1' 'link set peer1 up' |
	ip -n sw -batch -

bond_json() { ip -n host -d -j link show "$1" | jq -r ".[0] | $2"; }
reaches() { in_host ping -c 1 -W 1 "$1"; }
active_is() { equal "$(bond_json bond0 .linkinfo.info_data.active_slave)" "$1"; }

bonds active-backup ', primary: eno2, fail_over_mac: none'
expect 0 lacppair plan --offline
says "miimon 100" "primary eno2"
expect 0 lacppair apply --confirm now
wait_for 5 active_is eno2
wait_for 5 reaches 10.9.0.1
wait_for 5 reaches 10.9.1.1
check "carrier is watched" equal "$(bond_json bond0 .linkinfo.info_data.miimon)" 100
check "the default route is on the bond" equal "$(ip -n host route show default)" \
	"default via 10.9.0.1 dev bond0 proto static "
expect 0 lacppair apply --confirm now
says unchanged
import_agrees
expect 3 lacppair verify
says "there is nothing that LACP could prove"

ip -n sw link set gi2-0-1 down
wait_for 5 active_is eno1
wait_for 5 reaches 10.9.0.1
ip -n sw link set gi2-0-1 up
wait_for 5 active_is eno2

# Another mode: refused, then done; the peer changes first.
ip -n host -j link >before.links
bonds 802.3ad ', lacp_rate: fast'
expect 1 lacppair apply
says "bond0 exists with mode active-backup; mode 802.3ad needs it without members" --recreate
ip -n host -j link >after.links
check "nothing was changed" cmp before.links after.links
mac=$(bond_json bond0 .address)
printf '%s\n' 'link del peer0' 'link set gi1-0-1 down' 'link set gi2-0-1 down' \
	'link add peer0 type bond mode 802.3ad miimon 100 lacp_rate fast' 'link set gi1-0-1 master peer0' \
	'link set gi2-0-1 master peer0' 'addr add 10.9.0.1/24 dev peer0' 'link set peer0 up' |
	ip -n sw -batch -
expect 0 lacppair plan --recreate
says "its traffic stops until LACP is done again" "lacppair apply --recreate" "bond0 carries nothing until"
expect 0 lacppair apply --recreate --confirm now
expect 0 lacppair verify
says "bond1: not in mode 802.3ad" "bond0: up"
check "the bond's address is the same" equal "$(bond_json bond0 .address)" "$mac"
wait_for 5 reaches 10.9.0.1
expect 0 lacppair plan --check

bonds active-backup
expect 0 lacppair apply --recreate --confirm now
ip -n sw link set gi1-0-1 nomaster
ip -n sw link set gi2-0-1 nomaster
printf '%s\n' 'link del peer0' 'link add peer0 type bridge' 'link set gi1-0-1 master peer0' \
	'link set gi2-0-1 master peer0' 'link set gi1-0-1 up' 'link set gi2-0-1 up' \
	'addr add 10.9.0.1/24 dev peer0' 'link set peer0 up' | ip -n sw -batch -
wait_for 5 reaches 10.9.0.1
expect 0 lacppair plan --check
