// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "apply_limits.h"
#include "prove.h"
#include "read.h"
#include "stage.h"
#include "tell.h"
#include "wait.h"

enum { ASK_MS = 50, LIMIT_MS = HOST_PROVE_S * 1000 };

struct proof {
	const char *bond;
	bool carries;
	int64_t since_ms;
	char why[256]; /* it does not */
};

/* Over when it has carried for a moment, or has not when the time is up. */
static bool look(void *ctx, struct arena *a, const struct host_state *now, int64_t waited_ms)
{
	struct proof *p = ctx;
	const char *fault = stage_bond_fault(a, now, p->bond);

	if (!p->carries)
		p->since_ms = waited_ms;
	p->carries = !fault;
	p->why[0] = '\0';
	if (fault)
		strncat(p->why, fault, sizeof(p->why) - 1);
	return waited_ms >= (fault ? LIMIT_MS : p->since_ms + HOST_STABLE_MS);
}

int host_prove(struct host_nl *nl, const struct step *s, const volatile int *stop, struct err *e)
{
	struct proof p = { .bond = s->u.link.name };
	const struct host_wait w = { .look = look,
		.ctx = &p,
		.limit_ms = LIMIT_MS + HOST_STABLE_MS,
		.ask_ms = ASK_MS,
		.stop = stop };

	if (host_wait(nl, &w, e))
		return -1;
	if (stop && *stop)
		return err_set(
			e, ERR_REFUSED, s->object, "interrupted while waiting for it to carry");
	if (p.carries)
		return 0;
	err_set(e, ERR_REFUSED, s->object,
		"does not carry within %d s, so what is live was not touched: %s", HOST_PROVE_S,
		p.why);
	return err_hint(e,
		"push the switch's ports of these legs first (push --member), or --at-once adopts "
		"without waiting");
}

void host_announce(struct host_nl *nl, const struct step *v, size_t n)
{
	struct arena *a = arena_new();
	struct err e;
	const struct host_state *now = host_read_links(nl, a, &e);
	const struct steps steps = { .v = (struct step *)(uintptr_t)v, .n = n };

	if (now)
		host_tell(now, &steps);
	arena_free(a);
}
