// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "bundle.h"
#include "settle.h"

static const char *flag_of(const struct show_etherchannel *e, unsigned group, const char *port)
{
	for (size_t i = 0; e && i < e->channels.n; i++) {
		const struct show_channel *c = &e->channels.v[i];

		for (size_t k = 0; c->group == group && k < c->members.n; k++)
			if (!strcmp(c->members.v[k].port, port))
				return c->members.v[k].flag;
	}
	return NULL;
}

bool settle_is_bundled(const struct show_etherchannel *e, unsigned group, const char *port)
{
	const char *flag = flag_of(e, group, port);

	return flag && !strcmp(flag, "P");
}

bool settle_is_suspended(const struct show_etherchannel *e, unsigned group, const char *port)
{
	const char *flag = flag_of(e, group, port);

	return flag && !strcmp(flag, "s");
}

/* The last message of those that say whether the port fits; a later one takes it back. */
static const struct ios_message *last_message(const struct ios_messages *all, const char *port)
{
	for (size_t i = all ? all->n : 0; i-- > 0;) {
		const struct ios_message *m = &all->v[i];

		if (!strcmp(m->port, port) &&
			(m->class == MESSAGE_UNLIKE || m->class == MESSAGE_CLEARED ||
				m->class == MESSAGE_DISABLED))
			return m;
	}
	return NULL;
}

static bool has_partner(const struct show_lacp_neighbors *n, const char *port)
{
	static const uint8_t nobody[6];

	for (size_t i = 0; n && i < n->rows.n; i++)
		if (!strcmp(n->rows.v[i].port, port))
			return memcmp(n->rows.v[i].system, nobody, sizeof(nobody)) != 0;
	return false;
}

static const char *unlike(struct arena *a, const struct want_unit *want,
	const struct settle_facts *facts, const char *port)
{
	struct predictions all = { 0 };
	struct bundle b;

	bundle_read(a, facts->found->running, want->port_channel, &b);
	bundle_predict(a, &b, &all);
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].kind == PREDICT_SUSPENDED && !strcmp(all.v[i].member->name, port))
			return all.v[i].why;
	return NULL;
}

static void suspended(struct arena *a, const struct want_unit *want,
	const struct settle_facts *facts, struct settled_member *m)
{
	const struct ios_message *said = last_message(facts->messages, m->port);

	m->state = SETTLED_SUSPENDED;
	if (said && said->class != MESSAGE_CLEARED)
		m->why = arena_strdup(a, said->text);
	else if ((m->why = unlike(a, want, facts, m->port)))
		return;
	else if (has_partner(facts->neighbors, m->port))
		m->why = "it is suspended although its partner speaks LACP";
	else {
		m->state = SETTLED_WAITING;
		m->why = "no LACPDU from the host yet";
	}
}

static void down(struct arena *a, const struct settle_facts *facts, struct settled_member *m)
{
	const struct ios_message *said = last_message(facts->messages, m->port);

	if (said && said->class == MESSAGE_DISABLED) {
		m->state = SETTLED_SUSPENDED;
		m->why = arena_strdup(a, said->text);
		return;
	}
	m->state = SETTLED_WAITING;
	m->why = "its link is down";
}

/* The letters of show etherchannel summary's own legend. */
static void judge(struct arena *a, const struct want_unit *want, const struct settle_facts *facts,
	struct settled_member *m)
{
	const char *flag = flag_of(facts->etherchannel, want->port_channel, m->port);

	m->why = "";
	switch (flag ? *flag : '\0') {
	case 'P':
		m->state = SETTLED_BUNDLED;
		break;
	case 'H':
		m->state = SETTLED_STANDBY;
		m->why = "hot standby: the group is full";
		break;
	case 'D':
		down(a, facts, m);
		break;
	case 's':
		suspended(a, want, facts, m);
		break;
	case 'w':
		m->state = SETTLED_WAITING;
		m->why = "waiting to be aggregated";
		break;
	case 'I':
		m->state = SETTLED_WAITING;
		m->why = "no LACPDU from the host yet: it stands alone";
		break;
	case 'M':
	case 'm':
		m->state = SETTLED_WAITING;
		m->why = "fewer members than min-links";
		break;
	case 'u':
	case 'f':
		m->state = SETTLED_SUSPENDED;
		m->why = *flag == 'u' ? "unsuitable for bundling"
				      : "the switch has no aggregator for it";
		break;
	default:
		m->state = SETTLED_UNKNOWN;
		m->why = flag ? "a state that is not known" : "the switch does not say";
	}
}

void settle_judge(struct arena *a, const struct want_unit *want, const struct settle_facts *facts,
	struct settled_members *out)
{
	out->n = 0;
	for (size_t i = 0; i < want->ports.n; i++) {
		struct settled_member *m = ARENA_PUSH(a, out);

		m->port = want->ports.v[i];
		judge(a, want, facts, m);
	}
}

const char *settled_name(enum settled s)
{
	static const char *const names[] = {
		[SETTLED_UNKNOWN] = "unknown",
		[SETTLED_BUNDLED] = "bundled",
		[SETTLED_STANDBY] = "standby",
		[SETTLED_WAITING] = "waiting",
		[SETTLED_SUSPENDED] = "suspended",
	};

	return names[s];
}
