// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <string.h>

#include "nl.h"
#include "read.h"
#include "refusal.h"

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
	{ 1u << STEP_ADDR_ADD | 1u << STEP_ROUTE_ADD | 1u << STEP_RULE_ADD, EEXIST,
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

int host_refusal(const struct step *s, const struct nl_answer *a, struct err *e)
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
