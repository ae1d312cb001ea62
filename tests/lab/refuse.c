// SPDX-License-Identifier: Apache-2.0
/*
 * The kernel's refusals, on demand: linked around lacppair with -Wl,--wrap=sendmsg,--wrap=recvmsg
 * (lab.cmake), never into the program that is installed. A request that is to be refused gets one
 * attribute more, of a length that the kernel's own policy does not take, or where it looks at none
 * (VLANs of a bridge port) the index of no link: errno, text and what else it answers are its own.
 *
 *     LACPPAIR_REQUESTS=FILE      appends a line for each change request: number, call, its link
 *     LACPPAIR_REFUSE=N[-M]       those requests are refused, counted from 1
 *     LACPPAIR_REFUSE_GUARD=N[-M] the same in the guard, which counts its own
 *     LACPPAIR_LOSE=N             the answer to that call is lost
 */
#include <errno.h>
#include <linux/fib_rules.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netlink/attr.h>
#include <netlink/msg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>

ssize_t __real_sendmsg(int fd, const struct msghdr *m, int flags);
ssize_t __wrap_sendmsg(int fd, const struct msghdr *m, int flags);
ssize_t __real_recvmsg(int fd, struct msghdr *m, int flags);
ssize_t __wrap_recvmsg(int fd, struct msghdr *m, int flags);

enum { PARTS_MAX = 128, BAD_LENGTH = 1, NO_LINK = 0x7fffffff };

static unsigned requests, calls; /* changes asked for so far */
static bool guarding;
static bool answer_lost;

struct kind {
	unsigned short type;
	int header, bad_attr, link_attr; /* link_attr 0: ifi_index or ifa_index */
};

/* Attributes that every kernel takes as four bytes. */
static const struct kind kinds[] = {
	{ RTM_NEWLINK, sizeof(struct ifinfomsg), IFLA_MTU, 0 },
	{ RTM_SETLINK, sizeof(struct ifinfomsg), IFLA_MTU, 0 },
	{ RTM_DELLINK, sizeof(struct ifinfomsg), IFLA_MTU, 0 },
	{ RTM_NEWADDR, sizeof(struct ifaddrmsg), IFA_FLAGS, 0 },
	{ RTM_DELADDR, sizeof(struct ifaddrmsg), IFA_FLAGS, 0 },
	{ RTM_NEWROUTE, sizeof(struct rtmsg), RTA_PRIORITY, RTA_OIF },
	{ RTM_DELROUTE, sizeof(struct rtmsg), RTA_PRIORITY, RTA_OIF },
	{ RTM_NEWRULE, sizeof(struct fib_rule_hdr), FRA_PRIORITY, 0 },
	{ RTM_DELRULE, sizeof(struct fib_rule_hdr), FRA_PRIORITY, 0 },
};

static const struct kind *kind_of(const struct nlmsghdr *h)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i].type == h->nlmsg_type)
			return &kinds[i];
	return NULL; /* no change */
}

/* A rule says names; lo is the host itself. */
static const char *link_of_rule(struct nlattr *first, int len, char out[IF_NAMESIZE])
{
	struct nlattr *iif = nla_find(first, len, FRA_IIFNAME);

	if (!iif || !strcmp(nla_get_string(iif), "lo"))
		iif = nla_find(first, len, FRA_OIFNAME);
	return strcpy(out, iif ? nla_get_string(iif) : "-");
}

/* The index is the second word of ifinfomsg and of ifaddrmsg. */
static const char *link_of(const struct nlmsghdr *h, const struct kind *k, char out[IF_NAMESIZE])
{
	const char *payload = (const char *)h + NLMSG_HDRLEN;
	struct nlattr *first = nlmsg_attrdata(h, k->header), *a;
	int len = nlmsg_attrlen(h, k->header), index;

	if (k->type == RTM_NEWRULE || k->type == RTM_DELRULE)
		return link_of_rule(first, len, out);
	memcpy(&index, payload + 4, sizeof(index));
	a = nla_find(first, len, k->link_attr ? k->link_attr : IFLA_IFNAME);
	if (k->link_attr)
		index = a ? (int)nla_get_u32(a) : 0;
	else if (k->header == sizeof(struct ifinfomsg) && a && !index)
		return strcpy(out, nla_get_string(a));
	return if_indextoname((unsigned)index, out) ? out : "-";
}

