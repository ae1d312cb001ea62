/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The intent file (lacppair.yaml(5)) as a value. intent_load() reads it, intent_check() refuses
 * what cannot work; want_host.h and want_switch.h expand it into wanted states.
 *
 * Every name and value that can be wrong keeps its position. All of it lives in one arena.
 */
#ifndef COMMON_INTENT_H
#define COMMON_INTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bondopt.h"
#include "buf.h"
#include "err.h"
#include "ifname.h"
#include "net.h"
#include "pos.h"
#include "report.h"
#include "vlanset.h"

enum { LINK_NAME_MAX = 16 }; /* IFNAMSIZ: 15 bytes and a NUL */

enum tristate { UNSET, NO, YES };

/* A site line: one of IOS that is sent as it stands. */
struct intent_line {
	const char *text;
	struct pos pos;
};

struct intent_lines {
	struct intent_line *v;
	size_t n, cap;
};

struct intent_switch {
	const char *name;
	struct pos pos;
	const char *address; /* without port */
	uint16_t port;       /* 22 unless said */
	struct pos address_pos;
	const char *user;     /* NULL: the caller's own name */
	const char *hostname; /* the device's own name must be this; NULL: not checked */
	struct pos hostname_pos;
	const char *serial; /* one of the device's serial numbers; NULL: not checked */
	struct pos serial_pos;
	const char *model; /* overrides what the device says it is (platform.h); NULL: it says */
	struct pos model_pos;
	const char **password_command; /* argv, NULL-terminated; or NULL. Run without a shell */
	const char *jump_address,
		*jump_user; /* a host on the way; NULL: none, the caller's own name */
	uint16_t jump_port;
	bool ssh_legacy; /* ssh_profile: weak algorithms of old images too */
	struct {         /* port_channels: those that are ours */
		unsigned first, last;
		struct pos pos; /* file NULL: any */
	} port_channels;
	const char *templates; /* a folder, as found from the working directory; NULL: none */
	struct pos templates_pos;
	struct intent_lines global; /* of the whole switch */
};

struct intent_vlan {
	uint16_t id;
	const char *name; /* NULL: unnamed */
	struct pos pos;
};

struct intent_member {
	const char *nic; /* an interface name, or a MAC as text */
	bool nic_is_mac;
	struct pos pos;
	const struct intent_switch *sw; /* NULL where no switch is known */
	char port[IFNAME_MAX];          /* canonical; empty without a switch */
	struct pos port_pos;
};

/* native_vlan: an id, or none (untagged frames go nowhere: `none`, `{park: ID}`); UNSET: not said.
 */
enum native_kind { NATIVE_UNSET, NATIVE_ID, NATIVE_NONE };

struct intent_addr {
	struct ipaddr ip;
	struct pos pos;
};

struct intent_addrs {
	struct intent_addr *v;
	size_t n, cap;
};

/* Values that are said where their place is. */
struct intent_number {
	unsigned value;
	struct pos pos; /* file NULL: not said */
};

struct intent_mac {
	uint8_t mac[6];
	struct pos pos; /* file NULL: not said */
};

/* What any link of the file may carry. */
struct intent_ip {
	struct intent_addrs addresses; /* prefix as written */
	struct intent_addrs gateway;   /* at most one a family */
	struct intent_addrs dns;       /* for persistent files; the running kernel has none */
};

struct intent_bond {
	const char *name;
	struct pos pos;
	struct {
		struct intent_member *v;
		size_t n, cap;
	} members;
	uint16_t port_channel; /* 0: not said (then no member may have a switch) */
	struct pos port_channel_pos;
	struct bondopts opts; /* what was said, and the mode always */
	struct pos opt_pos[BONDOPT_COUNT];
	enum native_kind native_kind;
	uint16_t native_vlan;
	uint16_t
		park_vlan; /* NATIVE_NONE: the switch's native VLAN, which no trunk carries; or 0 */
	struct pos native_pos;
	struct vlanset vlans; /* allowed on the trunk, groups expanded */
	struct pos vlans_pos;
	struct intent_ip ip;      /* on the bond itself: its native VLAN */
	struct intent_number mtu; /* of the members, and of VLANs that say none, too */
	struct intent_mac hwaddr;
	struct {                         /* the key `switch:`: settings of the switch side */
		struct pos pos;          /* file NULL: key absent */
		const char *description; /* {host} {bond} {nic} as placeholders; NULL: not said */
		struct pos description_pos;
		enum tristate portfast;  /* UNSET counts as YES: a host is an edge */
		enum tristate bpduguard; /* UNSET: left as found */
		enum tristate nonegotiate;
		int8_t lacp_rate;   /* -1 unset, 0 normal, 1 fast */
		uint8_t min_links;  /* 0: unset */
		uint8_t max_bundle; /* 0: unset */
		enum tristate standalone_disable;
		struct intent_number mtu; /* of the Port-channel and its members */
		struct intent_lines channel_lines, member_lines;
	} sw;
};

