// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <linux/fib_rules.h>
#include <string.h>

#include "buf.h"
#include "rule.h"

const struct rule_row rule_table[RULE_ATTR_COUNT] = {
	[RULE_FWMARK] = { "fwmark", FRA_FWMARK, RULE_U32 },
	[RULE_FWMASK] = { "fwmask", FRA_FWMASK, RULE_U32 },
	[RULE_IPPROTO] = { "ipproto", FRA_IP_PROTO, RULE_U8 },
	[RULE_SPORT] = { "sport", FRA_SPORT_RANGE, RULE_RANGE16 },
	[RULE_DPORT] = { "dport", FRA_DPORT_RANGE, RULE_RANGE16 },
	[RULE_UIDRANGE] = { "uidrange", FRA_UID_RANGE, RULE_RANGE32 },
	[RULE_L3MDEV] = { "l3mdev", FRA_L3MDEV, RULE_U8 },
	[RULE_PRIORITY] = { "priority", FRA_PRIORITY, RULE_U32 },
	[RULE_PROTOCOL] = { "protocol", FRA_PROTOCOL, RULE_U8 },
	[RULE_REALMS] = { "realms", FRA_FLOW, RULE_U32 },
	[RULE_SUPPRESS_PREFIXLENGTH] = { "suppress_prefixlength", FRA_SUPPRESS_PREFIXLEN,
		RULE_U32 },
	[RULE_SUPPRESS_IFGROUP] = { "suppress_ifgroup", FRA_SUPPRESS_IFGROUP, RULE_U32 },
	[RULE_GOTO] = { "goto", FRA_GOTO, RULE_U32 },
};

static bool same_value(const struct rule_value *x, const struct rule_value *y)
{
	return x->first == y->first && x->last == y->last;
}

bool host_rule_same(const struct host_rule *x, const struct host_rule *y)
{
	for (int k = 0; k < RULE_ATTR_COUNT; k++)
		if ((x->has & 1u << k) && !same_value(&x->value[k], &y->value[k]))
			return false;
	return x->family == y->family && !strcmp(x->iif, y->iif) && !strcmp(x->oif, y->oif) &&
		ipaddr_equal(&x->src, &y->src) && ipaddr_equal(&x->dst, &y->dst) &&
		x->tos == y->tos && x->action == y->action && x->flags == y->flags &&
		x->table == y->table && x->has == y->has && x->extras == y->extras;
}

bool host_rule_names(const struct host_rule *r, const char *link)
{
	return *link && (!strcmp(r->iif, link) || !strcmp(r->oif, link));
}

const char *host_rule_link(const struct host_rule *r)
{
	return r->iif[0] && (strcmp(r->iif, "lo") != 0 || !r->oif[0]) ? r->iif : r->oif;
}

static void put_ip(struct buf *b, const char *word, const struct ipaddr *ip)
{
	char text[IPADDR_TEXT_MAX];

	if (ip->family)
		buf_printf(b, " %s %s", word, ipaddr_format(ip, true, text));
}

static void put_value(struct buf *b, const struct host_rule *r, enum rule_attr k)
{
	const struct rule_row *row = &rule_table[k];
	const struct rule_value *v = &r->value[k];

	if (!(r->has & 1u << k) || (k == RULE_PROTOCOL && !v->first))
		return;
	if (k == RULE_L3MDEV)
		buf_printf(b, " %s", row->name);
	else if (k == RULE_FWMASK)
		buf_printf(b, "%s/0x%" PRIx32, r->has & 1u << RULE_FWMARK ? "" : " fwmark 0",
			v->first);
	else if (row->type == RULE_RANGE16 || row->type == RULE_RANGE32)
		buf_printf(b, " %s %" PRIu32 "-%" PRIu32, row->name, v->first, v->last);
	else
		buf_printf(b, k == RULE_FWMARK ? " %s 0x%" PRIx32 : " %s %" PRIu32, row->name,
			v->first);
}

static void put_action(struct buf *b, const struct host_rule *r)
{
	static const struct {
		uint8_t action;
		const char *word;
	} words[] = {
		{ FR_ACT_NOP, "nop" },
		{ FR_ACT_BLACKHOLE, "blackhole" },
		{ FR_ACT_UNREACHABLE, "unreachable" },
		{ FR_ACT_PROHIBIT, "prohibit" },
	};

	if (r->table)
		buf_printf(b, " lookup %" PRIu32, r->table);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (words[i].action == r->action)
			buf_printf(b, " %s", words[i].word);
}

const char *host_rule_words(struct arena *a, const struct host_rule *r)
{
	struct buf b = { 0 };
	const char *text;

	if (r->flags & FIB_RULE_INVERT)
		buf_puts(&b, " not");
	put_ip(&b, "from", &r->src);
	put_ip(&b, "to", &r->dst);
	if (r->tos)
		buf_printf(&b, " tos 0x%x", r->tos);
	if (r->iif[0])
		buf_printf(&b, " iif %s", r->iif);
	if (r->oif[0])
		buf_printf(&b, " oif %s", r->oif);
	for (int k = 0; k < RULE_ATTR_COUNT; k++)
		put_value(&b, r, (enum rule_attr)k);
	put_action(&b, r);
	text = arena_strdup(a, buf_text(&b) + 1);
	buf_free(&b);
	return text;
}
