// SPDX-License-Identifier: Apache-2.0
/* verify from files: the options, and what they need of each other. */
#include <string.h>

#include "cabling_listen.h"
#include "file.h"
#include "kernel_json.h"
#include "net.h"
#include "replay.h"
#include "shows.h"
#include "verify.h"

enum { KERNEL_FILE_MAX = 16 << 20 };

bool verify_is_offline(const struct cli *c)
{
	return cli_flag(c, "pcap") || cli_flag(c, "bonding") || cli_flag(c, "no-bond") ||
		cli_flag(c, "kernel");
}

/* NIC=VALUE; a second one for a NIC would tell its story twice. */
static int split_option(const struct cli *c, const char *option, size_t i, const char **nic,
	const char **value, struct err *e)
{
	const char *text = cli_value_at(c, option, i), *equals = strchr(text, '=');
	size_t len = equals ? (size_t)(equals - text) : 0;
	char flag[32];

	snprintf(flag, sizeof(flag), "--%s", option);
	if (!len || len >= LINK_NAME_MAX || !equals[1])
		return err_set(e, ERR_USAGE, flag, "`%.100s' is not NIC=%s", text,
			strcmp(option, "mac") ? "FILE" : "ADDRESS");
	*nic = arena_strndup(c->arena, text, len);
	*value = equals + 1;
	for (size_t k = 0; k < i; k++) {
		const char *other = cli_value_at(c, option, k);

		if (!strncmp(other, text, len + 1))
			return err_set(e, ERR_USAGE, flag, "%s is given twice", *nic);
	}
	return 0;
}

static int read_files(const struct cli *c, struct replay *r, struct err *e)
{
	struct replay_file *files;

	while (cli_value_at(c, "pcap", r->n_files))
		r->n_files++;
	files = arena_array(c->arena, r->n_files, sizeof(*files));
	for (size_t i = 0; i < r->n_files; i++)
		if (split_option(c, "pcap", i, &files[i].nic, &files[i].path, e))
			return -1;
	r->files = files;
	return 0;
}

static int read_macs(const struct cli *c, struct replay *r, struct err *e)
{
	struct replay_mac *macs;
	const char *text;

	while (cli_value_at(c, "mac", r->n_macs))
		r->n_macs++;
	macs = arena_array(c->arena, r->n_macs, sizeof(*macs));
	for (size_t i = 0; i < r->n_macs; i++) {
		if (split_option(c, "mac", i, &macs[i].nic, &text, e))
			return -1;
		if (mac_parse(text, macs[i].mac))
			return err_set(e, ERR_USAGE, "--mac", "`%.40s' is no address", text);
	}
	r->macs = macs;
	return 0;
}

/* The bond of --bond, or the host's only one. */
static int find_plan(const struct intent_host *host, struct replay *r, struct err *e)
{
	if (!host)
		return 0;
	r->host = host;
	for (size_t i = 0; i < host->bonds.n; i++)
		if (!r->bond || !strcmp(host->bonds.v[i]->name, r->bond))
			r->plan = host->bonds.v[i];
	if (!r->bond && host->bonds.n > 1)
		return err_set(
			e, ERR_USAGE, "--bond", "host %s has several bonds: which?", host->name);
	if (!r->plan)
		return err_set(e, ERR_USAGE, "--bond", "host %s has no bond `%.40s'", host->name,
			r->bond ? r->bond : "");
	r->bond = r->plan->name;
	return 0;
}

static int read_kernel(struct cli *c, struct replay *r, struct err *e)
{
	const char *path = cli_value(c, "kernel"), *text;
	size_t len;

	if (!path)
		return 0;
	text = file_read(c->arena, path, KERNEL_FILE_MAX, &len, ERR_ENVIRONMENT, e);
	if (!text)
		return -1;
	r->kernel = kernel_document_read(c->arena, text, len, e);
	if (!r->kernel)
		return err_set(e, ERR_ENVIRONMENT, path, "%s", arena_strdup(c->arena, e->text));
	if (r->host && strcmp(r->kernel->host, r->host->name) != 0)
		return err_set(e, ERR_ENVIRONMENT, path,
			"this is what the kernel of %.80s said, not of %s", r->kernel->host,
			r->host->name);
	return 0;
}

static int check(const struct replay *r, struct err *e)
{
	if (!r->bond)
		return err_set(e, ERR_USAGE, "--pcap",
			"recordings need --bond NAME, or the intent: -f FILE");
	if (!r->n_files && !r->no_bond)
		return err_set(e, ERR_USAGE, "--bonding",
			"recordings need --pcap NIC=FILE for each member");
	if (r->bonding && r->no_bond)
		return err_set(e, ERR_USAGE, "--no-bond", "contradicts --bonding");
	return 0;
}

/* The switch of the plan's members; a bond of this release is on one. */
static const struct intent_switch *switch_of(const struct intent_bond *plan)
{
	for (size_t i = 0; plan && i < plan->members.n; i++)
		if (plan->members.v[i].sw)
			return plan->members.v[i].sw;
	return NULL;
}

static int check_shows(struct cli *c, const struct intent_switch *sw, struct err *e)
{
	if (!sw)
		return err_set(e, ERR_USAGE, "--show",
			"needs the intent (-f FILE), which says what port of what switch is meant");
	for (size_t i = 0; cli_value_at(c, "show", i); i++) {
		const char *name = shows_switch(c, i, e);

		if (!name)
			return -1;
		if (strcmp(name, sw->name) != 0)
			return err_set(e, ERR_USAGE, "--show", "`%s' is not the bond's switch: %s",
				name, sw->name);
	}
	return 0;
}

/* The same way that a living switch's answers take. */
static int read_shows(struct cli *c, struct verify_bond *b, bool cabling, struct err *e)
{
	unsigned what = cabling ? SWITCH_MACS : SWITCH_STATE | SWITCH_VIEW | SWITCH_SAVED;
	const struct intent_switch *sw = switch_of(b->intent);
	struct switch_read *read = ARENA_NEW(c->arena, struct switch_read);
	struct switch_texts texts = { 0 };
	nanosec asked = b->observed->switch_time;

	b->observed->switch_name = sw ? sw->name : NULL;
	if (!cli_flag(c, "show"))
		return 0;
	if (check_shows(c, sw, e) || shows_add(c, sw->name, what, &texts, e))
		return -1;
	if (switch_read_texts(c->arena, what, &texts, read, e)) {
		snprintf(e->object, sizeof(e->object), "--show %s", sw->name);
		return -1;
	}
	if (cabling)
		cabling_take_table(b, sw, read);
	else
		verify_take_answer(b, read, asked ? asked : b->observed->now);
	return 0;
}

int verify_offline(struct cli *c, const struct intent_host *host,
	const struct verify_limits *limits, struct verify_bonds *out, struct err *e)
{
	struct replay r = {
		.bond = cli_value(c, "bond"),
		.bonding = cli_value(c, "bonding"),
		.no_bond = cli_flag(c, "no-bond"),
		.stable = limits->stable,
	};
	struct verify_bond *b;

	if (find_plan(host, &r, e) || read_files(c, &r, e) || read_macs(c, &r, e) || check(&r, e) ||
		read_kernel(c, &r, e))
		return -1;
	b = ARENA_PUSH(c->arena, out);
	b->intent = r.plan;
	b->observed = replay_run(c->arena, &r, e);
	if (!b->observed || read_shows(c, b, limits->cabling, e))
		return -1;
	if (limits->cabling)
		verdict_cabling(c->arena, b->observed, &b->result);
	else
		verdict_judge(c->arena, b->observed, &b->result);
	return 0;
}
