// SPDX-License-Identifier: Apache-2.0
/* One function a type walks its fields, for writing and for reading: the two cannot differ. */
#include <string.h>
#include <sys/socket.h>

#include "cursor.h"
#include "link_field.h"
#include "snapshot.h"

/* magic, length of the body, FNV-1a of the body: all before the body. */
enum { MAGIC_LEN = 16, HEADER_LEN = MAGIC_LEN + 16 };
static const char magic[MAGIC_LEN] = SNAPSHOT_MAGIC;

struct codec {
	struct arena *a;
	struct buf *out; /* NULL: reading */
	struct cursor in;
	bool failed;
};

static void bytes(struct codec *c, void *p, size_t n)
{
	if (c->out)
		buf_add(c->out, p, n);
	else
		cursor_copy(&c->in, p, n);
	c->failed |= c->in.failed;
}

/* Seven bits a byte, the least first; the eighth says that more follow. */
static void number(struct codec *c, uint64_t *n)
{
	uint64_t left = *n;
	uint8_t byte = 0x80;

	if (!c->out)
		*n = 0;
	for (unsigned shift = 0; shift < 70 && byte & 0x80; shift += 7) {
		byte = (uint8_t)((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
		bytes(c, &byte, 1);
		left >>= 7;
		if (!c->out && shift == 63 && byte > 1)
			c->failed = true;
		if (!c->out && shift <= 63)
			*n |= (uint64_t)(byte & 0x7f) << shift;
	}
}

/* A value that does not fit its field was never written by us. */
#define NUMBER(c, field)                                                                           \
	do {                                                                                       \
		uint64_t number_ = (uint64_t)(field);                                              \
		number((c), &number_);                                                             \
		(field) = (__typeof__(field))number_;                                              \
		if ((uint64_t)(field) != number_)                                                  \
			(c)->failed = true;                                                        \
	} while (0)

static bool is_text(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < 0x20 || s[i] == 0x7f)
			return false;
	return true;
}

static void text(struct codec *c, char *s, size_t size)
{
	size_t n = c->out ? strnlen(s, size - 1) : 0;

	NUMBER(c, n);
	if (n >= size) {
		c->failed = true;
		return;
	}
	bytes(c, s, n);
	if (!c->out) {
		s[n] = '\0';
		c->failed |= !is_text(s, n) || strlen(s) != n;
	}
}

static void walk_host(struct codec *c, const char **name)
{
	char buf[256] = "";

	if (c->out)
		strncpy(buf, *name ? *name : "", sizeof(buf) - 1);
	text(c, buf, sizeof(buf));
	if (!c->out)
		*name = arena_strdup(c->a, buf);
}

static void walk_vlans(struct codec *c, struct vlanset *v)
{
	for (size_t i = 0; i < sizeof(v->w) / sizeof(*v->w); i++)
		NUMBER(c, v->w[i]);
}

static void walk_port_vlans(struct codec *c, struct port_vlans **p)
{
	bool there = *p != NULL;

	NUMBER(c, there);
	if (!there)
		return;
	if (!c->out)
		*p = ARENA_NEW(c->a, struct port_vlans);
	walk_vlans(c, &(*p)->vlans);
	walk_vlans(c, &(*p)->untagged);
	NUMBER(c, (*p)->pvid);
	c->failed |= (*p)->pvid > VLAN_MAX;
}

static void walk_bond(struct codec *c, struct bondopts *b)
{
	uint32_t options = BONDOPT_COUNT;

	NUMBER(c, options);
	c->failed |= options != BONDOPT_COUNT;
	NUMBER(c, b->has);
	for (int o = 0; o < BONDOPT_COUNT; o++)
		NUMBER(c, b->value[o]);
	bytes(c, b->actor_system, sizeof(b->actor_system));
	text(c, b->primary, sizeof(b->primary));
}

static void link_field(struct codec *c, struct link *l, const struct link_field *f)
{
	void *p = (char *)l + f->at;

	switch (f->type) {
	case LINK_FIELD_BOOL:
		NUMBER(c, *(bool *)p);
		return;
	case LINK_FIELD_U16:
		NUMBER(c, *(uint16_t *)p);
		return;
	case LINK_FIELD_U32:
		NUMBER(c, *(uint32_t *)p);
		return;
	case LINK_FIELD_TEXT:
		text(c, p, LINK_NAME_MAX);
		return;
	case LINK_FIELD_MAC:
		bytes(c, p, 6);
		return;
	}
}

static void walk_link(struct codec *c, struct link *l)
{
	text(c, l->name, sizeof(l->name));
	NUMBER(c, l->kind);
	c->failed |= (unsigned)l->kind > LINK_BRIDGE;
	NUMBER(c, l->has);
	NUMBER(c, l->ifindex);
	for (const struct link_field *f = link_fields; f->name; f++)
		link_field(c, l, f);
	if (l->kind == LINK_BOND)
		walk_bond(c, &l->bond);
	walk_port_vlans(c, &l->port_vlans);
}

static void walk_ip(struct codec *c, struct ipaddr *ip)
{
	unsigned longest;

	NUMBER(c, ip->family);
	NUMBER(c, ip->prefix);
	bytes(c, ip->bytes, sizeof(ip->bytes));
	longest = ip->family == AF_INET6 ? 128 : ip->family == AF_INET ? 32 : 0;
	c->failed |= (ip->family && !longest) || ip->prefix > longest;
}

static void walk_addr(struct codec *c, struct host_addr *f)
{
	text(c, f->link, sizeof(f->link));
	walk_ip(c, &f->ip);
	NUMBER(c, f->link_local);
	NUMBER(c, f->dynamic);
	NUMBER(c, f->peer);
	NUMBER(c, f->nodad);
	NUMBER(c, f->no_broadcast);
	NUMBER(c, f->no_route);
}

static void walk_route(struct codec *c, struct host_route *r)
{
	text(c, r->link, sizeof(r->link));
	walk_ip(c, &r->dst);
	walk_ip(c, &r->gateway);
	walk_ip(c, &r->src);
	NUMBER(c, r->onlink);
	NUMBER(c, r->by_hand);
	NUMBER(c, r->table);
	NUMBER(c, r->metric);
	NUMBER(c, r->protocol);
	NUMBER(c, r->scope);
	NUMBER(c, r->type);
}

static void walk_rule(struct codec *c, struct host_rule *r)
{
	uint32_t attrs = RULE_ATTR_COUNT;

	text(c, r->iif, sizeof(r->iif));
	text(c, r->oif, sizeof(r->oif));
	walk_ip(c, &r->src);
	walk_ip(c, &r->dst);
	NUMBER(c, r->family);
	NUMBER(c, r->tos);
	NUMBER(c, r->action);
	NUMBER(c, r->flags);
	NUMBER(c, r->table);
	NUMBER(c, attrs);
	c->failed |= attrs != RULE_ATTR_COUNT;
	NUMBER(c, r->has);
	for (int k = 0; k < RULE_ATTR_COUNT; k++) {
		NUMBER(c, r->value[k].first);
		NUMBER(c, r->value[k].last);
	}
	NUMBER(c, r->extras);
}

static void walk_step(struct codec *c, struct step *s)
{
	NUMBER(c, s->op);
	switch (s->op) {
	case STEP_LINK_ADD:
	case STEP_LINK_DEL:
	case STEP_LINK_SET:
	case STEP_LINK_UP:
	case STEP_LINK_DOWN:
	case STEP_MASTER:
	case STEP_PORT_VLANS:
	case STEP_PROVE:
		walk_link(c, &s->u.link);
		return;
	case STEP_ADDR_ADD:
	case STEP_ADDR_DEL:
	case STEP_ANNOUNCE:
		walk_addr(c, &s->u.addr);
		return;
	case STEP_ROUTE_ADD:
	case STEP_ROUTE_DEL:
		walk_route(c, &s->u.route);
		return;
	case STEP_RULE_ADD:
	case STEP_RULE_DEL:
		walk_rule(c, &s->u.rule);
		return;
	case STEP_SWITCH_LINE:
		break;
	}
	c->failed = true;
}

/* Each element is at least a byte: a count beyond what is left allocates nothing. */
#define LIST(c, list, walk)                                                                        \
	do {                                                                                       \
		size_t n_ = (list)->n;                                                             \
		NUMBER((c), n_);                                                                   \
		if (!(c)->out && n_ > cursor_left(&(c)->in))                                       \
			(c)->failed = true;                                                        \
		for (size_t i_ = 0; i_ < n_ && !(c)->failed; i_++)                                 \
			walk((c), (c)->out ? &(list)->v[i_] : ARENA_PUSH((c)->a, (list)));         \
	} while (0)

static void walk_snapshot(struct codec *c, struct snapshot *s)
{
	walk_host(c, &s->host);
	text(c, s->boot_id, sizeof(s->boot_id));
	NUMBER(c, s->netns);
	NUMBER(c, s->armed_s);
	NUMBER(c, s->hold_ms);
	NUMBER(c, s->deadline_ms);
	NUMBER(c, s->before->limited);
	NUMBER(c, s->before->bond_options);
	LIST(c, &s->before->links, walk_link);
	LIST(c, &s->before->addrs, walk_addr);
	LIST(c, &s->before->routes, walk_route);
	LIST(c, &s->before->rules, walk_rule);
	LIST(c, &s->steps, walk_step);
}

/* FNV-1a, 64 bits: every byte that differs changes it. It is no seal against root. */
static uint64_t checksum(const uint8_t *p, size_t n)
{
	uint64_t sum = 0xcbf29ce484222325u;

	for (size_t i = 0; i < n; i++)
		sum = (sum ^ p[i]) * 0x100000001b3u;
	return sum;
}

static void put_u64(struct buf *out, uint64_t n)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		buf_add(out, &(uint8_t){ (uint8_t)(n >> shift) }, 1);
}

