// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>

#include "reads.h"
#include "ios_config.h"
#include "ios_text.h"
#include "show_archive.h"

static int refused(struct err *e, const struct ios_session *s)
{
	const struct ios_reply *r = ios_session_reply(s);
	struct reply_verdict v;

	ios_session_classify(s, &v);
	return err_set(e, ERR_ENVIRONMENT, "", "`%s`: %s", r->command,
		v.line[0] ? v.line : "an empty answer");
}

/* A configuration that does not close with `end` is not a whole one. */
static bool is_whole(const char *config)
{
	size_t n = strlen(config);

	while (n && strchr(" \n", config[n - 1]))
		n--;
	return n > 4 && !strncmp(config + n - 4, "\nend", 4);
}

static int take_running(struct reads *g, const struct ios_session *s, struct err *e)
{
	const char *text = ios_session_reply(s)->text;

	if (!is_whole(text)) {
		refused(e, s);
		return err_hint(e,
			"the account has to read the whole configuration: "
			"privilege 15, or a view with it");
	}
	g->out->running_text = arena_strdup(g->a, text);
	g->out->found.running = ios_config_parse(g->a, g->out->running_text);
	return 0;
}

static int take_found_vlans(struct reads *g, const struct ios_session *s, struct err *e)
{
	const char *text = arena_strdup(g->a, ios_session_reply(s)->text);

	return show_vlans_parse(g->a, text, &g->out->found.vlans, e);
}

/* Some platforms have no VTP. */
static int take_vtp(struct reads *g, const struct ios_session *s, struct err *e)
{
	const char *text = arena_strdup(g->a, ios_session_reply(s)->text);
	struct reply_verdict v;

	ios_session_classify(s, &v);
	if (v.class == REPLY_INVALID)
		return 0;
	return show_vtp_parse(g->a, text, &g->out->found.vtp, e);
}

/* None, or none that may be read, is not known to be the same. */
static int take_startup(struct reads *g, const struct ios_session *s, struct err *e)
{
	(void)e;
	g->out->startup_text = arena_strdup(g->a, ios_session_reply(s)->text);
	g->out->saved_differs = !ios_text_same(g->out->running_text, g->out->startup_text);
	return 0;
}

static int take_etherchannel(struct reads *g, const struct ios_session *s, struct err *e)
{
	const char *text = arena_strdup(g->a, ios_session_reply(s)->text);

	return show_etherchannel_parse(g->a, text, &g->out->etherchannel, e);
}

static int take_lacp_neighbors(struct reads *g, const struct ios_session *s, struct err *e)
{
	const char *text = arena_strdup(g->a, ios_session_reply(s)->text);

	return show_lacp_neighbors_parse(g->a, text, &g->out->lacp_neighbors, e);
}

/* What may be left out: each sets its part of the view, or, refused, nothing. */
#define TAKE_VIEW(field, type, parse)                                                              \
	static int take_##field(struct reads *g, const struct ios_session *s, struct err *e)       \
	{                                                                                          \
		struct type *out = ARENA_NEW(g->a, struct type);                                   \
		struct err refusal;                                                                \
                                                                                                   \
		(void)e;                                                                           \
		if (!parse(g->a, arena_strdup(g->a, ios_session_reply(s)->text), out, &refusal))   \
			g->out->view.field = out;                                                  \
		return 0;                                                                          \
	}

TAKE_VIEW(internals, show_lacp_internals, show_lacp_internals_parse)
TAKE_VIEW(trunks, show_trunks, show_trunks_parse)
TAKE_VIEW(statuses, show_statuses, show_statuses_parse)
TAKE_VIEW(err_disabled, show_statuses, show_statuses_parse)
TAKE_VIEW(counters, show_lacp_counters, show_lacp_counters_parse)
TAKE_VIEW(stps, show_stps, show_stps_parse)
TAKE_VIEW(log, show_log, show_log_parse)
TAKE_VIEW(mtu, show_mtu, show_mtu_parse)
TAKE_VIEW(macs, show_macs, show_macs_parse)
TAKE_VIEW(vlans, show_vlans, show_vlans_parse)

/* Its reader takes no arena. */
static int take_system(struct reads *g, const struct ios_session *s, struct err *e)
{
	struct show_lacp_system *out = ARENA_NEW(g->a, struct show_lacp_system);
	struct err refusal;

	(void)e;
	if (!show_lacp_system_parse(ios_session_reply(s)->text, out, &refusal))
		g->out->view.system = out;
	return 0;
}

/* An account that may not see the whole configuration leaves it unknown. */
static int take_saved_running(struct reads *g, const struct ios_session *s, struct err *e)
{
	struct show_port_mtus *mtus = ARENA_NEW(g->a, struct show_port_mtus);
	const char *text = ios_session_reply(s)->text;

	(void)e;
	if (!is_whole(text))
		return 0;
	g->out->running_text = arena_strdup(g->a, text);
	show_port_mtus_read(g->a, g->out->running_text, mtus);
	g->out->view.port_mtus = mtus;
	g->out->view.tags_native = strstr(text, "\nvlan dot1q tag native\n") != NULL;
	return 0;
}

