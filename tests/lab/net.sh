# The lab's network; sourced by lib.sh.
#
#   vm40h vm41h vm45h          host (kvm1)                sw (sw1)              vm40s vm41s vm45s
#   eth0 --- vnet40 41 45 --- [br..] eno1 eno2 ---- gi1-0-1 gi2-0-1 ... gi1-0-23 24 22 --- eth0
#                                    mgmt0 192.0.2.2 ---- mgmt0 192.0.2.10
# shellcheck shell=bash

# cable NS DEV NS DEV: a line for `ip -batch`. Every MAC is fixed, so that output compares.
cable() {
	CABLES=$((${CABLES:-0} + 1))
	printf 'link add %s netns %s address 02:00:00:00:%02x:01 type veth peer name %s netns %s address 02:00:00:00:%02x:02\n' \
		"$2" "$1" "$CABLES" "$4" "$3" "$CABLES"
}

# vm NS ADDRESS NS2 DEV: a namespace with one NIC, cabled to DEV.
vm_lines() {
	ip netns add "$1"
	cable "$1" eth0 "$3" "$4" >>cables
	printf 'link set lo up\naddr add %s dev eth0\nlink set eth0 up\n' "$2" >"$1.ip"
}

lab_cables() {
	local ns vlan net

	: >cables
	for ns in host sw; do
		ip netns add $ns
		# Link-local addresses are there at once, so that two snapshots do not differ in them.
		ip netns exec $ns sysctl -qw net.ipv6.conf.default.accept_dad=0
	done
	cable host eno1 sw gi1-0-1 >>cables
	cable host eno2 sw gi2-0-1 >>cables
	cable host mgmt0 sw mgmt0 >>cables
	for vlan in 40 41 45; do
		net=10.8.$((vlan == 40 ? 0 : vlan))
		vm_lines vm${vlan}h $net.11/24 host vnet$vlan
		vm_lines vm${vlan}s $net.10/24 sw "$(vm_port $vlan)"
	done
	ip -batch cables
	printf '%s\n' 'link set lo up' 'addr add 192.0.2.2/24 dev mgmt0' 'link set mgmt0 up' \
		'link set vnet40 up' 'link set vnet41 up' 'link set vnet45 up' | ip -n host -batch -
	# The carrier of a switch's port is there before anybody configures it.
	printf '%s\n' 'link set lo up' 'addr add 192.0.2.10/24 dev mgmt0' 'link set mgmt0 up' |
		ip -n sw -batch -
	for ns in vm40h vm40s vm41h vm41s vm45h vm45s; do
		ip -n $ns -batch $ns.ip
	done
}

# The access port of a VM on the switch, as the kernel names it.
vm_port() {
	case $1 in
	40) echo gi1-0-23 ;;
	41) echo gi1-0-24 ;;
	45) echo gi1-0-22 ;;
	esac
}

write_intent() {
	cat >lacppair.yaml <<-END
		lacppair: 1
		switches:
		  sw1: { address: 192.0.2.10, user: netops, platform: ios }
		vlans: { 40: mgmt, 41: web }
		hosts:
		  kvm1:
		    bonds:
		      bond0:
		        members: { eno1: sw1 GigabitEthernet1/0/1, eno2: sw1 GigabitEthernet2/0/1 }
		        port_channel: 11
		        miimon: 100
		        lacp_rate: fast
		        xmit_hash_policy: layer3+4
		        native_vlan: 40
		        vlans: 40-44
		    bridges:
		      br40: { vlan: 40, addresses: [10.8.0.2/24, "2001:db8::2/64"], gateway: [10.8.0.1] }
		      br41: { vlan: 41 }
		      br42: { vlan: 42 }
		      br43: { vlan: 43 }
		      br44: { vlan: 44 }
	END
}

# write_switch_config NAME: the startup-config of a switch whose VMs' VLANs exist already, and the
# lines of $SWITCH_EXTRA.
write_switch_config() {
	cat <<-END
		hostname $1
		!
		username netops privilege 15 secret 0 lab-password
		!
		vtp mode transparent
		!
		vlan 40
		 name mgmt
		!
		vlan 41
		!
		vlan 45
		!
		interface GigabitEthernet1/0/1
		!
		interface GigabitEthernet1/0/22
		 switchport access vlan 45
		 switchport mode access
		!
		interface GigabitEthernet1/0/23
		 switchport access vlan 40
		 switchport mode access
		!
		interface GigabitEthernet1/0/24
		 switchport access vlan 41
		 switchport mode access
		!
		interface GigabitEthernet2/0/1
		!
		line vty 0 4
		 login local
		 transport input ssh
		!
		${SWITCH_EXTRA:-!}
		end
	END
}

# start_switch NAME NETNS ADDRESS: a virtual switch that answers on ADDRESS:22; its host key is
# known to the host's user. Its process is $SWITCH_PID.
start_switch() {
	local name=$1 ns=$2 address=$3

	[ -f "$name.key" ] || ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$name.key"
	read -r type key _ <"$name.key.pub"
	echo "$address $type $key" >>"$HOME/.ssh/known_hosts"
	: >"$name.log"
	: >"$name.out"
	ip netns exec "$ns" "$LACPPAIR" virtual-switch --listen "$address:22" --config "$name.cfg" \
		--netns "$ns" --host-key "$name.key" --log "$name.log" >"$name.out" 2>&1 &
	SWITCH_PID=$!
	wait_for_text 20 "$name.out" listening
}

# lab_up: cables, intent, and the switch sw1 with nothing configured for this pairing.
lab_up() {
	lab_cables
	write_intent
	write_switch_config sw1 >sw1.cfg
	start_switch sw1 sw 192.0.2.10
}
