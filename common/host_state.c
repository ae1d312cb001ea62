// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "host_state.h"
#include "nametab.h"

struct host_names {
	struct arena *a;
	struct nametab positions;
	size_t n; /* links that are in it */
};

void host_state_index(struct arena *a, struct host_state *s)
{
	s->names = ARENA_NEW(a, struct host_names);
	s->names->a = a;
}

void host_state_reindex(const struct host_state *s)
{
	if (!s->names)
		return;
	nametab_clear(&s->names->positions);
	s->names->n = 0;
}

static bool has_position(const struct host_names *t, const char *name)
{
	const int *at = nametab_find(&t->positions, name);

	return at && *at >= 0;
}

/* Of links of one name (a state that was read from a file may have such) the first counts. */
static void catch_up(const struct host_state *s)
{
	struct host_names *t = s->names;

	if (s->links.n < t->n)
		host_state_reindex(s);
	for (; t->n < s->links.n; t->n++) {
		const char *name = s->links.v[t->n].name;

		if (name[0] && !has_position(t, name))
			nametab_put(t->a, &t->positions, name, (int)t->n);
	}
}

static struct link *by_table(const struct host_state *s, const char *name)
{
	const int *at;

	catch_up(s);
	at = nametab_find(&s->names->positions, name);
	return at && *at >= 0 ? &s->links.v[*at] : NULL; /* -1: was deleted */
}

struct link *host_state_link(const struct host_state *s, const char *name)
{
	if (s->names)
		return name[0] ? by_table(s, name) : NULL;
	for (size_t i = 0; i < s->links.n; i++)
		if (!strcmp(s->links.v[i].name, name))
			return &s->links.v[i];
	return NULL;
}

struct link *host_state_link_by_index(const struct host_state *s, int ifindex)
{
	for (size_t i = 0; i < s->links.n; i++)
		if (s->links.v[i].ifindex == ifindex)
			return &s->links.v[i];
	return NULL;
}

/* A bond, its VLANs and its members carry one address: only a NIC's own tells it apart. */
struct link *host_state_link_by_mac(const struct host_state *s, const uint8_t mac[6])
{
	struct link *by_current = NULL;

	for (size_t i = 0; i < s->links.n; i++) {
		struct link *l = &s->links.v[i];

		if (l->kind != LINK_PLAIN)
			continue;
		if (!mac_is_zero(l->perm_mac) && !memcmp(l->perm_mac, mac, 6))
			return l;
		if (mac_is_zero(l->perm_mac) && !memcmp(l->mac, mac, 6))
			by_current = l;
	}
	return by_current;
}

bool port_vlans_equal(const struct port_vlans *x, const struct port_vlans *y)
{
	return x->pvid == y->pvid && vlanset_equal(&x->vlans, &y->vlans) &&
		vlanset_equal(&x->untagged, &y->untagged);
}

struct link *host_state_add_link(
	struct arena *a, struct host_state *s, const char *name, enum link_kind kind)
{
	struct link *l = ARENA_PUSH(a, &s->links);

	if (!s->names)
		host_state_index(a, s);
	snprintf(l->name, sizeof(l->name), "%s", name);
	l->kind = kind;
	return l;
}

static void move_position(const struct host_state *s, const char *name, size_t from, int to)
{
	int *at = s->names && name[0] ? nametab_find(&s->names->positions, name) : NULL;

	if (at && *at == (int)from)
		*at = to;
}

void host_state_del_link(struct host_state *s, struct link *l)
{
	size_t at = (size_t)(l - s->links.v), last = s->links.n - 1;

	if (s->names)
		catch_up(s);
	move_position(s, l->name, at, -1);
	if (at != last)
		move_position(s, s->links.v[last].name, last, (int)at);
	*l = s->links.v[last];
	s->links.n--;
	if (s->names)
		s->names->n = s->links.n;
}

uint32_t host_state_bond_options(const struct host_state *s)
{
	uint32_t options = 0;

	for (size_t i = 0; i < s->links.n; i++)
		if (s->links.v[i].kind == LINK_BOND)
			options |= s->links.v[i].bond.has;
	return options;
}

static void *copy_array(struct arena *a, const void *v, size_t n, size_t size)
{
	void *p = arena_array(a, n, size);

	if (n)
		memcpy(p, v, n * size);
	return p;
}

struct host_state *host_state_copy(struct arena *a, const struct host_state *s)
{
	struct host_state *c = ARENA_NEW(a, struct host_state);

	*c = *s;
	c->name = arena_strdup(a, s->name);
	host_state_index(a, c);
	c->links.v = copy_array(a, s->links.v, s->links.n, sizeof(*s->links.v));
	c->links.cap = s->links.n;
	c->addrs.v = copy_array(a, s->addrs.v, s->addrs.n, sizeof(*s->addrs.v));
	c->addrs.cap = s->addrs.n;
	c->routes.v = copy_array(a, s->routes.v, s->routes.n, sizeof(*s->routes.v));
	c->routes.cap = s->routes.n;
	c->rules.v = copy_array(a, s->rules.v, s->rules.n, sizeof(*s->rules.v));
	c->rules.cap = s->rules.n;
	for (size_t i = 0; i < c->links.n; i++)
		if (c->links.v[i].port_vlans)
			c->links.v[i].port_vlans = copy_array(
				a, c->links.v[i].port_vlans, 1, sizeof(struct port_vlans));
	return c;
}