static int take_saved_startup(struct reads *g, const struct ios_session *s, struct err *e)
{
	const char *text = ios_session_reply(s)->text;

	(void)e;
	if (g->out->running_text && is_whole(text))
		g->out->view.saved = ios_text_same(g->out->running_text, text)
			? SWITCH_SAVED_SAME
			: SWITCH_SAVED_DIFFERS;
	else if (g->out->running_text && strstr(text, "startup-config is not present"))
		g->out->view.saved = SWITCH_SAVED_DIFFERS;
	return 0;
}

/* Never a failure: what it would not say is among what it said. */
static int take_fact(struct reads *g, const struct ios_session *s, struct err *e)
{
	(void)e;
	switch_facts_take(g->a, &g->out->facts, reads_command(g), ios_session_reply(s)->text);
	g->out->found.facts = &g->out->facts;
	return 0;
}

/* The way of this session: what one says not, the next is not asked. */
static int take_users(struct reads *g, const struct ios_session *s, struct err *e)
{
	(void)e;
	show_users_parse(ios_session_reply(s)->text, g->out->facts.path.address);
	return 0;
}

static int take_arp(struct reads *g, const struct ios_session *s, struct err *e)
{
	struct show_path *path = &g->out->facts.path;

	(void)e;
	show_arp_parse(ios_session_reply(s)->text, path->address, path->mac);
	return 0;
}

static int take_path(struct reads *g, const struct ios_session *s, struct err *e)
{
	(void)e;
	show_path_parse(
		g->a, arena_strdup(g->a, ios_session_reply(s)->text), g->out->facts.path.port);
	return 0;
}

static int take_archive(struct reads *g, const struct ios_session *s, struct err *e)
{
	(void)e;
	show_archive_parse(g->a, ios_session_reply(s)->text, &g->out->revert);
	return 0;
}

static int take_revert(struct reads *g, const struct ios_session *s, struct err *e)
{
	(void)e;
	show_revert_parse(g->a, ios_session_reply(s)->text, &g->out->revert);
	return 0;
}

static int take_reload(struct reads *g, const struct ios_session *s, struct err *e)
{
	(void)e;
	show_reload_parse(g->a, ios_session_reply(s)->text, &g->out->reload);
	return 0;
}

static const struct {
	unsigned what;
	const char *command;
	int (*take)(struct reads *g, const struct ios_session *s, struct err *e);
} commands[] = {
	{ SWITCH_CONFIG, "show running-config", take_running },
	{ SWITCH_CONFIG, "show vlan brief", take_found_vlans },
	{ SWITCH_CONFIG, "show vtp status", take_vtp },
	{ READS_STARTUP, "show startup-config", take_startup },
	{ SWITCH_FACTS, "show version", take_fact },
	{ SWITCH_SERIAL, "show inventory", take_fact },
	{ SWITCH_FACTS, "show privilege", take_fact },
	{ SWITCH_FACTS, "show configuration lock", take_fact },
	{ SWITCH_FACTS, "show interfaces status", take_fact },
	{ SWITCH_FACTS, "show interfaces trunk", take_fact },
	{ SWITCH_FACTS, "show cdp neighbors detail", take_fact },
	{ SWITCH_FACTS, "show lldp neighbors detail", take_fact },
	{ SWITCH_FACTS, "show mac address-table", take_fact },
	{ SWITCH_PATH, "show users", take_users },
	{ SWITCH_PATH, "show ip arp ", take_arp },
	{ SWITCH_PATH, "show mac address-table address ", take_path },
	{ SWITCH_STATE, "show etherchannel summary", take_etherchannel },
	{ SWITCH_STATE, "show lacp neighbor", take_lacp_neighbors },
	{ SWITCH_VIEW, "show lacp internal", take_internals },
	{ SWITCH_VIEW, "show lacp sys-id", take_system },
	{ SWITCH_VIEW, "show interfaces trunk", take_trunks },
	{ SWITCH_VIEW, "show interfaces status", take_statuses },
	{ SWITCH_VIEW, "show interfaces status err-disabled", take_err_disabled },
	{ SWITCH_VIEW, "show vlan brief", take_vlans },
	{ SWITCH_VIEW, "show lacp counters", take_counters },
	{ SWITCH_VIEW, "show spanning-tree", take_stps },
	{ SWITCH_VIEW, "show system mtu", take_mtu },
	{ SWITCH_VIEW, "show logging", take_log },
	{ SWITCH_MACS, "show mac address-table", take_macs },
	{ SWITCH_NET, "show archive", take_archive },
	{ SWITCH_NET, "show archive config rollback timer", take_revert },
	{ SWITCH_NET, "show reload", take_reload },
	{ SWITCH_SAVED, "show running-config", take_saved_running },
	{ SWITCH_SAVED, "show startup-config", take_saved_startup },
};

enum { COMMANDS = sizeof(commands) / sizeof(*commands) };

