// SPDX-License-Identifier: Apache-2.0
#include "finding.h"

#define SWITCH_ACTIVE "interface {port}\nchannel-group {group} mode active"
/* As long as one port is in it by another protocol, a channel takes none by LACP. */
#define SWITCH_REGROUP "{each port} no channel-group\n{each port} channel-group {group} mode active"

const struct finding_row finding_table[] = {
	{ "bond-missing", SEVERITY_ERROR, FINDING_OF_BOND, false, finding_bond_missing,
		"there is no such bond",
		"The kernel has no bond of the planned name, so nothing speaks LACP.",
		"lacppair apply", NULL },
	{ "bond-not-aggregating", SEVERITY_ERROR, FINDING_OF_BOND, false, finding_bond_mode,
		"the bond does not aggregate by LACP",
		"The bond exists in another mode than 802.3ad, or has no carrier though its "
		"members are aggregated.",
		"lacppair plan", NULL },
	{ "member-missing", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_member_missing,
		"a planned member is not in the bond",
		"The NIC does not exist, or is not enslaved to the bond.", "lacppair apply", NULL },
	{ "port-channel-shutdown", SEVERITY_ERROR, FINDING_OF_ALL, true, finding_channel_shutdown,
		"the port-channel is shut",
		"Somebody shut the Port-channel interface: all its members stay down.", NULL,
		"interface Port-channel{group}\nno shutdown" },
	{ "switch-port-err-disabled", SEVERITY_ERROR, FINDING_OF_FAILING, true,
		finding_err_disabled, "the switch has disabled the port by itself",
		"err-disabled: a guard of the switch struck (bpduguard, link-flap, loopback, "
		"channel-misconfig ...). Cure the cause that the evidence names first, or it "
		"strikes again; bpduguard: something on the host sends BPDUs, mostly a bridge "
		"with stp on.",
		"bridge link show\nip -d link show type bridge",
		"interface {port}\nshutdown\nno shutdown" },
	{ "no-carrier", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_no_carrier,
		"the link is down",
		"Cable, transceiver, or a port that is shut or err-disabled at the other end.",
		"ip link set {nic} up", "interface {port}\nno shutdown" },
	{ "cables-swapped", SEVERITY_ERROR, FINDING_OF_MEMBER, false, finding_cables_swapped,
		"two members are on each other's planned ports",
		"LLDP or CDP name, on each of two members, the port that is planned for the other. "
		"The aggregation may stand all the same; a shut of one port then takes down the "
		"other NIC.",
		"swap the cables, or the ports in the file", NULL },
	{ "wrong-switch-port", SEVERITY_ERROR, FINDING_OF_MEMBER, true, finding_heard_elsewhere,
		"the cable ends in another port than planned",
		"LLDP or CDP, or the key and port number of the LACPDUs, name another port or "
		"another switch than the plan.",
		"move the cable of {nic} to {port}, or correct the file", NULL },
	{ "loopback-between-members", SEVERITY_ERROR, FINDING_OF_FAILING, false,
		finding_loopback_members, "two members are cabled to each other",
		"Our own system id comes back, from the address of another member.",
		"move the cable of {nic} to {port}", NULL },
	{ "loopback-reflected", SEVERITY_ERROR, FINDING_OF_FAILING, false,
		finding_loopback_reflected, "our own LACPDUs come back",
		"Our own system id comes back from the same member's address: a loop plug, a port "
		"in loopback, or a device that reflects frames.",
		"remove the loop behind {nic}", NULL },
	{ "system-id-duplicate", SEVERITY_ERROR, FINDING_OF_FAILING, false,
		finding_system_duplicate, "the other end uses our system id",
		"A stranger sends our own system id: a cloned machine, or ad_actor_system copied.",
		"set another ad_actor_system for {bond}", NULL },
	{ "several-talkers", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_several_talkers,
		"more than one sender speaks on one wire",
		"LACPDUs of more than one system, or from more than one address, arrive on one "
		"member: a hub, an unmanaged switch or a tunnel lies between.",
		"remove the device between {nic} and {port}", NULL },
	{ "both-passive", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_both_passive,
		"neither side starts LACP",
		"Both ends are passive: nobody sends on its own, so the aggregation never forms, "
		"or comes and goes with the timeout.",
		"ip link set {bond} down\nip link set {bond} type bond lacp_active on\nip link set "
		"{bond} up",
		SWITCH_ACTIVE },
	{ "not-transmitting", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_not_transmitting,
		"we send no LACPDUs",
		"The bond sends nothing on this member: no link monitoring, half duplex, a driver "
		"that reports no speed, or something on the host drops what is sent.",
		"ip link set {bond} type bond miimon 100\nethtool {nic}\ntc filter show dev {nic} "
		"egress",
		NULL },
	{ "switch-port-not-in-channel-group", SEVERITY_ERROR, FINDING_OF_FAILING, true,
		finding_not_in_group, "the switch has the port in no channel-group",
		"We hear no LACPDU, and the switch's own summary does not name the port.", NULL,
		SWITCH_ACTIVE },
	{ "switch-channel-mode-on", SEVERITY_ERROR, FINDING_OF_FAILING, true, finding_mode_on,
		"the switch runs a static channel",
		"The port is in a channel without a protocol (mode on), which never speaks LACP; "
		"frames are duplicated or dropped meanwhile.",
		NULL, SWITCH_REGROUP },
	{ "switch-channel-mode-pagp", SEVERITY_ERROR, FINDING_OF_FAILING, true, finding_mode_pagp,
		"the switch speaks PAgP", "The channel's protocol is PAgP, not LACP.", NULL,
		SWITCH_REGROUP },
	{ "vf-member", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_vf,
		"the member is a virtual function",
		"LACP ends at the physical function or in the NIC's firmware, so a bond of virtual "
		"functions hears no partner. Bond the physical functions and give the bond to the "
		"virtual machines, or use active-backup there.",
		"ls -l /sys/class/net/{nic}/device/physfn", NULL },
	{ "switch-port-suspended", SEVERITY_ERROR, FINDING_OF_FAILING, true,
		finding_suspended_unheard, "the switch has suspended the port",
		"Flag s: the port is configured unlike its Port-channel (mode, native or allowed "
		"VLANs, speed), or the switch waits for our LACPDUs and does not hear them. "
		"`show etherchannel detail` names the probable reason.",
		"lacppair push --switch {switch}",
		"show etherchannel {group} detail\nshow interfaces {port} switchport" },
	{ "loss-towards-host", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_loss_towards_host,
		"the switch's LACPDUs do not reach us",
		"The switch hears us, and we hear nothing: one-way loss from the switch to the "
		"host.",
		"ethtool -S {nic}\nip link set {nic} allmulticast on", "show lacp counters" },
	{ "loss-towards-host", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_kernel_unheard,
		"the switch's LACPDUs do not reach us", NULL,
		"tc filter show dev {nic} ingress\nnft list ruleset\nip -d link show {nic}", NULL },
	{ "lacpdu-illegal", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_only_illegal,
		"LACPDUs arrive cut short",
		"Under 110 octets behind the Ethernet header Linux refuses a LACPDU: a driver, a "
		"NIC "
		"or a device between cuts frames.",
		"ethtool -S {nic}\nethtool -i {nic}", NULL },
	{ "no-lacpdu-received", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_no_lacpdu,
		"no LACPDU is received",
		"Nothing of LACP arrives: the switch port is in no channel-group, or in a static "
		"or "
		"PAgP channel, or its frames are lost on the way.",
		NULL, SWITCH_ACTIVE },
	{ "bond-mac-foreign", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_mac_and_deaf,
		"the bond's address is none of its members'",
		"Something gave the bond an address after it was made (systemd's .link files do, "
		"with MACAddressPolicy=persistent): our system id changed with it, and a partner "
		"may go on answering the old one.",
		"printf '[Match]\\nOriginalName={bond}\\n[Link]\\nMACAddressPolicy=none\\n' "
		">/etc/systemd/network/10-{bond}.link",
		NULL },
	{ "partner-does-not-hear-us", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_deaf,
		"the partner does not hear us",
		"The partner sends, but names nobody, or runs on defaults: what we send is lost on "
		"the way to it.",
		"ethtool -S {nic}\nip -d link show {nic}", "show lacp counters" },
	{ "wrong-switch-port", SEVERITY_ERROR, FINDING_OF_MEMBER, true, finding_wrong_port,
		"the cable ends in another port than planned", NULL,
		"move the cable of {nic} to {port}", NULL },
	{ "partner-system-differs", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_other_system,
		"a member is cabled to another system",
		"The members hear different LACP systems: two switches that are not one system.",
		"move the cable of {nic} to {port}", NULL },
	{ "partner-key-differs", SEVERITY_ERROR, FINDING_OF_FAILING, true, finding_other_key,
		"a member is in another channel-group",
		"One system, but different keys: the switch ports are in different channel-groups, "
		"from the start or since somebody changed one.",
		NULL, SWITCH_REGROUP },
	{ "partner-port-duplicate", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_same_port,
		"two members hear the same partner port",
		"A system never uses a port number twice: two devices share one system id without "
		"being one.",
		NULL, "give each device a system id of its own, or make them one stack" },
	{ "partner-port-duplicate", SEVERITY_ERROR, FINDING_OF_MEMBER, false, finding_names_differ,
		"two devices speak as one system", NULL, NULL,
		"give each device a system id of its own, or make them one stack" },
	{ "partner-echo-mismatch", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_echo,
		"the partner names another port than ours",
		"The partner's block is not what we send: it hears somebody else, holds stale "
		"values, or a device between rewrites them.",
		"ip link set {nic} down\nip link set {nic} up",
		"interface {port}\nshutdown\nno shutdown" },
	{ "partner-individual", SEVERITY_ERROR, FINDING_OF_FAILING, true, finding_individual,
		"the partner's port is not aggregatable",
		"The partner clears the aggregation bit: its port runs alone. Linux bundles it "
		"nevertheless, and frames loop or double.",
		NULL, SWITCH_ACTIVE },
	{ "speed-or-duplex-differs", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_own_keys,
		"the members' speed or duplex differ",
		"Linux puts speed and duplex into the key, and only members of one key aggregate.",
		"ethtool {nic}", NULL },
	{ "partner-too-slow", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_too_slow,
		"the partner sends slower than we ask for",
		"LACPDUs come, but later than the timeout that we ask for, so the member expires "
		"again and again.",
		"ip link set {bond} down\nip link set {bond} type bond lacp_rate slow\nip link set "
		"{bond} up",
		NULL },
	{ "partner-lost", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_lost,
		"the partner went silent",
		"The member was aggregated in this observation, then its partner's LACPDUs ended "
		"and it expired.",
		NULL, "show interfaces {port} status\nshow lacp neighbor" },
	{ "switch-min-links-not-met", SEVERITY_ERROR, FINDING_OF_ALL, true,
		finding_switch_min_links, "fewer members than the switch's min-links",
		"The Port-channel asks for more bundled members than there are (flag M): it stays "
		"down, and no frame passes on any member.",
		NULL, "interface Port-channel{group}\nno port-channel min-links" },
	{ "switch-port-suspended", SEVERITY_ERROR, FINDING_OF_FAILING, true, finding_suspended,
		"the switch has suspended the port", NULL, "lacppair push --switch {switch}",
		"show etherchannel {group} detail\nshow interfaces {port} switchport" },
	{ "partner-standby", SEVERITY_ERROR, FINDING_OF_FAILING, true, finding_standby,
		"the partner holds the member in standby",
		"We are in sync and the partner steadily is not: more links than its lacp "
		"max-bundle, or it waits for something of its own.",
		NULL,
		"show etherchannel {group} summary\ninterface Port-channel{group}\nno lacp "
		"max-bundle" },
	{ "partner-not-collecting", SEVERITY_ERROR, FINDING_OF_FAILING, true,
		finding_not_collecting, "the partner does not collect",
		"In sync without collecting: what we send on this member is dropped.", NULL,
		"show etherchannel {group} detail\ninterface {port}\nshutdown\nno shutdown" },
	{ "partner-not-distributing", SEVERITY_ERROR, FINDING_OF_FAILING, true,
		finding_not_distributing, "the partner does not distribute",
		"It collects without distributing: nothing comes back on this member.", NULL,
		"show etherchannel {group} detail\ninterface {port}\nshutdown\nno shutdown" },
	{ "switch-view-contradicts", SEVERITY_ERROR, FINDING_OF_MEMBER, true,
		finding_view_contradicts, "the switch's view contradicts the wire",
		"LACPDUs say aggregated, and the switch's own tables say otherwise of the planned "
		"port: another port, another group, or not bundled.",
		NULL, "show etherchannel summary\nshow lacp neighbor" },
	{ "member-not-aggregated", SEVERITY_ERROR, FINDING_OF_FAILING, false, finding_any_clause,
		"the member is not aggregated",
		"None of the known causes; the evidence names the clause that failed.",
		"cat /proc/net/bonding/{bond}", "show lacp neighbor" },
	{ "min-links-not-met", SEVERITY_ERROR, FINDING_OF_BOND, false, finding_min_links,
		"fewer members than min_links",
		"The bond keeps its carrier down until min_links members are aggregated.",
		"ip link set {bond} type bond min_links 1", NULL },
	{ "bond-not-aggregating", SEVERITY_ERROR, FINDING_OF_BOND, false, finding_bond_carrier,
		"the bond does not aggregate by LACP", NULL, "ip link set {bond} up", NULL },
	{ "switch-port-not-trunk", SEVERITY_ERROR, FINDING_OF_VLANS, true, finding_not_trunk,
		"the port-channel is not a trunk",
		"The Port-channel is up and no trunk: tagged frames do not pass.", NULL,
		"interface Port-channel{group}\nswitchport mode trunk" },
	{ "native-vlan-differs", SEVERITY_ERROR, FINDING_OF_VLANS, true, finding_native_differs,
		"the native VLAN is not the planned one",
		"Untagged frames arrive in another VLAN than the host expects them in.", NULL,
		"interface Port-channel{group}\nswitchport trunk native vlan {native}" },
	{ "native-vlan-differs", SEVERITY_ERROR, FINDING_OF_MEMBER, true, finding_heard_native,
		"the native VLAN is not the planned one", NULL, NULL,
		"interface Port-channel{group}\nswitchport trunk native vlan {native}" },
	{ "native-vlan-differs", SEVERITY_ERROR, FINDING_OF_VLANS, true, finding_bpdu_native,
		"the native VLAN is not the planned one", NULL, NULL,
		"interface Port-channel{group}\nswitchport trunk native vlan {native}" },
	{ "native-vlan-tagged", SEVERITY_ERROR, FINDING_OF_VLANS, true, finding_native_tagged,
		"the switch tags the native VLAN",
		"`vlan dot1q tag native`: what we send untagged is dropped, and what we expect "
		"untagged comes with a tag. The line is of the whole switch: plan no native VLAN "
		"(`native_vlan: none`) where it has to stay.",
		NULL, "no vlan dot1q tag native" },
	{ "vlan-not-allowed", SEVERITY_ERROR, FINDING_OF_VLANS, true, finding_vlan_not_allowed,
		"the trunk does not allow all planned VLANs",
		"Frames of these VLANs are dropped at the Port-channel, both ways.",
		"lacppair push --switch {switch}",
		"interface Port-channel{group}\nswitchport trunk allowed vlan add {vlans}" },
	{ "vlan-not-active", SEVERITY_ERROR, FINDING_OF_VLANS, true, finding_vlan_inactive,
		"planned VLANs do not exist or are not active on the switch",
		"A trunk carries only VLANs that the switch has, and that are neither suspended "
		"nor shut (`no shutdown` in the VLAN).",
		"lacppair push --switch {switch}", "vlan {vlans}\nexit" },
	{ "stp-not-forwarding", SEVERITY_ERROR, FINDING_OF_VLANS, true, finding_stp_blocks,
		"spanning tree does not forward planned VLANs on the port-channel",
		"Allowed and active, but not in the list of VLANs that forward and are not pruned: "
		"spanning tree still learns (30 s without portfast) or blocks, or VTP prunes.",
		"ip -d link show type bridge",
		"show spanning-tree interface Port-channel{group}\ninterface "
		"Port-channel{group}\nspanning-tree portfast trunk" },
	{ "stp-not-forwarding", SEVERITY_ERROR, FINDING_OF_VLANS, true, finding_bpdu_blocked,
		"spanning tree does not forward planned VLANs on the port-channel", NULL,
		"ip -d link show type bridge",
		"show spanning-tree interface Port-channel{group}\ninterface "
		"Port-channel{group}\nspanning-tree portfast trunk" },
	{ "mtu-differs", SEVERITY_ERROR, FINDING_OF_VLANS, true, finding_port_mtu,
		"frames of the planned size do not pass", NULL, "lacppair apply",
		"interface Port-channel{group}\nmtu {mtu}" },
	{ "mtu-differs", SEVERITY_ERROR, FINDING_OF_VLANS, false, finding_system_mtu,
		"frames of the planned size do not pass", NULL, "lacppair apply",
		"system mtu {mtu}" },
	{ "mtu-differs", SEVERITY_ERROR, FINDING_OF_VLANS, false, finding_mtu,
		"frames of the planned size do not pass",
		"The bond, or the switch by its own table, LLDP or CDP, takes smaller frames than "
		"planned: small ones pass, large ones are dropped without a word. LACPDUs have 124 "
		"octets and show nothing of it. A switch takes a new size for all its ports, some "
		"only after a reload.",
		"lacppair apply", "system mtu jumbo {mtu}" },
	{ "bridge-port-missing", SEVERITY_ERROR, FINDING_OF_VLANS, false,
		finding_bridge_port_missing, "a planned bridge has not its port",
		"The bond stands, and behind it a bridge of the plan, or its port to the bond, is "
		"missing, down, or in another bridge: what is attached to it is cut off.",
		"lacppair apply\nbridge link show", NULL },
	{ "bridge-vlan-differs", SEVERITY_ERROR, FINDING_OF_VLANS, false, finding_bridge_vlan,
		"a bridge's port is of another VLAN than planned",
		"The port bears the planned name, and another VLAN or link below; or the bridge "
		"filters VLANs and lets nothing in that comes untagged.",
		"lacppair plan\nip -d link show type vlan\nbridge vlan show", NULL },
	{ "lacpdu-tagged", SEVERITY_WARNING, FINDING_OF_MEMBER, false, finding_tagged,
		"LACPDUs arrive with a VLAN tag",
		"The other end, or a provider between, tags what must be untagged. Linux takes "
		"such "
		"a LACPDU unless the member itself has a device of that VLAN: then it is lost.",
		"ip -d link show type vlan", "no vlan dot1q tag native" },
	{ "vlan-has-no-uplink", SEVERITY_WARNING, FINDING_OF_BOND, true, finding_no_uplink,
		"planned VLANs end at the switch",
		"The VLAN is active on our trunk, and on no other trunk nor connected access port "
		"of this switch: frames get no further. Right where the switch itself routes the "
		"VLAN, or nobody else is to be in it.",
		NULL,
		"show interfaces trunk\ninterface <uplink>\nswitchport trunk allowed vlan add "
		"{vlans}" },
	{ "probe-no-answer", SEVERITY_WARNING, FINDING_OF_BOND, false, finding_probe_silent,
		"nobody answered the probe",
		"An ARP question in the VLAN (`--probe`) found no answer. That alone proves "
		"nothing: "
		"the one who was asked may be down. Where the switch's trunk does not let the VLAN "
		"through, that is the finding, and this follows from it.",
		"ip neighbour show\nip -d link show type vlan", "show mac address-table dynamic" },
	{ "lacpdu-illegal", SEVERITY_WARNING, FINDING_OF_MEMBER, false, finding_illegal,
		"LACPDUs arrive cut short", NULL, "ethtool -S {nic}\nethtool -i {nic}", NULL },
	{ "bond-mac-foreign", SEVERITY_WARNING, FINDING_OF_BOND, false, finding_mac_foreign,
		"the bond's address is none of its members'", NULL,
		"ip link show {bond}\nnetworkctl status {bond}", NULL },
	{ "detach-before-sync", SEVERITY_WARNING, FINDING_OF_MEMBER, false, finding_left_early,
		"a member left the bond before it was aggregated",
		"A member that is taken out says so with the aggregation bit clear. Some switches "
		"disable a port that says so before it ever was in sync: whoever configures the "
		"bond should wait for the aggregation first.",
		"journalctl -b -u NetworkManager -u systemd-networkd", NULL },
	{ "hash-one-sided", SEVERITY_WARNING, FINDING_OF_BOND, false, finding_one_sided,
		"one member carries next to all that we send",
		"The members are equal, and the transmit hash puts all on one of them: with "
		"layer2 everything to one gateway has one hash.",
		"ip link set {bond} type bond xmit_hash_policy layer3+4",
		"show etherchannel load-balance" },
	{ "partner-waiting", SEVERITY_INFO, FINDING_OF_FAILING, true, finding_waiting,
		"the negotiation goes on",
		"Flag w, or something changed within the last seconds: what is said now may be "
		"over in a moment.",
		NULL, "show etherchannel {group} summary" },
	{ "rates-differ", SEVERITY_INFO, FINDING_OF_BOND, false, finding_rates,
		"the ends ask for different rates",
		"Each side asks the other for its rate (the letter T), and both keep to it: "
		"harmless. It is only the loss of a partner that one end notices later.",
		NULL, NULL },
	{ "mlag-partner", SEVERITY_INFO, FINDING_OF_MEMBER, false, finding_mlag,
		"the partner is a planned pair of switches",
		"Members planned on different switches hear one system and one key, with "
		"different port numbers: the two answer as one (MLAG, vPC), as planned.",
		NULL, NULL },
	{ "lldp-eaten-by-firmware", SEVERITY_INFO, FINDING_OF_MEMBER, false, finding_lldp_eaten,
		"the NIC's own firmware may take LLDP away",
		"Intel's 700 and 800 series have an LLDP agent of their own: frames of the switch "
		"end there, and no neighbour is heard though there is one.",
		"ethtool --set-priv-flags {nic} disable-fw-lldp on\nethtool --set-priv-flags {nic} "
		"fw-lldp-agent off",
		NULL },
	{ "switch-not-saved", SEVERITY_WARNING, FINDING_OF_SAVED, true, finding_not_saved,
		"the switch's running configuration is not saved",
		"running-config and startup-config differ: what differs is lost when the switch "
		"reloads.",
		NULL, "write memory" },
	{ "host-not-persistent", SEVERITY_INFO, FINDING_OF_BOND, false, finding_host_not_persistent,
		"the host is not known to come up so after a reboot",
		"apply changes the running kernel. That the host's own files make the same at its "
		"next start is not looked at in this release, so proofs.persistence is unknown.",
		NULL, NULL },
	{ "partner-confirmed-by-plan-only", SEVERITY_INFO, FINDING_OF_BOND, false,
		finding_plan_only, "the switch's own view was not seen",
		"The switch was not asked or did not answer: that the partner is the planned "
		"switch "
		"rests on the plan alone.",
		NULL, NULL },
};

const size_t finding_count = sizeof(finding_table) / sizeof(finding_table[0]);