/* A VLAN of a bond under a name of its own; above a VLAN-aware bridge if the bond has one. */
struct intent_vlan_iface {
	const char *name;
	struct pos pos;
	uint16_t vlan;
	struct pos vlan_pos;
	const struct intent_bond *bond; /* the named one, or the host's only one */
	struct intent_number mtu;
	struct intent_ip ip;
};

struct intent_bridge {
	const char *name;
	struct pos pos;
	uint16_t vlan; /* 0: VLAN-aware */
	struct pos vlan_pos;
	enum tristate vlan_aware;
	const struct intent_bond *bond; /* the named one, or the host's only one */
	enum tristate stp;              /* UNSET: off for a bridge that we create */
	struct pos stp_pos;
	struct intent_number forward_delay, ageing_time; /* seconds */
	enum tristate mcast_snooping;
	enum tristate vlan_filtering; /* UNSET: on for a native VLAN's bridge that we create */
	struct intent_number mtu; /* of its VLAN device, too */
	struct intent_mac hwaddr;
	struct intent_ip ip;
	const char *adopts; /* an old bridge, or a member; NULL: not said */
	struct pos adopts_pos;
};

struct intent_host {
	const char *name;
	struct pos pos;
	struct {
		struct intent_bond **v;
		size_t n, cap;
	} bonds;
	struct {
		struct intent_bridge **v;
		size_t n, cap;
	} bridges;
	struct {
		struct intent_vlan_iface **v;
		size_t n, cap;
	} vlan_ifaces;
};

/* A text that was read: the file itself, then those that its `include` names. */
struct intent_source {
	const char *path, *text; /* NUL-terminated */
	size_t len;
};

struct intent_sources {
	struct intent_source *v;
	size_t n, cap;
};

struct intent {
	const char *path;
	struct intent_sources sources; /* for carets, and to be kept with a saved plan */
	struct {
		struct intent_switch **v;
		size_t n, cap;
	} switches;
	struct {
		struct intent_vlan *v;
		size_t n, cap;
	} vlans;
	struct {
		struct intent_host **v;
		size_t n, cap;
	} hosts;
};

/*
 * Reads the file and what it includes. Mistakes go to r (every semantic one, or the first of each
 * file's YAML syntax), each with its position. Returns the intent, also a partial one when
 * r->errors, so that checks can add theirs; NULL with e set when the file cannot be read (e:
 * ERR_INTENT, object the path). At most 1 MiB a file; anchors and aliases, tags and several
 * documents are refused.
 */
struct intent *intent_load(struct arena *a, const char *path, struct report *r, struct err *e);

/* Its first half: the texts, of the file first. 0, or -1 with e. */
int intent_read_files(struct arena *a, const char *path, struct intent_sources *out,
	struct report *r, struct err *e);

/* The same for texts in memory: the file, then what it includes. Never NULL. */
struct intent *intent_parse_sources(
	struct arena *a, const struct intent_sources *sources, struct report *r);

/* The same for one text that includes nothing; path is only for messages. */
struct intent *intent_parse(
	struct arena *a, const char *path, const char *text, size_t len, struct report *r);

/* The line of a source that a position names, without its end; NULL: none of them has it. */
const char *intent_source_line(const struct intent_sources *in, struct pos pos, size_t *len);

/* The intent in one form, as an intent file: profiles, groups and includes taken in. */
void intent_write(const struct intent *in, struct buf *out);

/* Everything that can be refused without looking at a host or a switch (docs: lacppair.yaml(5)). */
void intent_check(const struct intent *in, struct report *r);

const struct intent_host *intent_find_host(const struct intent *in, const char *name);
const struct intent_switch *intent_find_switch(const struct intent *in, const char *name);

/* The VLAN interface that the file names for this VLAN of the bond, or NULL. */
const struct intent_vlan_iface *intent_find_vlan_iface(
	const struct intent_host *h, const struct intent_bond *bond, unsigned vid);

/* The VLAN-aware bridge that has this bond as its port, or NULL. */
const struct intent_bridge *intent_find_vlan_aware(
	const struct intent_host *h, const struct intent_bond *bond);

const char *intent_vlan_name(const struct intent *in, unsigned vid); /* or NULL */

/* Names of hosts or switches joined with ", " for messages. */
const char *intent_host_names(struct arena *a, const struct intent *in);
const char *intent_switch_names(struct arena *a, const struct intent *in);

#endif
