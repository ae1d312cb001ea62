// SPDX-License-Identifier: Apache-2.0
#include <poll.h>
#include <string.h>
#include <time.h>

#include "prove.h"
#include "read.h"
#include "stage.h"
#include "tell.h"

enum { POLL_MS = 50, STABLE_MS = 3000 }; /* as long as a verdict (verify --stable) */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* 1 it carries, 0 not, with why; -1 with e. Each look has an arena of its own: there are many. */
static int look(struct host_nl *nl, const char *bond, char *why, size_t size, struct err *e)
{
	struct arena *a = arena_new();
	const struct host_state *now = host_read_links(nl, a, e);
	const char *fault = now ? stage_bond_fault(a, now, bond) : NULL;

	why[0] = '\0';
	if (fault)
		strncat(why, fault, size - 1);
	arena_free(a);
	return !now ? -1 : !fault;
}

int host_prove(struct host_nl *nl, const struct step *s, const volatile int *stop, struct err *e)
{
	int64_t end = now_ms() + HOST_PROVE_S * 1000, since = 0;
	char why[256];

	while (!(stop && *stop)) {
		int carries = look(nl, s->u.link.name, why, sizeof(why), e);

		if (carries < 0)
			return -1;
		if (!carries)
			since = 0;
		else if (!since)
			since = now_ms();
		if (carries && now_ms() - since >= STABLE_MS)
			return 0;
		if (!carries && now_ms() >= end) {
			err_set(e, ERR_REFUSED, s->object,
				"does not carry within %d s, so what is live was not touched: %s",
				HOST_PROVE_S, why);
			return err_hint(e,
				"push the switch's ports of these legs first (push --member), or "
				"--at-once adopts without waiting");
		}
		poll(NULL, 0, POLL_MS);
	}
	return err_set(e, ERR_REFUSED, s->object, "interrupted while waiting for it to carry");
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
