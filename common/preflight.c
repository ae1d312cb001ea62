// SPDX-License-Identifier: Apache-2.0
/*
 * Before anything is sent: is this the right device, may this session change it, and what would it
 * not say. A fact that a switch does not tell is never guessed: the check is left out and said to
 * be, except for a serial number, which the intent asks to be certain of.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "switch_refuse.h"

enum { PRIVILEGE_CONFIGURE = 15 };

static const struct switch_unsaid *find_unsaid(
	const struct switch_facts *facts, const char *command)
{
	for (size_t i = 0; command && i < facts->unsaid.n; i++)
		if (!strcmp(facts->unsaid.v[i].command, command))
			return &facts->unsaid.v[i];
	return NULL;
}

static bool has_serial(const struct show_serials *s, const char *serial)
{
	for (size_t i = 0; s && i < s->n; i++)
		if (!strcasecmp(s->v[i], serial))
			return true;
	return false;
}

static const char *serials_text(struct arena *a, const struct show_serials *s)
{
	const char *text = "";

	for (size_t i = 0; s && i < s->n; i++)
		text = arena_printf(a, "%s%s%s", text, i ? ", " : "", s->v[i]);
	return text;
}

static void check_serial(struct refuser *f)
{
	const struct switch_facts *facts = f->found->facts;
	const struct show_serials *said = facts->version ? &facts->version->serials : NULL;
	const struct intent_switch *sw = f->sw->sw;

	if (!sw->serial || has_serial(said, sw->serial) || has_serial(facts->inventory, sw->serial))
		return;
	if (said && said->n)
		report_add(f->r, REPORT_ERROR, sw->serial_pos,
			"%s is to have the serial number %s, but it says %s", sw->name, sw->serial,
			serials_text(f->r->arena, said))
			->hint = "is the address the right one?";
	else if (said || find_unsaid(facts, "show version"))
		report_add(f->r, REPORT_ERROR, sw->serial_pos,
			"%s does not say its serial number, which is to be %s", sw->name,
			sw->serial)
			->hint = "without `serial:` the name alone has to do";
}

static void check_privilege(struct refuser *f)
{
	const unsigned *level = f->found->facts->privilege;

	if (level && *level < PRIVILEGE_CONFIGURE)
		report_add(f->r, REPORT_ERROR, f->sw->sw->pos,
			"%s gives this session privilege %u, and 15 is needed", f->sw->sw->name,
			*level)
			->hint = "an account of privilege 15, or the enable secret";
}

/* Entering waits for the lock, so it only is said. */
static void check_lock(struct refuser *f)
{
	const struct show_lock *lock = f->found->facts->lock;

	if (lock && lock->locked)
		report_add(f->r, REPORT_WARNING, f->sw->sw->pos,
			"the configuration of %s is locked%s%s (tty %s)", f->sw->sw->name,
			lock->user[0] ? " by " : "", lock->user, lock->tty);
}

/* What counts as told by any of the commands, and what is left out without. */
static const struct {
	const char *commands[2];
	const char *what;
	bool members; /* matters only while a port is still to join */
} topics[] = {
	{ { "show version", NULL }, "which device it is", false },
	{ { "show interfaces status", NULL }, "speed and duplex of its ports", true },
	{ { "show interfaces trunk", NULL }, "which VLANs its other trunks carry", false },
	{ { "show cdp neighbors detail", "show lldp neighbors detail" },
		"who is at the other end of its cables", true },
};

static bool any_to_join(const struct refuser *f)
{
	for (size_t i = 0; i < f->sw->units.n; i++) {
		struct refuser u = *f;

		u.want = &f->sw->units.v[i];
		switch_unit_read(f->r->arena, &u.unit, u.want, f->found);
		if (!refuse_all_joined(&u))
			return true;
	}
	return false;
}

static void say_unsaid(struct refuser *f, size_t topic)
{
	const char *const *commands = topics[topic].commands, *why = "";

	for (size_t i = 0; i < 2 && commands[i]; i++) {
		const struct switch_unsaid *u = find_unsaid(f->found->facts, commands[i]);

		if (!u)
			return;
		why = arena_printf(
			f->r->arena, "%s%s`%s`: %s", why, i ? "; " : "", u->command, u->answer);
	}
	report_add(f->r, REPORT_WARNING, f->sw->sw->pos, "%s does not say %s (%s): not checked",
		f->sw->sw->name, topics[topic].what, why);
}

static bool anything_to_send(const struct refuser *f)
{
	struct steps lines = { 0 };

	for (size_t i = 0; i < f->sw->units.n; i++)
		diff_switch(f->r->arena, &f->sw->units.v[i], f->found, &lines);
	return lines.n > 0;
}

void preflight_device(struct refuser *f)
{
	bool joins;

	if (!f->found->facts)
		return;
	check_serial(f);
	check_privilege(f);
	check_lock(f);
	if (!f->found->facts->unsaid.n || !anything_to_send(f))
		return;
	joins = any_to_join(f);
	for (size_t i = 0; i < sizeof(topics) / sizeof(topics[0]); i++)
		if (joins || !topics[i].members)
			say_unsaid(f, i);
}
