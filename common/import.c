// SPDX-License-Identifier: Apache-2.0
#include <ctype.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "import_private.h"

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

void import_leave(struct importing *im, const char *object, const char *fmt, ...)
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

struct imported_bond *import_find_bond(struct importing *im, const char *name)
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
			import_leave(im, b->link->name,
				"its member %s is not one that this file can say", l->name);
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
			import_leave(im, l->name, "a bond of mode %s, which this file cannot say",
				bondopt_format(&l->bond, BONDOPT_MODE, mode));
		else if (!b.n || !is_sayable(l->name))
			import_leave(im, l->name, "a bond %s is left out",
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
			(!import_find_bond(im, l->name) &&
				!(l->kind == LINK_VLAN && import_find_bond(im, l->lower))))
			continue;
		if (uplink) {
			import_leave(im, br->name, "both %s and %s are ports of this bridge",
				uplink->name, l->name);
			return NULL;
		}
		uplink = l;
	}
	return uplink;
}

const struct link *import_uplink(struct importing *im, const struct link *br, bool why)
{
	size_t before = im->left.len;
	const struct link *up = find_uplink(im, br);

	if (up && br->vlan_filtering && up->kind != LINK_BOND)
		import_leave(im, br->name, "a VLAN-aware bridge above a VLAN device is left out"),
			up = NULL;
	else if (up && !is_sayable(br->name))
		import_leave(im, br->name, "a bridge with such a name is left out"), up = NULL;
	if (!why)
		buf_cut(&im->left, before);
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

/* Of a VLAN-aware bridge the host knows which VLAN is untagged. */
static void take_aware(struct importing *im, struct imported_bond *b, const struct link *br)
{
	const struct port_vlans *v = b->link->port_vlans;
	struct vlanset untagged;

	b->aware_bridge = br;
	if (!v)
		return;
	b->vlans = v->vlans;
	b->native = v->pvid;
	untagged = v->untagged;
	vlanset_del(&untagged, v->pvid);
	if (!vlanset_empty(&untagged))
		import_leave(im, br->name,
			"%s sends more than its native VLAN untagged there; plan ends that",
			b->link->name);
}

struct imported_bond *import_find_carrier(struct importing *im, const char *lower)
{
	for (size_t i = 0; i < im->bonds.n; i++) {
		struct imported_bond *b = &im->bonds.v[i];

		if (!strcmp(b->link->name, lower) ||
			(b->aware_bridge && !strcmp(b->aware_bridge->name, lower)))
			return b;
	}
	return NULL;
}

bool import_is_vlan_interface(struct importing *im, const struct link *l)
{
	const struct imported_bond *b =
		l->kind == LINK_VLAN ? import_find_carrier(im, l->lower) : NULL;
	const struct link *m = l->master[0] ? host_state_link(im->s, l->master) : NULL;

	if (!b || !is_sayable(l->name) || is_reserved(l->vlan_id) ||
		(b->aware_bridge && !strcmp(l->lower, b->link->name)))
		return false;
	if (!m)
		return true;
	return m->kind == LINK_BRIDGE && import_uplink(im, m, false) == l &&
		strcmp(l->name, arena_printf(im->a, "%s.%u", l->lower, l->vlan_id)) != 0;
}

/* One that lets in what has no tag, and nothing else: the native VLAN's (want_host.c). */
static bool is_native_alone(const struct link *br, const struct link *bond)
{
	const struct port_vlans *v = bond->port_vlans;

	return !br->vlan_filtering ||
		(br->default_pvid && v && v->pvid && vlanset_count(&v->vlans) == 1);
}

static void collect_vlans(struct importing *im)
{
	for (size_t i = 0; i < im->s->links.n; i++) {
		const struct link *l = &im->s->links.v[i], *up;
		struct imported_bond *b;

		if (l->kind != LINK_BRIDGE)
			continue;
		up = import_uplink(im, l, true);
		b = up ? import_find_bond(im, up->kind == LINK_VLAN ? up->lower : up->name) : NULL;
		if (b && up->kind == LINK_VLAN)
			vlanset_add(&b->vlans, up->vlan_id);
		else if (b && is_native_alone(l, b->link))
			b->native_bridge = l;
		else if (b)
			take_aware(im, b, l);
	}
	for (size_t i = 0; i < im->s->links.n; i++)
		if (import_is_vlan_interface(im, &im->s->links.v[i]))
			vlanset_add(&import_find_carrier(im, im->s->links.v[i].lower)->vlans,
				im->s->links.v[i].vlan_id);
	for (size_t i = 0; i < im->bonds.n; i++) {
		struct imported_bond *b = &im->bonds.v[i];

		import_find_trunk(im->a, b->members, b->n, &b->trunk);
		if (b->native_bridge)
			choose_native(b);
		if (b->native)
			vlanset_add(&b->vlans, b->native);
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
	import_write_host(&im);
	if (im.left.len)
		buf_printf(out, "\n# Left out, or to be looked at:\n%s", buf_text(&im.left));
	buf_free(&im.left);
}
