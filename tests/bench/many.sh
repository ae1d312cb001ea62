# Figures of apply with many VLANs, in the lab, against `ip -batch` with the same messages and a bare
# dump of the same links. Run by tests/bench/run. Processor time counts: nothing here waits.
. "$LAB_LIB"

# namespace NAME: with two NICs that have carrier.
namespace() {
	ip netns add "$1"
	ip netns add "$1-sw"
	printf 'link add eno%d netns %s address 02:00:00:01:00:0%d type veth peer name p%d netns %s-sw\n' \
		1 "$1" 1 1 "$1" 2 "$1" 2 2 "$1" | ip -batch -
	printf 'link set p1 up\nlink set p2 up\n' | ip -n "$1-sw" -batch -
}

# Links die behind the back of who deletes them: the next figure waits for that.
gone() {
	ip -n "$1" -br link | awk '$1 ~ /^br/ { print "link del " $1 }' | ip -n "$1" -batch -
	ip -n "$1" link del bond0
	wait_for 60 test "$(ip -n "$1" -br link | wc -l)" -le 3
	ip netns del "$1"
	ip netns del "$1-sw"
}

# vlans FIRST LAST: one a line, without those that IOS reserves.
vlans() { seq "$1" "$2" | grep -vx '100[2-5]'; }

# intent FIRST LAST SECTION: a bridge, or an interface, for each of these VLANs.
intent() {
	cat <<-END
		lacppair: 1
		switches: { sw1: { address: 192.0.2.10, user: netops, platform: ios } }
		hosts:
		  kvm1:
		    bonds:
		      bond0:
		        members: { eno1: sw1 GigabitEthernet1/0/1, eno2: sw1 GigabitEthernet2/0/1 }
		        port_channel: 11
		        miimon: 100
		        lacp_rate: fast
		        native_vlan: none
		        vlans: $(vlans "$1" "$2" | paste -sd,)
		    $3:
	END
	if [ "$3" = bridges ]; then
		vlans "$1" "$2" | sed 's/.*/      br&: { vlan: & }/'
	else
		vlans "$1" "$2" | sed 's/.*/      vl&: { vlan: &, bond: bond0 }/'
	fi
}

# The requests of apply to the same intent, for ip -batch.
messages() {
	echo 'link add bond0 address 02:00:00:01:00:01 type bond mode 802.3ad miimon 100 lacp_rate fast'
	printf '%s\n' 'link set bond0 addrgenmode none' 'link set eno1 master bond0' 'link set eno2 master bond0'
	seq -f 'link add br%g address 02:00:00:01:00:01 type bridge stp_state 0' "$1" "$2"
	seq -f 'link set br%g addrgenmode none' "$1" "$2"
	seq "$1" "$2" | sed 's/.*/link add link bond0 name bond0.& type vlan id &/'
	seq -f 'link set bond0.%g addrgenmode none' "$1" "$2"
	echo 'link set bond0 up'
	seq -f 'link set bond0.%g up' "$1" "$2"
	seq "$1" "$2" | sed 's/.*/link set bond0.& master br&/'
	seq -f 'link set br%g up' "$1" "$2"
}

# measured NS RUNS COMMAND...: $wall, $cpu, $rss of it, medians.
measured() {
	local ns=$1 runs=$2

	shift 2
	read -r wall cpu rss status < <(ip netns exec "$ns" ./measure "$runs" "$@")
	[ "$status" = 0 ] || fail "$* ended with $status"
}

apply() { measured "$1" 1 "$LACPPAIR" apply --confirm now; }

# present NS KIND NUMBER: as many links of this kind, all set up.
present() {
	local n

	n=$(ip -n "$1" -br link show up type "$2" | wc -l)
	[ "$n" = "$3" ] || fail "$1: $n of $3 links of kind $2 are there and up"
}

# counted NS: apply once more from nothing; how many requests it sends in one system call.
counted() {
	COUNT_REQUESTS=$PWD/count LD_PRELOAD=$PWD/count.so ip netns exec "$1" "$LACPPAIR" apply \
		--confirm now >/dev/null 2>&1 || fail "apply with its requests counted"
	read -r requests calls <count
	echo "$requests requests to change a link in $calls system calls:" \
		"$((requests / calls)) a call (at least 50)"
}

less_base() { awk -v s="$1" -v b="$base" 'BEGIN { printf "%.3f", s - b }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

cc -O2 -D_GNU_SOURCE -o measure "$LAB_TOP/tests/bench/measure.c"
cc -O2 -D_GNU_SOURCE -shared -fPIC -o count.so "$LAB_TOP/tests/bench/count_requests.c" -ldl
namespace warm
read -r _ base _ _ < <(ip netns exec warm ./measure 11 "$LACPPAIR" --version)

echo "warm up: both programs and modules are in memory"
intent 2 11 bridges >lacppair.yaml
apply warm
gone warm

namespace pairs
intent 2 51 bridges >lacppair.yaml
apply pairs
present pairs bridge 50
echo "50 VLAN and bridge pairs, all bridges up: $wall s wall (at most 1.5), $rss KiB"
gone pairs

namespace batch
messages 2 1001 >batch
measured batch 1 ip -batch batch
present batch bridge 1000
theirs=$cpu
echo "1,000 VLANs and bridges by ip -batch: $cpu s processor, $wall s wall"
gone batch

namespace many
intent 2 1001 bridges >lacppair.yaml
apply many
present many bridge 1000
present many vlan 1000
ours=$(less_base "$cpu")
echo "the same by apply: $ours s processor from main(), $wall s wall, $rss KiB (at most 32768);" \
	"ratio $(ratio "$ours" "$theirs") (at most 1)"
gone many

namespace counted
counted counted
gone counted

namespace full
intent 1 4094 vlan_interfaces >lacppair.yaml
apply full
present full vlan 4090
echo "4,090 VLAN interfaces from nothing: $cpu s processor, $wall s wall, $rss KiB (at most 32768)"
measured full 5 "$LACPPAIR" apply
nothing=$(less_base "$cpu")
memory=$rss
measured full 5 ip -d link
echo "once more, nothing to do: $nothing s processor from main(), $memory KiB; ip -d link $cpu s;" \
	"ratio $(ratio "$nothing" "$cpu") (at most 2)"
