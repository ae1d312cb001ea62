// SPDX-License-Identifier: Apache-2.0
#include "plan.h"

size_t plan_changes(const struct plan *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->switches.n; i++)
		for (size_t k = 0; k < p->switches.v[i].units.n; k++)
			n += p->switches.v[i].units.v[k].lines.n;
	for (size_t i = 0; i < p->hosts.n; i++)
		n += p->hosts.v[i].steps.n;
	return n;
}

const char *plan_read_name(enum plan_read r)
{
	switch (r) {
	case PLAN_READ:
		return "read";
	case PLAN_UNREAD:
		return "unread";
	case PLAN_UNREADABLE:
		return "unreadable";
	}
	return "";
}