static uint64_t get_u64(struct cursor *in)
{
	uint64_t n = 0;

	for (int i = 0; i < 8; i++)
		n = n << 8 | cursor_u8(in);
	return n;
}

void snapshot_encode(const struct snapshot *s, struct buf *out)
{
	struct buf body = { 0 };
	struct codec c = { .out = &body };
	struct snapshot fields = *s; /* walked through, not changed */

	walk_snapshot(&c, &fields);
	buf_add(out, magic, sizeof(magic));
	put_u64(out, body.len);
	put_u64(out, checksum((const uint8_t *)buf_text(&body), body.len));
	buf_add(out, buf_text(&body), body.len);
	buf_free(&body);
}

static const char *header_fault(struct cursor *in)
{
	char start[MAGIC_LEN];
	uint64_t len, sum;

	cursor_copy(in, start, sizeof(start));
	len = get_u64(in);
	sum = get_u64(in);
	if (in->failed)
		return "is cut";
	if (memcmp(start, magic, sizeof(magic)) != 0)
		return "is no snapshot of this version of lacppair";
	if (len != cursor_left(in))
		return "is cut, or something was added";
	if (sum != checksum(in->data + in->at, cursor_left(in)))
		return "was altered: its checksum does not fit";
	return NULL;
}

struct snapshot *snapshot_decode(
	struct arena *a, const void *data, size_t len, const char *object, struct err *e)
{
	struct snapshot *s = ARENA_NEW(a, struct snapshot);
	struct codec c = { .a = a };
	const char *fault;

	cursor_init(&c.in, data, len);
	fault = header_fault(&c.in);
	if (!fault) {
		s->before = ARENA_NEW(a, struct host_state);
		walk_snapshot(&c, s);
		s->before->name = s->host;
		host_state_index(a, s->before);
		if (c.failed || c.in.failed || cursor_left(&c.in))
			fault = "holds values that no snapshot has";
	}
	if (!fault)
		return s;
	err_set(e, ERR_ENVIRONMENT, object, "the snapshot %s", fault);
	return NULL;
}
