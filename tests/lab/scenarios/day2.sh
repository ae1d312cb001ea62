# A VLAN added to the file is one line on the Port-channel and its devices on the host; no link
# flaps. Before it, a tagged frame of a bridge that somebody makes by hand reaches the switch's port and no
# further.
. "$LAB_LIB"
lab_up
pair_up

by_hand 45
sniff_wire before
sniff vm45s eth0 before.vm45s
expect 1 ping_vm vm45h 10.8.45.10
sniff_end
check "the tagged frame is on the wire" test "$(wire_frames before vlan 45)" -gt 0
check "it is not behind the switch" equal "$(frames before.vm45s arp)" 0
not_by_hand 45

add_vlan_45
carriers >carriers.before
monitor_start host
monitor_start sw
expect 1 lacppair plan --check --json
check "one line for the switch" equal "$(json '[.switches[].units[].lines[]] | map(ltrimstr(" ")) | join("; ")')" \
	"interface Port-channel11; switchport trunk allowed vlan add 45"
expect 0 lacppair push --switch sw1
expect 0 lacppair apply
expect 0 lacppair verify
expect 0 lacppair confirm
plug_vm 45
expect 0 ping_vm vm45h 10.8.45.10
monitor_stop host
monitor_stop sw
carriers >carriers.after
check "no link of the pair flapped" no_flap
check "no carrier changed" cmp carriers.before carriers.after