static void note(const struct nlmsghdr *h, const struct kind *k)
{
	const char *path = getenv("LACPPAIR_REQUESTS");
	char name[IF_NAMESIZE];
	FILE *f = path && !guarding ? fopen(path, "ae") : NULL;

	if (!f)
		return;
	fprintf(f, "%u %u %s\n", requests, calls, link_of(h, k, name));
	fclose(f);
}

static bool is_refused(void)
{
	const char *range = getenv(guarding ? "LACPPAIR_REFUSE_GUARD" : "LACPPAIR_REFUSE");
	unsigned first, last;
	int n = range ? sscanf(range, "%u-%u", &first, &last) : 0;

	return n > 0 && requests >= first && requests <= (n == 2 ? last : first);
}

/* A copy of the request with one attribute more; it lives until the program ends. */
static void spoil(struct iovec *part, const struct kind *k)
{
	size_t len = NLMSG_ALIGN(((struct nlmsghdr *)part->iov_base)->nlmsg_len);
	struct nlattr bad = { NLA_HDRLEN + BAD_LENGTH, (unsigned short)k->bad_attr };
	char *p = calloc(1, len + NLA_HDRLEN + NLA_ALIGNTO);
	struct nlmsghdr *h = (struct nlmsghdr *)(void *)p;
	struct ifinfomsg *ifi = (struct ifinfomsg *)(void *)(p + NLMSG_HDRLEN);

	if (!p)
		abort();
	memcpy(p, part->iov_base, len);
	memcpy(p + len, &bad, sizeof(bad));
	h->nlmsg_len = (unsigned)(len + NLA_HDRLEN + NLA_ALIGNTO);
	if (ifi->ifi_family == AF_BRIDGE)
		ifi->ifi_index = NO_LINK;
	*part = (struct iovec){ p, h->nlmsg_len };
}

/* A guard is a fork of apply: it begins to count at its own first. */
static void look_who(void)
{
	char name[16] = "";

	prctl(PR_GET_NAME, name);
	if (guarding || strcmp(name, "lacppair-guard") != 0)
		return;
	guarding = true;
	requests = calls = 0;
}

ssize_t __wrap_sendmsg(int fd, const struct msghdr *m, int flags)
{
	struct iovec parts[PARTS_MAX];
	struct msghdr copy = *m;
	const char *lose = getenv("LACPPAIR_LOSE");
	bool changes = false;

	look_who();
	if (m->msg_iovlen > PARTS_MAX)
		return __real_sendmsg(fd, m, flags);
	memcpy(parts, m->msg_iov, m->msg_iovlen * sizeof(*parts));
	copy.msg_iov = parts;
	for (size_t i = 0; i < m->msg_iovlen; i++) {
		const struct kind *k = kind_of(parts[i].iov_base);

		if (!k)
			continue;
		calls += !changes;
		changes = true;
		requests++;
		note(parts[i].iov_base, k);
		if (is_refused())
			spoil(&parts[i], k);
	}
	answer_lost = changes && lose && !guarding && (unsigned)atoi(lose) == calls;
	return __real_sendmsg(fd, &copy, flags);
}

/* It stays in the socket, as a late one would, and comes before that to the next request. */
ssize_t __wrap_recvmsg(int fd, struct msghdr *m, int flags)
{
	if (!answer_lost)
		return __real_recvmsg(fd, m, flags);
	answer_lost = false;
	errno = ENOBUFS;
	return -1;
}
