// SPDX-License-Identifier: Apache-2.0
#include <ctype.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "import.h"

struct imported_bond {
	const struct link *link;
	struct import_member *members;
	size_t n;
	struct import_trunk trunk;
	const struct link *native_bridge; /* that has the bond itself as its port; or NULL */
	unsigned native;                  /* its VLAN; 0: nothing is untagged */
	bool native_guessed;
	struct vlanset vlans;
};

struct importing {
	struct arena *a;
	const struct import *in;
	const struct host_state *s;
	struct buf *out;
	struct {
		struct imported_bond *v;
		size_t n, cap;
	} bonds;
	struct buf left; /* what the file cannot say, a line each */
};

const char *import_word(struct arena *a, const char *text)
{
	static const char *const special[] = { "null", "true", "false", "yes", "no", "on", "off",
		"y", "n" };
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				    "0123456789_.-/+";
	bool quote = !isalpha((unsigned char)*text) || strspn(text, plain) != strlen(text);
	char *out, *p;

	for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		quote |= !strcasecmp(text, special[i]);
	if (!quote)
		return arena_strdup(a, text);
	out = p = arena_alloc(a, strlen(text) * 2 + 3);
	*p++ = '"';
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			*p++ = '\\';
		*p++ = *text < ' ' || *text > '~' ? '?' : *text;
	}
	*p = '"';
	return out;
}

/* Comments hold names from outside: one line of ASCII, or the file could not be read again. */
static void add_clean(struct buf *b, const char *text)
{
	for (; *text; text++)
		buf_printf(b, "%c", *text < ' ' || *text > '~' ? '?' : *text);
}

