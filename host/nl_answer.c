// SPDX-License-Identifier: Apache-2.0
/* What an NLMSG_ERROR says: errno, the extended ACK's words, and the attribute at its offset. */
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "bondopt.h"
#include "nl.h"

enum { DEPTH_MAX = 4 };

/* The types of the attributes that enclose an offset, outermost first. */
struct attr_path {
	int type[DEPTH_MAX];
	unsigned depth;
};

/* The attribute of [first, first + len) that covers offset (from the message's start), or NULL. */
static const struct nlattr *covering(
	const struct nlmsghdr *h, const struct nlattr *first, int len, unsigned offset)
{
	const struct nlattr *a;
	int left;

	nla_for_each_attr(a, first, len, left)
	{
		unsigned start = (unsigned)((const char *)a - (const char *)h);

		if (offset >= start && offset < start + a->nla_len)
			return a;
	}
	return NULL;
}

static size_t family_header(const struct nlmsghdr *h)
{
	switch (h->nlmsg_type) {
	case RTM_NEWADDR:
	case RTM_DELADDR:
		return sizeof(struct ifaddrmsg);
	case RTM_NEWROUTE:
	case RTM_DELROUTE:
		return sizeof(struct rtmsg);
	default:
		return sizeof(struct ifinfomsg);
	}
}

static void find_path(const struct nlmsghdr *h, unsigned offset, struct attr_path *path)
{
	size_t skip = family_header(h);
	const struct nlattr *a;

	if (!nlmsg_valid_hdr(h, (int)skip))
		return;
	a = covering(h, nlmsg_attrdata(h, (int)skip), nlmsg_attrlen(h, (int)skip), offset);
	while (a && path->depth < DEPTH_MAX) {
		path->type[path->depth++] = nla_type(a);
		if (offset == (unsigned)((const char *)a - (const char *)h))
			break; /* the attribute itself, not one inside */
		a = covering(h, nla_data(a), nla_len(a), offset);
	}
}

static const char *link_attr_name(int type)
{
	static const char *const names[] = {
		[IFLA_ADDRESS] = "address",
		[IFLA_IFNAME] = "name",
		[IFLA_MTU] = "mtu",
		[IFLA_LINK] = "lower link",
		[IFLA_MASTER] = "master",
		[IFLA_LINKINFO] = "kind",
		[IFLA_AF_SPEC] = "address family",
	};

	if (type < 0 || (size_t)type >= sizeof(names) / sizeof(*names))
		return NULL;
	return names[type];
}

static bool is_bond(const struct nlmsghdr *h)
{
	const struct nlattr *info, *kind;

	info = nlmsg_find_attr(
		(struct nlmsghdr *)(uintptr_t)h, sizeof(struct ifinfomsg), IFLA_LINKINFO);
	kind = info ? nla_find(nla_data(info), nla_len(info), IFLA_INFO_KIND) : NULL;
	return kind && nla_len(kind) >= 4 && !memcmp(nla_data(kind), "bond", 4);
}

static void name_attr(
	const struct nlmsghdr *h, const struct attr_path *path, char *out, size_t size)
{
	const char *name = path->depth == 1 ? link_attr_name(path->type[0]) : NULL;

	if (h->nlmsg_type != RTM_NEWLINK && h->nlmsg_type != RTM_SETLINK)
		return;
	if (path->depth == 3 && path->type[0] == IFLA_LINKINFO && path->type[1] == IFLA_INFO_DATA &&
		is_bond(h))
		for (int o = 0; o < BONDOPT_COUNT; o++)
			if (bondopt_table[o].attr == path->type[2])
				name = bondopt_table[o].name;
	if (name)
		snprintf(out, size, "%s", name);
}

/* The kernel's words go to terminals and logs as they are, so only printable ones pass. */
static void copy_text(const struct nlattr *a, char *out, size_t size)
{
	size_t n = (size_t)nla_len(a), i;
	const char *p = nla_data(a);

	for (i = 0; i < n && i + 1 < size && p[i]; i++)
		out[i] = p[i] >= ' ' && p[i] <= '~' ? p[i] : '?';
	out[i] = '\0';
	while (i && (out[i - 1] == '.' || out[i - 1] == ' '))
		out[--i] = '\0';
}

void nl_answer_decode(
	const struct nlmsghdr *h, const struct nlmsghdr *request, struct nl_answer *out)
{
	const struct nlmsgerr *err = nlmsg_data(h);
	const struct nlattr *a;
	int left = nlmsg_datalen(h), skip = (int)sizeof(*err);
	struct attr_path path = { 0 };

	*out = (struct nl_answer){ 0 };
	if (left < skip) {
		out->error = EBADMSG;
		return;
	}
	/* A negative errno; no other number is negated. */
	out->error = err->error <= 0 && err->error > -4096 ? -err->error : EBADMSG;
	if (!(h->nlmsg_flags & NLM_F_ACK_TLVS))
		return;
	if (!(h->nlmsg_flags & NLM_F_CAPPED)) { /* the request follows its header */
		if (err->msg.nlmsg_len < sizeof(err->msg) || err->msg.nlmsg_len > (unsigned)left)
			return;
		skip += (int)NLMSG_ALIGN(err->msg.nlmsg_len) - (int)sizeof(err->msg);
	}
	if (skip > left)
		return;
	nla_for_each_attr(a, (const struct nlattr *)(const void *)((const char *)err + skip),
		left - skip, left)
	{
		uint32_t offset;

		if (nla_type(a) == NLMSGERR_ATTR_MSG)
			copy_text(a, out->text, sizeof(out->text));
		if (nla_type(a) != NLMSGERR_ATTR_OFFS || nla_len(a) < (int)sizeof(offset))
			continue;
		memcpy(&offset, nla_data(a), sizeof(offset));
		find_path(request, offset, &path);
		name_attr(request, &path, out->attr, sizeof(out->attr));
	}
}