static bool wants_argument(size_t i)
{
	return commands[i].command[strlen(commands[i].command) - 1] == ' ';
}

/* What a command that ends in a blank is asked about; "" where that is not known. */
static const char *argument(const struct reads *g, size_t i)
{
	const struct show_path *path = &g->out->facts.path;

	if (!wants_argument(i))
		return "";
	return commands[i].take == take_arp ? path->address : path->mac;
}

static bool is_asked(const struct reads *g, size_t i)
{
	return commands[i].what & g->what;
}

static bool is_complete(const struct reads *g, size_t i)
{
	return !wants_argument(i) || *argument(g, i);
}

static void skip(struct reads *g)
{
	while (g->next < COMMANDS && (!is_asked(g, g->next) || !is_complete(g, g->next)))
		g->next++;
}

static const char *command_text(const struct reads *g, size_t i)
{
	if (!wants_argument(i))
		return commands[i].command;
	return arena_printf(g->a, "%s%s", commands[i].command, argument(g, i));
}

/* Of what is asked, all that no command is left for. */
static void note_answered(struct reads *g)
{
	unsigned left = 0;

	for (size_t i = g->next; i < COMMANDS; i++)
		left |= commands[i].what;
	g->out->answered = g->what & ~left;
}

void reads_start(struct reads *g, struct arena *a, unsigned what, struct switch_read *out)
{
	*g = (struct reads){ .a = a, .what = what, .out = out };
	*out = (struct switch_read){ .hostname = "" };
	skip(g);
}

const char *reads_command(const struct reads *g)
{
	return g->next < COMMANDS ? command_text(g, g->next) : NULL;
}

struct dialog_move reads_ask(struct reads *g)
{
	if (g->next < g->sent)
		return dialog_do(DIALOG_WAIT);
	g->sent = g->next + 1;
	return dialog_command(reads_command(g));
}

/* One whose argument an answer will give waits for that, and so do those behind it. */
const char *reads_ahead(struct reads *g, size_t room)
{
	const char *command;
	size_t i = g->sent;

	while (i < COMMANDS && !is_asked(g, i))
		i++;
	if (g->next >= g->sent || i == COMMANDS || !is_complete(g, i))
		return NULL;
	command = command_text(g, i);
	if (strlen(command) > room)
		return NULL;
	g->sent = i + 1;
	return command;
}

void reads_pass(struct reads *g)
{
	g->next++;
	skip(g);
}

static void keep_text(struct reads *g, const struct ios_reply *r)
{
	struct switch_text *t;

	if (strstr(r->command, "-config"))
		return;
	t = ARENA_PUSH(g->a, &g->out->texts);
	t->command = commands[g->next].command;
	t->text = arena_strdup(g->a, r->text);
}

int reads_reply(struct reads *g, const struct ios_session *s, struct err *e)
{
	const struct ios_reply *r = ios_session_reply(s);

	if (r->mode != IOS_MODE_EXEC || r->question)
		return refused(e, s);
	g->out->hostname = arena_strdup(g->a, ios_session_hostname(s));
	keep_text(g, r);
	if (commands[g->next].take(g, s, e)) {
		e->class = ERR_ENVIRONMENT;
		e->object[0] = '\0';
		return e->text[0] == '`' ? -1 : err_context(e, "`%s`", r->command);
	}
	g->next++;
	skip(g);
	note_answered(g);
	return 0;
}

/* The dialog that only reads. */

struct read_dialog {
	struct dialog dialog;
	struct reads reads;
};

static struct dialog_move read_on(struct dialog *d, enum dialog_event event,
	const struct ios_session *s, const struct err *lost)
{
	struct read_dialog *r = (struct read_dialog *)d;

	switch (event) {
	case DIALOG_LOST:
		*d->err = *lost;
		return dialog_do(DIALOG_END);
	case DIALOG_STOP:
		err_set(d->err, ERR_ENVIRONMENT, d->name, "%s", d->stopped);
		return dialog_do(DIALOG_END);
	case DIALOG_REPLY:
		if (reads_reply(&r->reads, s, d->err)) {
			snprintf(d->err->object, sizeof(d->err->object), "%s", d->name);
			return dialog_do(DIALOG_END);
		}
		break;
	case DIALOG_READY:
	case DIALOG_AWAKE:
	case DIALOG_LATE:
		break;
	}
	return reads_command(&r->reads) ? reads_ask(&r->reads) : dialog_do(DIALOG_END);
}

static const char *read_ahead(struct dialog *d, size_t room)
{
	return reads_ahead(&((struct read_dialog *)d)->reads, room);
}

struct dialog *read_dialog_new(
	struct arena *a, const struct switch_login *login, unsigned what, struct switch_read *out)
{
	struct read_dialog *r = ARENA_NEW(a, struct read_dialog);

	(void)login;
	r->dialog.on = read_on;
	r->dialog.ahead = read_ahead;
	reads_start(&r->reads, a, what | (what & SWITCH_CONFIG ? READS_STARTUP : 0), out);
	return &r->dialog;
}