static void leave(struct importing *im, const char *object, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
static void leave(struct importing *im, const char *object, const char *fmt, ...)
{
	const char *text;
	va_list ap;

	va_start(ap, fmt);
	text = arena_vprintf(im->a, fmt, ap);
	va_end(ap);
	buf_puts(&im->left, "# ");
	add_clean(&im->left, object);
	buf_puts(&im->left, ": ");
	add_clean(&im->left, text);
	buf_puts(&im->left, "\n");
}

static bool is_sayable(const char *name)
{
	for (const char *p = name; *p; p++)
		if (*p <= ' ' || *p > '~' || strchr("/:%", *p))
			return false;
	return *name;
}

static struct imported_bond *find_bond(struct importing *im, const char *name)
{
	for (size_t i = 0; i < im->bonds.n; i++)
		if (!strcmp(im->bonds.v[i].link->name, name))
			return &im->bonds.v[i];
	return NULL;
}

static void collect_members(struct importing *im, struct imported_bond *b)
{
	b->members = arena_array(im->a, im->s->links.n, sizeof(*b->members));
	for (size_t i = 0; i < im->s->links.n; i++) {
		const struct link *l = &im->s->links.v[i];

		if (strcmp(l->master, b->link->name) != 0)
			continue;
		if (l->kind != LINK_PLAIN || !is_sayable(l->name)) {
			leave(im, b->link->name, "its member %s is not one that this file can say",
				l->name);
			continue;
		}
		b->members[b->n].nic = l;
		import_find_port(im->a, im->in, &b->members[b->n]);
		b->n++;
	}
}

static void collect_bonds(struct importing *im)
{
	for (size_t i = 0; i < im->s->links.n; i++) {
		const struct link *l = &im->s->links.v[i];
		struct imported_bond b = { .link = l };
		char mode[32];

		if (l->kind != LINK_BOND)
			continue;
		collect_members(im, &b);
		if (!bondopt_is_mode(l->bond.value[BONDOPT_MODE]))
			leave(im, l->name, "a bond of mode %s, which this file cannot say",
				bondopt_format(&l->bond, BONDOPT_MODE, mode));
		else if (!b.n || !is_sayable(l->name))
			leave(im, l->name, "a bond %s is left out",
				b.n ? "with such a name" : "without members");
		else
			*ARENA_PUSH(im->a, &im->bonds) = b;
	}
}

/* The bridge's one port that is a bond of ours or a VLAN device on one; NULL with the reason. */
static const struct link *find_uplink(struct importing *im, const struct link *br)
{
	const struct link *uplink = NULL;

	for (size_t i = 0; i < im->s->links.n; i++) {
		const struct link *l = &im->s->links.v[i];

		if (strcmp(l->master, br->name) != 0 ||
			(!find_bond(im, l->name) &&
				!(l->kind == LINK_VLAN && find_bond(im, l->lower))))
			continue;
		if (uplink) {
			leave(im, br->name, "both %s and %s are ports of this bridge", uplink->name,
				l->name);
			return NULL;
		}
		uplink = l;
	}
	return uplink;
}

static bool vlan_name_fits(const struct importing *im, const struct link *v)
{
	return !strcmp(v->name, arena_printf(im->a, "%s.%u", v->lower, v->vlan_id));
}

/* The uplink of a bridge that this file can say, or NULL; `why` says what it cannot. */
static const struct link *sayable_uplink(struct importing *im, const struct link *br, bool why)
{
	size_t before = im->left.len;
	const struct link *up = find_uplink(im, br);

	if (up && br->vlan_filtering)
		leave(im, br->name, "a VLAN-aware bridge is left out"), up = NULL;
	else if (up && up->kind == LINK_VLAN && !vlan_name_fits(im, up))
		leave(im, br->name,
			"its port is VLAN %u of %s under the name %s, where this file would make "
			"%s.%u: left out",
			up->vlan_id, up->lower, up->name, up->lower, up->vlan_id),
			up = NULL;
	else if (up && !is_sayable(br->name))
		leave(im, br->name, "a bridge with such a name is left out"), up = NULL;
	if (!why && im->left.len > before) {
		im->left.len = before;
		im->left.data[before] = '\0';
	}
	return up;
}

static bool is_reserved(unsigned vid)
{
	return vid >= VLAN_RESERVED_FIRST && vid <= VLAN_RESERVED_LAST;
}

/* The host never sees the number of its untagged VLAN: the switch's, else a guess that says so. */
static void choose_native(struct imported_bond *b)
{
	const char *name = b->native_bridge->name, *digits = name + strlen(name);
	unsigned vid;

	if (b->trunk.sw) {
		b->native = b->trunk.native;
		return;
	}
	while (digits > name && isdigit((unsigned char)digits[-1]))
		digits--;
	vid = (unsigned)strtoul(digits, NULL, 10);
	b->native_guessed = true;
	b->native = vid >= VLAN_MIN && vid <= VLAN_MAX && !is_reserved(vid) ? vid : 1;
	while (vlanset_has(&b->vlans, b->native))
		b->native++;
}

static void collect_vlans(struct importing *im)
{
	for (size_t i = 0; i < im->s->links.n; i++) {
		const struct link *l = &im->s->links.v[i], *up;
		struct imported_bond *b;

		if (l->kind != LINK_BRIDGE)
			continue;
		up = sayable_uplink(im, l, true);
		b = up ? find_bond(im, up->kind == LINK_VLAN ? up->lower : up->name) : NULL;
		if (b && up->kind == LINK_VLAN)
			vlanset_add(&b->vlans, up->vlan_id);
		else if (b)
			b->native_bridge = l;
	}
	for (size_t i = 0; i < im->bonds.n; i++) {
		struct imported_bond *b = &im->bonds.v[i];

		import_find_trunk(im->a, b->members, b->n, &b->trunk);
		if (b->native_bridge)
			choose_native(b);
		if (b->native)
			vlanset_add(&b->vlans, b->native);
	}
}

static void write_option(struct importing *im, const struct imported_bond *b, enum bondopt o)
{
	const struct bondopts *opts = &b->link->bond;
	struct bondopts back = { 0 };
	char text[32];

	bondopt_format(opts, o, text);
	if (bondopt_parse(o, text, &back) || !bondopt_same(&back, opts, o) ||
		(o == BONDOPT_MIN_LINKS && opts->value[o] > b->n))
		leave(im, b->link->name, "%s is %s, which this file cannot say",
			bondopt_table[o].name, text);
	else
		buf_printf(im->out, "        %s: %s\n", bondopt_table[o].name,
			o == BONDOPT_AD_ACTOR_SYSTEM || o == BONDOPT_PRIMARY
				? import_word(im->a, text)
				: text);
}

/* miimon is always said: its default depends on the mode. */
static bool is_default(const struct bondopts *opts, enum bondopt o)
{
	static const uint8_t zero[6];

	switch (bondopt_table[o].type) {
	case BONDOPT_MAC:
		return !memcmp(opts->actor_system, zero, 6);
	case BONDOPT_LINK:
		return !opts->primary[0];
	case BONDOPT_U8:
	case BONDOPT_U16:
	case BONDOPT_U32:
		break;
	}
	return o != BONDOPT_MIIMON && opts->value[o] == bondopt_table[o].init;
}

static void write_options(struct importing *im, const struct imported_bond *b)
{
	const struct bondopts *opts = &b->link->bond;

	for (int o = 0; o < BONDOPT_COUNT; o++)
		if ((opts->has & 1u << o) && !is_default(opts, (enum bondopt)o) &&
			bondopt_fits((enum bondopt)o, opts->value[BONDOPT_MODE]))
			write_option(im, b, (enum bondopt)o);
}

static void write_members(struct importing *im, const struct imported_bond *b)
{
	char mac[MAC_TEXT_MAX];

	buf_puts(im->out, "        members:\n");
	for (size_t i = 0; i < b->n; i++) {
		const struct import_member *m = &b->members[i];
		const struct link *l = m->nic;

		buf_printf(im->out, "          %s:", import_word(im->a, l->name));
		if (b->trunk.sw)
			buf_printf(im->out, " %s %s", m->sw->name, m->name);
		mac_format(mac_is_zero(l->perm_mac) ? l->mac : l->perm_mac, mac);
		buf_printf(im->out, "  # %s%s%s\n", mac, m->why ? "; " : "", m->why ? m->why : "");
	}
	if (b->trunk.problem && b->members[0].sw)
		leave(im, b->link->name, "the switch's side is left out: %s", b->trunk.problem);
}

static void write_vlan_list(struct importing *im, const struct imported_bond *b)
{
	struct vlanset all = b->vlans, more = b->vlans;
	char *list = arena_alloc(im->a, 24576);

	if (b->trunk.sw) {
		vlanset_union(&all, &b->trunk.vlans);
		vlanset_minus(&more, &b->trunk.vlans);
	}
	vlanset_format(&all, list, 24576);
	if (*list)
		buf_printf(im->out, "        vlans: %s%s%s\n", strchr(list, ',') ? "\"" : "", list,
			strchr(list, ',') ? "\"" : "");
	vlanset_format(&more, list, 24576);
	if (b->trunk.sw && *list)
		leave(im, b->link->name,
			"VLANs %s have bridges, but the trunk of %s does not carry them: plan will "
			"add them",
			list, b->trunk.sw->name);
}

static void write_native(struct importing *im, const struct imported_bond *b)
{
	unsigned native = b->native;

	if (!native && b->trunk.sw && b->trunk.said_native)
		native = b->trunk.native;
	if (native)
		buf_printf(im->out, "        native_vlan: %u%s\n", native,
			b->native_guessed ? "  # a guess: the host does not see its number; the "
					    "switch's `native vlan` is right"
					  : "");
}

static void write_addresses(struct importing *im, const struct link *l)
{
	char ip[IPADDR_TEXT_MAX];
	const char *list = "";

	for (size_t i = 0; i < im->s->addrs.n; i++) {
		const struct host_addr *addr = &im->s->addrs.v[i];

		if (strcmp(addr->link, l->name) != 0 || addr->link_local)
			continue;
		ipaddr_format(&addr->ip, true, ip);
		if (addr->dynamic)
			leave(im, l->name, "its address %s is given by DHCP or a router", ip);
		else
			list = arena_printf(im->a, "%s%s\"%s\"", list, *list ? ", " : "", ip);
	}
	if (*list)
		buf_printf(im->out, "        addresses: [%s]\n", list);
}

static bool is_default_route(const struct host_route *r)
{
	return !r->dst.prefix && r->gateway.family && r->table == RT_TABLE_MAIN &&
		r->protocol != RTPROT_RA;
}

/* Whether another default route of the family comes first. */
static bool is_first_gateway(const struct importing *im, const struct host_route *r)
{
	for (const struct host_route *o = im->s->routes.v; o < r; o++)
		if (is_default_route(o) && o->dst.family == r->dst.family)
			return false;
	return true;
}

static void write_routes(struct importing *im, const struct link *l)
{
	char dst[IPADDR_TEXT_MAX], via[IPADDR_TEXT_MAX];
	const char *list = "";

	for (size_t i = 0; i < im->s->routes.n; i++) {
		const struct host_route *r = &im->s->routes.v[i];

		if (strcmp(r->link, l->name) != 0 || r->protocol == RTPROT_KERNEL)
			continue;
		ipaddr_format(&r->dst, true, dst);
		if (r->gateway.family)
			ipaddr_format(&r->gateway, false, via);
		if (is_default_route(r) && is_first_gateway(im, r))
			list = arena_printf(im->a, "%s%s\"%s\"", list, *list ? ", " : "", via);
		else
			leave(im, l->name, "the route %s is left out",
				r->dst.prefix ? dst : "default");
	}
	if (*list)
		buf_printf(im->out, "        gateway: [%s]\n", list);
}

static void write_bond(struct importing *im, const struct imported_bond *b)
{
	buf_printf(im->out, "      %s:\n", import_word(im->a, b->link->name));
	write_members(im, b);
	if (b->trunk.sw)
		buf_printf(im->out, "        port_channel: %u\n", b->trunk.port_channel);
	write_options(im, b);
	if ((b->link->has & LINK_HAS_MTU) && b->link->mtu != 1500)
		buf_printf(im->out, "        mtu: %u\n", b->link->mtu);
	write_native(im, b);
	write_vlan_list(im, b);
	if (!b->native_bridge) {
		write_addresses(im, b->link);
		write_routes(im, b->link);
	}
	if (b->trunk.sw)
		import_write_bond_switch(&b->trunk, &b->members[0], im->out);
	if (!b->link->up)
		leave(im, b->link->name, "is down here; plan sets it up");
}

/* What the bond has, its VLANs get, too, unless their bridge says another. */
static void write_bridge_mtu(struct importing *im, const struct link *br, const struct link *up,
	const struct imported_bond *b)
{
	if (up->kind != LINK_VLAN || up->mtu == b->link->mtu)
		return;
	if (br->mtu == up->mtu)
		buf_printf(im->out, "        mtu: %u\n", up->mtu);
	else
		leave(im, br->name, "its mtu is %u and that of its port %s is %u", br->mtu,
			up->name, up->mtu);
}

static void write_seconds(
	struct importing *im, const struct link *br, const char *key, uint32_t value, uint32_t init)
{
	enum { CENTISECONDS = 100 };

	if (value == init)
		return;
	if (value && value % CENTISECONDS == 0)
		buf_printf(im->out, "        %s: %u\n", key, value / CENTISECONDS);
	else
		leave(im, br->name, "its %s is %u/100 s", key, value);
}

/* The kernel's own values (net/bridge/br_device.c br_dev_setup) need not be said. */
static void write_bridge_values(struct importing *im, const struct link *br)
{
	enum { FORWARD_DELAY = 1500, AGEING_TIME = 30000 };

	if (br->stp)
		buf_puts(im->out, "        stp: yes\n");
	if (br->has & LINK_HAS_FORWARD_DELAY)
		write_seconds(im, br, "forward_delay", br->forward_delay, FORWARD_DELAY);
	if (br->has & LINK_HAS_AGEING_TIME)
		write_seconds(im, br, "ageing_time", br->ageing_time, AGEING_TIME);
	if ((br->has & LINK_HAS_MCAST_SNOOPING) && !br->mcast_snooping)
		buf_puts(im->out, "        mcast_snooping: no\n");
}

static void write_bridge(struct importing *im, const struct link *br, const struct link *up)
{
	const struct imported_bond *b = find_bond(im, up->kind == LINK_VLAN ? up->lower : up->name);

	buf_printf(im->out, "      %s:\n        vlan: %u\n", import_word(im->a, br->name),
		up->kind == LINK_VLAN ? up->vlan_id : b->native);
	if (im->bonds.n > 1)
		buf_printf(im->out, "        bond: %s\n", import_word(im->a, b->link->name));
	write_bridge_values(im, br);
	write_bridge_mtu(im, br, up, b);
	write_addresses(im, br);
	write_routes(im, br);
	if (!br->up || !up->up)
		leave(im, br->name, "is down here, or its port is; plan sets it up");
}

static void write_bridges(struct importing *im)
{
	bool any = false;

	for (size_t i = 0; i < im->s->links.n; i++) {
		const struct link *l = &im->s->links.v[i];
		const struct link *up =
			l->kind == LINK_BRIDGE ? sayable_uplink(im, l, false) : NULL;

		if (!up)
			continue;
		if (!any)
			buf_puts(im->out, "    bridges:\n");
		any = true;
		write_bridge(im, l, up);
	}
}

/* What lies on our bonds, and no key of the file says. */
static void leave_rest(struct importing *im)
{
	char ip[IPADDR_TEXT_MAX];

	for (size_t i = 0; i < im->s->links.n; i++) {
		const struct link *l = &im->s->links.v[i];
		const struct link *m = l->master[0] ? host_state_link(im->s, l->master) : NULL;

		if (l->kind == LINK_VLAN && find_bond(im, l->lower) &&
			!(m && m->kind == LINK_BRIDGE))
			leave(im, l->name, "VLAN %u of %s without a bridge is left out", l->vlan_id,
				l->lower);
	}
	for (size_t i = 0; i < im->s->addrs.n; i++) {
		const struct host_addr *addr = &im->s->addrs.v[i];

		const struct imported_bond *b = find_bond(im, addr->link);

		if (!addr->link_local && b && b->native_bridge)
			leave(im, addr->link, "the address %s on it is dead in %s: left out",
				ipaddr_format(&addr->ip, true, ip), b->native_bridge->name);
	}
}

void import_intent(struct arena *a, const struct import *in, struct buf *out)
{
	struct importing im = { .a = a, .in = in, .s = in->found, .out = out };
	struct vlanset used = { 0 };

	collect_bonds(&im);
	collect_vlans(&im);
	for (size_t i = 0; i < im.bonds.n; i++) {
		vlanset_union(&used, &im.bonds.v[i].vlans);
		if (im.bonds.v[i].trunk.sw)
			vlanset_union(&used, &im.bonds.v[i].trunk.vlans);
	}
	buf_puts(out, "lacppair: 1\n");
	import_write_switches(a, in, &used, out);
	buf_printf(out, "hosts:\n  %s:\n    bonds:\n", import_word(a, in->host));
	for (size_t i = 0; i < im.bonds.n; i++)
		write_bond(&im, &im.bonds.v[i]);
	write_bridges(&im);
	leave_rest(&im);
	if (im.left.len)
		buf_printf(out, "\n# Left out, or to be looked at:\n%s", buf_text(&im.left));
	buf_free(&im.left);
}
