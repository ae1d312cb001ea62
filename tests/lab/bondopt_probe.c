// SPDX-License-Identifier: Apache-2.0
/*
 * Whether bondopt_table says what this kernel does: every option in every mode that an intent may
 * ask for, on a bond that is down, that is up, and that has a member.
 *
 *     bondopt_probe NIC
 *
 * Run as root in a network namespace with an idle Ethernet link. Exit 0 when the table is right.
 */
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "read.h"
#include "write.h"

struct probe {
	struct arena *a;
	struct host_nl *nl;
	const char *nic;
	const char *mode;
	int failed;
};

static void check(struct probe *p, bool ok, enum bondopt o, const char *what, const struct err *e)
{
	if (!ok)
		printf("FAILED: %s in mode %s: %s%s%s\n", bondopt_table[o].name, p->mode, what,
			e ? ": " : "", e ? e->text : "");
	p->failed += !ok;
}

static struct step step_on(const char *name, enum step_op op, enum link_kind kind)
{
	struct step s = { .op = op, .object = "probe", .text = "probe" };

	s.u.link.kind = kind;
	snprintf(s.u.link.name, sizeof(s.u.link.name), "%s", name);
	return s;
}

static bool execute(struct probe *p, struct step *s, struct err *e)
{
	const struct steps one = { s, 1, 1 };

	return !host_write_all(p->nl, p->a, &one, e);
}

static void must(struct probe *p, struct step *s)
{
	struct err e = { 0 };

	check(p, execute(p, s, &e), BONDOPT_MODE, "preparing", &e);
}

static void set_up(struct probe *p, const char *name, bool up)
{
	struct step s = step_on(name, up ? STEP_LINK_UP : STEP_LINK_DOWN, LINK_PLAIN);

	must(p, &s);
}

static void new_bond(struct probe *p)
{
	struct step s = step_on("bond9", STEP_LINK_ADD, LINK_BOND);

	bondopt_parse(BONDOPT_MODE, p->mode, &s.u.link.bond);
	bondopt_parse(BONDOPT_MIIMON, "100", &s.u.link.bond);
	must(p, &s);
}

static void delete_bond(struct probe *p)
{
	struct step s = step_on("bond9", STEP_LINK_DEL, LINK_BOND);

	must(p, &s);
}

static void join(struct probe *p)
{
	struct step s = step_on(p->nic, STEP_MASTER, LINK_PLAIN);

	set_up(p, p->nic, false);
	snprintf(s.u.link.master, sizeof(s.u.link.master), "bond9");
	must(p, &s);
}

static const struct link *bond_now(struct probe *p)
{
	struct err e = { 0 };
	const struct host_state *s = host_read_links(p->nl, p->a, &e);

	return s ? host_state_link(s, "bond9") : NULL;
}

/* A value that is not the first one. */
static const char *other_value(struct probe *p, enum bondopt o, char text[32])
{
	const struct bondopt_row *row = &bondopt_table[o];

	if (row->type == BONDOPT_MAC)
		return "02:00:00:00:00:09";
	if (row->type == BONDOPT_LINK)
		return p->nic;
	if (o == BONDOPT_USE_CARRIER)
		return "on";
	snprintf(text, 32, "%u", row->words ? !row->init : row->unit[0] == 'm' ? 200 : 7);
	return text;
}

static bool set(struct probe *p, enum bondopt o, struct err *e)
{
	struct step s = step_on("bond9", STEP_LINK_SET, LINK_BOND);
	char text[32];

	bondopt_parse(o, other_value(p, o, text), &s.u.link.bond);
	return execute(p, &s, e);
}

static void try_option(struct probe *p, enum bondopt o)
{
	bool fits = bondopt_fits(o, bond_now(p)->bond.value[BONDOPT_MODE]);
	enum bondopt_when when = bondopt_table[o].when;
	struct err e = { 0 };

	check(p, set(p, o, &e) == fits, o, fits ? "refused" : "taken", &e);
	delete_bond(p);
	if (!fits) {
		new_bond(p);
		return;
	}
	new_bond(p);
	join(p);
	set_up(p, "bond9", false);
	check(p, set(p, o, &e) == (when != BONDOPT_NO_MEMBERS), o, "down with a member", &e);
	delete_bond(p);
	new_bond(p);
	join(p);
	set_up(p, "bond9", true);
	check(p, set(p, o, &e) == (when == BONDOPT_ANY_TIME), o, "up with a member", &e);
	if (when == BONDOPT_ANY_TIME && o != BONDOPT_USE_CARRIER) {
		struct bondopts want = { 0 };
		char text[32];

		bondopt_parse(o, other_value(p, o, text), &want);
		check(p, bondopt_same(&want, &bond_now(p)->bond, o), o, "not as it was set", NULL);
	}
	delete_bond(p);
	new_bond(p);
}

static void try_mode(struct probe *p, const char *mode, uint32_t known)
{
	const struct link *bond;

	p->mode = mode;
	new_bond(p);
	bond = bond_now(p);
	for (enum bondopt o = 0; o < BONDOPT_COUNT; o++) {
		if (!(known & 1u << o) && o != BONDOPT_PRIMARY) {
			printf("this kernel has no %s\n", bondopt_table[o].name);
			continue;
		}
		if (!strcmp(mode, "802.3ad") && bond->bond.has & 1u << o)
			check(p, bond->bond.value[o] == bondopt_table[o].init, o,
				"another first value", NULL);
		if (o != BONDOPT_MODE && o != BONDOPT_MIIMON)
			try_option(p, o);
	}
	delete_bond(p);
}

int main(int argc, char **argv)
{
	struct probe p = { .a = arena_new() };
	struct err e = { 0 };
	uint32_t known = 0;

	if (argc != 2 || host_probe_bond(&known, &e)) {
		fprintf(stderr, "usage: bondopt_probe NIC (%s)\n", e.text);
		return 2;
	}
	p.nic = argv[1];
	p.nl = host_nl_open(&e);
	if (!p.nl)
		return 2;
	try_mode(&p, "802.3ad", known);
	try_mode(&p, "active-backup", known);
	try_mode(&p, "balance-xor", known);
	host_nl_close(p.nl);
	arena_free(p.a);
	printf("bond options: %s\n", p.failed ? "the table is wrong" : "as the table says");
	return p.failed ? 1 : 0;
}
