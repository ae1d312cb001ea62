# slow
# Lines of the site, of the whole switch and of a template of its own: sent, read back, in force,
# and taken back to the lines that stood there before.
. "$LAB_LIB"
SWITCH_EXTRA='port-channel load-balance src-mac
interface GigabitEthernet1/0/1
 load-interval 300' lab_up
snapshot_switch before.switch

echo "-- of the whole switch: only when allowed"
mkdir templates
sed -i -e 's|platform: ios|&, templates: templates, global: [port-channel load-balance src-dst-mac, lacp system-priority 100]|' \
	-e 's|vlans: 40-44|&\n        switch: { lines: { port_channel: load-interval 60, member: [load-interval 30, no cdp enable] } }|' lacppair.yaml
expect 0 lacppair plan --expanded
says "port-channel load-balance src-dst-mac" "undo: port-channel load-balance src-mac" \
	"undo: load-interval 300" "--allow-global"
expect 2 lacppair push --switch sw1
says "--allow-global" "nothing was sent"
snapshot_switch now.switch
same_switch before now
expect 0 lacppair plan --allow-global --save plan.json
expect 2 lacppair push --switch sw1 --allow-global --plan plan.json
expect 0 lacppair push --switch sw1 --plan plan.json
switch_shell 'show running-config' >shown
check "the switch's own line" grep -q '^port-channel load-balance src-dst-mac' shown
check "the Port-channel's" grep -q '^ load-interval 60' shown
check "the members'" equal "$(grep -c '^ no cdp enable' shown)" 2
check "in place of the earlier one" equal "$(grep -c '^ load-interval 30[^0]' shown)" 2
expect 0 lacppair push --switch sw1
says "unchanged"
expect 0 lacppair apply
expect 0 lacppair verify --json
check "the host hears the priority" \
	equal "$(json '.bonds[0].members[0].rx.actor.system_priority')" 100
expect 0 lacppair confirm

echo "-- a template of the site"
{
	cat <<-'END'
		interface {interface}
		 @fresh shutdown
		 @if native switchport trunk native vlan {native}
		 @if vlans switchport trunk allowed vlan {vlans}
		 spanning-tree portfast trunk
		 switchport mode trunk
		 storm-control broadcast level 5.00
		 @if group channel-group {group} mode {mode}
		 @fresh no shutdown
	END
} >templates/member.ios
carriers >carriers.before
expect 0 lacppair push --switch sw1
switch_shell 'show running-config' >shown
check "on each member" equal "$(grep -c '^ storm-control broadcast level 5.00' shown)" 2
expect 0 lacppair push --switch sw1
says "unchanged"
carriers >carriers.after
check "no carrier changed" cmp carriers.before carriers.after
expect 0 lacppair rollback --switch sw1
switch_shell 'show running-config' >shown
check "none of them" equal "$(grep -c storm-control shown)" 0
check "the others stayed" equal "$(grep -c '^ no cdp enable' shown)" 2

echo "-- and gone with the pairing, but for those of the whole switch"
expect 0 lacppair push --switch sw1
expect 0 lacppair remove --switch sw1
switch_shell 'show running-config' >shown
check "no line of the site" equal "$(grep -cE 'storm-control|cdp enable|load-interval' shown)" 0
check "those of the switch" grep -q '^port-channel load-balance src-dst-mac' shown
