// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <sys/socket.h>

#include "apply_limits.h"

static bool is_own(const struct host_state *before, const struct ipaddr *ip)
{
	for (size_t i = 0; i < before->addrs.n; i++)
		if (ipaddr_same(&before->addrs.v[i].ip, ip))
			return true;
	return false;
}

/* An undo brings back what the intent does not say: it was here. */
bool host_is_asked(const struct host_state *before, const struct step *s)
{
	return s->u.addr.pos.file && !s->u.addr.nodad && !is_own(before, &s->u.addr.ip);
}

bool host_settles(const struct step *s)
{
	return s->op == STEP_ADDR_ADD && s->u.addr.ip.family == AF_INET6 && !s->u.addr.nodad;
}

/* Addresses that follow each other are asked about together (host_write_length()). */
int64_t host_longest_wait_ms(const struct host_state *before, const struct steps *steps)
{
	int64_t ms = 0;
	bool asked = false, settles = false;

	for (size_t i = 0; i < steps->n; i++) {
		const struct step *s = &steps->v[i];

		asked = s->op == STEP_ADDR_ADD && (asked || host_is_asked(before, s));
		settles |= host_settles(s);
		if (s->op == STEP_PROVE)
			ms += HOST_PROVE_S * 1000 + HOST_STABLE_MS;
		if (asked && (i + 1 == steps->n || steps->v[i + 1].op != STEP_ADDR_ADD))
			ms += HOST_CARRY_MS + HOST_PROBES * HOST_PROBE_MS;
	}
	return ms + (settles ? HOST_SETTLE_MS : 0);
}
