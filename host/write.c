// SPDX-License-Identifier: Apache-2.0
/* One step, asked of the kernel. */
#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include "apply.h"
#include "decode.h"
#include "encode.h"
#include "nl.h"
#include "read.h"

#ifndef RTEXT_FILTER_BRVLAN_COMPRESSED
#define RTEXT_FILTER_BRVLAN_COMPRESSED (1 << 2)
#endif

static bool is_link_step(enum step_op op)
{
	return op != STEP_ADDR_ADD && op != STEP_ADDR_DEL && op != STEP_ROUTE_ADD &&
		op != STEP_ROUTE_DEL && op != STEP_SWITCH_LINE;
}

/* What to do about an errno; the first row that fits. ops 0: any step. */
static const struct {
	unsigned ops; /* bits of enum step_op */
	int error;
	const char *hint;
} hints[] = {
	{ 0, EPERM, "changing the host needs root (CAP_NET_ADMIN)" },
	{ 1u << STEP_LINK_ADD, EEXIST,
		"it was made meanwhile (the bonding module makes one as it is loaded, unless its "
		"max_bonds is 0): run the command again" },
	{ 1u << STEP_ADDR_ADD | 1u << STEP_ROUTE_ADD, EEXIST,
		"it was added meanwhile: run the command again" },
	{ 1u << STEP_ROUTE_ADD, EINVAL, "a gateway must lie in the subnet of an address" },
	{ 1u << STEP_ROUTE_ADD, ENETUNREACH, "a gateway must lie in the subnet of an address" },
	{ 1u << STEP_LINK_UP, ENETDOWN, "the link below it is down" },
	{ 0, ENODEV, "it is gone since it was read: run the command again" },
};

static const char *module_of(enum link_kind kind)
{
	static const char *const modules[] = {
		[LINK_PLAIN] = "",
		[LINK_BOND] = "bonding",
		[LINK_VLAN] = "8021q",
		[LINK_BRIDGE] = "bridge",
	};

	return modules[kind];
}

static void give_hint(const struct step *s, int error, struct err *e)
{
	if (s->op == STEP_LINK_ADD && error == EOPNOTSUPP) {
		err_hint(e, "this kernel lacks the module %s: try modprobe %s",
			module_of(s->u.link.kind), module_of(s->u.link.kind));
		return;
	}
	for (size_t i = 0; i < sizeof(hints) / sizeof(*hints); i++)
		if (hints[i].error == error && (!hints[i].ops || hints[i].ops & 1u << s->op) &&
			(error != EPERM || !host_may_change())) {
			err_hint(e, "%s", hints[i].hint);
			return;
		}
}

static int refuse(const struct step *s, const struct nl_answer *a, struct err *e)
{
	enum err_class class =
		a->error == EPERM && !host_may_change() ? ERR_ENVIRONMENT : ERR_REFUSED;

	err_set(e, class, s->object, "%s: %s%s%s%s%s%s", s->text, strerror(a->error),
		a->text[0] || a->attr[0] ? " (kernel: " : "", a->text,
		a->text[0] && a->attr[0] ? "; " : "", a->attr, a->text[0] || a->attr[0] ? ")" : "");
	if (s->pos.file)
		err_set(e, class, s->object, "%s, for %s:%u", strdupa(e->text), s->pos.file,
			s->pos.line);
	give_hint(s, a->error, e);
	return -1;
}

static int ask(struct host_nl *nl, const struct step *s, struct nl_msg *msg, struct err *e)
{
	struct nl_answer answer;

	if (host_nl_request(nl, msg, &answer, e))
		return -1;
	return answer.error ? refuse(s, &answer, e) : 0;
}

/* The index of a link that must exist; 0 for no name. -1 with e. */
static int need_index(struct host_nl *nl, const struct step *s, const char *name, struct err *e)
{
	struct nl_answer gone = { .error = ENODEV };
	int index = name[0] ? host_nl_index(nl, name, e) : 0;

	if (name[0] && !index) {
		refuse(s, &gone, e);
		return err_context(e, "%s", name);
	}
	return index;
}

static int find_refs(
	struct host_nl *nl, const struct step *s, struct step_refs *refs, struct err *e)
{
	const char *link =
		s->op == STEP_ADDR_ADD || s->op == STEP_ADDR_DEL ? s->u.addr.link : s->u.route.link;

