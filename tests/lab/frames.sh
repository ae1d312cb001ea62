# Watching frames and links; sourced by lib.sh.
# shellcheck shell=bash

# sniff NETNS DEV FILE [FILTER]: records frames from now on, until sniff_end.
sniff() {
	local ns=$1 dev=$2 file=$3

	shift 3
	: >"$file.log"
	ip netns exec "$ns" tcpdump --immediate-mode -U -Z root -p -n -i "$dev" -w "$file" "$@" \
		2>"$file.log" &
	SNIFFERS="${SNIFFERS:-} $!"
	wait_for_text 10 "$file.log" "listening on"
}

sniff_end() {
	# shellcheck disable=SC2086
	kill $SNIFFERS
	# shellcheck disable=SC2086
	wait $SNIFFERS
	SNIFFERS=
}

# frames FILE FILTER: how many a recording has.
frames() { tcpdump -n -r "$1" "$2" 2>/dev/null | wc -l; }

# Both cables of the pair, at the switch's ports.
sniff_wire() {
	sniff sw gi1-0-1 "$1.gi1-0-1"
	sniff sw gi2-0-1 "$1.gi2-0-1"
}

wire_frames() {
	local name=$1

	shift
	echo $(($(frames "$name.gi1-0-1" "$*") + $(frames "$name.gi2-0-1" "$*")))
}

# plug_vm VLAN: what a hypervisor does when a VM starts on that bridge.
plug_vm() { ip -n host link set "vnet$1" master "br$1"; }

# ping_vm NETNS ADDRESS: three frames each way.
ping_vm() { ip netns exec "$1" ping -c 3 -i 0.2 -W 2 -q "$2"; }

# by_hand VLAN: that VLAN of the bond with its bridge and VM, as without the tool; and away again.
by_hand() {
	printf '%s\n' "link add link bond0 name bond0.$1 type vlan id $1" "link add br$1 type bridge" \
		"link set bond0.$1 master br$1" "link set vnet$1 master br$1" "link set bond0.$1 up" \
		"link set br$1 up" | ip -n host -batch -
}
not_by_hand() { printf '%s\n' "link del br$1" "link del bond0.$1" | ip -n host -batch -; }

# tag_vm VLAN TAG: the host's VM on br$VLAN sends frames with a tag of its own.
tag_vm() {
	printf '%s\n' "link add link eth0 name eth0.$2 type vlan id $2" \
		"addr add 10.8.$2.12/24 dev eth0.$2" "link set eth0.$2 up" | ip -n "vm$1h" -batch -
}

# Links, addresses and routes that change, as the kernel tells them: `monitor_start NETNS`, then
# `monitor_stop NETNS` and the file monitor.NETNS. A pair of links that comes and goes marks both
# ends, so that no event is missed on a slow machine.
monitor_mark() {
	ip -n "$1" link add "$2" type veth peer name "${2}p"
	ip -n "$1" link del "$2"
	wait_for_text 20 "monitor.$1.all" "$2@"
	until [[ $(<"monitor.$1.all") == *"Deleted "*"$2@"* ]]; do nap 0.05; done
}

addresses_settled() { [ -z "$(ip -n "$1" -6 address show tentative)" ]; }

# Late events of what went before (the kernel's link watch on a slow machine) are nobody's change.
monitor_quiet() {
	local end=$((SECONDS + 20)) told=-1 all

	while all=$(<"monitor.$1.all") && [ ${#all} != "$told" ] && [ $SECONDS -lt $end ]; do
		told=${#all}
		nap 1
	done
}

monitor_start() {
	wait_for 20 addresses_settled "$1"
	: >"monitor.$1.all"
	ip -n "$1" -o monitor link address route >"monitor.$1.all" &
	eval "MONITOR_$1=$!"
	monitor_quiet "$1"
	monitor_mark "$1" labstart
}

monitor_stop() {
	local pid=MONITOR_$1

	monitor_mark "$1" labend
	kill "${!pid}"
	wait "${!pid}"
	sed '1,/labstart@/d' "monitor.$1.all" | grep -vE 'lab(start|end)' >"monitor.$1"
}

# no_flap: no link of the pair was told to be anything but up in monitor.host and monitor.sw.
no_flap() {
	! grep -hE '^(Deleted )?[0-9]+: (eno[12]|bond0|gi[12]-0-1|po11)(@[^:]*)?: <' monitor.host monitor.sw |
		grep -v 'LOWER_UP.*state UP'
}

# carriers: how often each link of the pair has gained or lost its carrier.
carriers() {
	local file=/sys/class/net/@/carrier_changes

	in_host cat "${file/@/eno1}" "${file/@/eno2}" "${file/@/bond0}"
	in_sw cat "${file/@/gi1-0-1}" "${file/@/gi2-0-1}" "${file/@/po11}"
}

# longest_gap FILE: in ms, of a ping with -D.
longest_gap() {
	awk -F'[][]' '/bytes from/ { if (t && $2 - t > g) g = $2 - t; t = $2 }
		END { printf "%d\n", g * 1000 }' "$1"
}
