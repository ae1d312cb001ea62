# Both sides as comparable text; sourced by lib.sh.
# shellcheck shell=bash

# Counters, timers and kernel-chosen numbers are not state that anybody configured.
HOST_FILTER='
def quiet: walk(if type == "object" then
	del(.ifindex, .link_index, .linkmode, .txqlen, .qdisc, .group, .stats64, .stats, .num_tx_queues,
	.num_rx_queues, .gso_max_size, .gso_max_segs, .tso_max_size, .tso_max_segs, .gro_max_size,
	.min_mtu, .max_mtu, .hello_timer, .tcn_timer, .topology_change_timer, .gc_timer,
	.topology_change, .topology_change_detected, .hold_timer, .message_age_timer,
	.forward_delay_timer, .ad_info, .ad_aggregator_id, .ad_actor_oper_port_state,
	.ad_actor_oper_port_state_str, .ad_partner_oper_port_state, .ad_partner_oper_port_state_str,
	.link_failure_count, .tentative, .dadfailed,
	.info_slave_data.id, .info_slave_data.no, .info_slave_data.designated_port,
	.promiscuity, .allmulti, .valid_life_time, .preferred_life_time)
	else . end);
map(quiet) | {links: .[0] | sort_by(.ifname), vlans: .[1] | sort_by(.ifname),
	routes4: .[2] | sort_by(.table, .dst, .dev), routes6: .[3] | sort_by(.table, .dst, .dev),
	rules4: .[4], rules6: .[5]}'

# The kernel tells of a carrier up to a second late: whether it has, of all links that are up.
carriers_told() { ! ip -n host link show up | grep -v ' lo:' | grep -q 'state UNKNOWN'; }

# snapshot_host FILE: links, addresses, routes, policy rules and VLAN filters of the host.
snapshot_host() {
	{
		ip -n host -d -j address show
		bridge -n host -j vlan show
		ip -n host -j -4 route show table all
		ip -n host -j -6 route show table all
		ip -n host -d -j -4 rule
		ip -n host -d -j -6 rule
	} | jq -S -s "$HOST_FILTER" >"$1"
}

# ssh_switch: a session of a plain ssh client on sw1, as an engineer would have. In a process of
# its own when in the background: `kill $!` ends it.
ssh_switch() {
	exec env SSH_ASKPASS="$LAB_TOP/tests/lab/askpass" SSH_ASKPASS_REQUIRE=force \
		ip netns exec host ssh -T -o UserKnownHostsFile="$HOME/.ssh/known_hosts" netops@192.0.2.10
}

# switch_shell COMMANDS...: typed into sw1.
switch_shell() {
	printf '%s\n' 'terminal length 0' "$@" exit | (ssh_switch 2>/dev/null)
}

# snapshot_switch FILE: running-config, startup-config and VLANs of sw1.
snapshot_switch() {
	switch_shell 'show running-config' 'show startup-config' 'show vlan brief' |
		sed -e '/^! Last configuration change/d' -e '/^Current configuration/d' >"$1"
	[ -s "$1" ] || fail "the switch did not answer"
}

snapshot() {
	snapshot_host "$1.host"
	snapshot_switch "$1.switch"
}

# same_host A B, same_switch A B: two snapshots are equal, else their difference is shown.
same_host() {
	diff -u "$1.host" "$2.host" || fail "the host is not as it was"
	echo "ok: host as before"
}

same_switch() {
	diff -u "$1.switch" "$2.switch" || fail "the switch is not as it was"
	echo "ok: switch as before"
}

# unchanged BEFORE: takes another snapshot and compares both sides.
unchanged() {
	snapshot after
	same_host "$1" after
	same_switch "$1" after
}