	*refs = (struct step_refs){ 0 };
	if (is_link_step(s->op))
		link = s->u.link.name;
	if (s->op != STEP_LINK_ADD)
		refs->link = need_index(nl, s, link, e);
	if (s->op == STEP_MASTER)
		refs->master = need_index(nl, s, s->u.link.master, e);
	if (s->op == STEP_LINK_ADD && s->u.link.kind == LINK_VLAN)
		refs->lower = need_index(nl, s, s->u.link.lower, e);
	if (is_link_step(s->op) && s->u.link.bond.has & 1u << BONDOPT_PRIMARY)
		refs->primary = need_index(nl, s, s->u.link.bond.primary, e);
	return refs->link < 0 || refs->master < 0 || refs->lower < 0 || refs->primary < 0 ? -1 : 0;
}

/* A kernel without IPv6 has nothing to switch off. */
static int set_addrconf(struct host_nl *nl, const struct step *s, int index, struct err *e)
{
	struct nl_answer answer;

	if (host_nl_request(nl, encode_addrconf(index, s->u.link.no_addrconf), &answer, e))
		return -1;
	if (!answer.error || answer.error == EAFNOSUPPORT || answer.error == EOPNOTSUPP)
		return 0;
	return refuse(s, &answer, e);
}

/* What a create request does not take. */
static int finish_link(struct host_nl *nl, const struct step *s, int index, struct err *e)
{
	const struct link *l = &s->u.link;

	if ((l->has & LINK_HAS_NO_ADDRCONF) && set_addrconf(nl, s, index, e))
		return -1;
	if ((l->has & LINK_HAS_MTU) && l->kind == LINK_BRIDGE)
		return ask(nl, s, encode_mtu(index, l->mtu), e);
	return 0;
}

/* All or nothing: a link whose second request fails is deleted again. */
static int add_link(
	struct host_nl *nl, const struct step *s, const struct step_refs *refs, struct err *e)
{
	struct step_refs made = { 0 };
	struct nl_answer ignored;
	struct err second;

	if (ask(nl, s, encode_step(s, refs), e))
		return -1;
	if (!(s->u.link.has & (LINK_HAS_NO_ADDRCONF | LINK_HAS_MTU)))
		return 0;
	made.link = need_index(nl, s, s->u.link.name, e);
	if (made.link > 0 && !finish_link(nl, s, made.link, e))
		return 0;
	if (made.link > 0) {
		struct step del = { .op = STEP_LINK_DEL };

		host_nl_request(nl, encode_step(&del, &made), &ignored, &second);
	}
	return -1;
}

struct vlans_of {
	int index;
	struct port_vlans vlans;
};

static void restart_vlans(void *ctx)
{
	(void)ctx;
}

static void take_vlans(void *ctx, const struct nlmsghdr *h)
{
	struct vlans_of *want = ctx;
	struct port_vlans v;
	int index;

	if (!decode_port_vlans(h, &v, &index) && index == want->index)
		want->vlans = v;
}

static int set_port_vlans(struct host_nl *nl, const struct step *s, int index, struct err *e)
{
	const struct vlans_target to = { index, s->u.link.kind == LINK_BRIDGE };
	struct vlans_of now = { .index = index };
	struct nl_each each = { take_vlans, restart_vlans, &now };
	struct ifinfomsg ifi = { .ifi_family = AF_BRIDGE };
	struct nl_msg *msg = nlmsg_alloc_simple(RTM_GETLINK, 0);

	if (!msg || nlmsg_append(msg, &ifi, sizeof(ifi), NLMSG_ALIGNTO) < 0 ||
		nla_put_u32(msg, IFLA_EXT_MASK, RTEXT_FILTER_BRVLAN_COMPRESSED) < 0)
		abort();
	if (host_nl_dump(nl, msg, &each, e))
		return -1;
	msg = encode_port_vlans_del(&to, &now.vlans, s->u.link.port_vlans);
	if (msg && ask(nl, s, msg, e))
		return -1;
	msg = encode_port_vlans_set(&to, &now.vlans, s->u.link.port_vlans);
	return msg ? ask(nl, s, msg, e) : 0;
}

int host_execute(struct host_nl *nl, const struct step *s, struct err *e)
{
	struct step_refs refs;

	if (find_refs(nl, s, &refs, e))
		return -1;
	switch (s->op) {
	case STEP_LINK_ADD:
		return add_link(nl, s, &refs, e);
	case STEP_PORT_VLANS:
		return set_port_vlans(nl, s, refs.link, e);
	case STEP_LINK_DEL:
	case STEP_LINK_SET:
	case STEP_LINK_UP:
	case STEP_LINK_DOWN:
	case STEP_MASTER:
	case STEP_ADDR_ADD:
	case STEP_ADDR_DEL:
	case STEP_ROUTE_ADD:
	case STEP_ROUTE_DEL:
		return ask(nl, s, encode_step(s, &refs), e);
	case STEP_SWITCH_LINE:
		break;
	}
	return err_set(e, ERR_REFUSED, s->object, "%s: not a step of a host", s->text);
}
