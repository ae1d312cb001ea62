// SPDX-License-Identifier: Apache-2.0
/*
 * One input line in its mode: faults, the parser, the fall-back from a submode to global
 * configuration, `do`, output filters, and the parser's complaints.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "vsw_filter.h"
#include "vsw_parser.h"

static const struct vsw_command *table_of(enum vty_mode mode)
{
	switch (mode) {
	case MODE_EXEC:
		return vsw_exec_table;
	case MODE_CONFIG:
		return vsw_config_table;
	case MODE_IF:
		return vsw_if_table;
	case MODE_VLAN:
		return vsw_vlan_table;
	case MODE_LINE:
		return vsw_line_table;
	case MODE_ARCHIVE:
		return vsw_archive_table;
	}
	return vsw_exec_table;
}

/* The `^` stands under the first byte that fits nothing, counted with the prompt. */
static void complain(
	struct vswitch_vty *v, enum vsw_parse what, const char *line, size_t indent, size_t at)
{
	if (what == PARSE_AMBIGUOUS)
		buf_printf(&v->reply, "%% Ambiguous command:  \"%s\"\n", line);
	else if (what == PARSE_INCOMPLETE)
		buf_puts(&v->reply, "% Incomplete command.\n\n");
	else
		buf_printf(&v->reply, "%*s^\n%% Invalid input detected at '^' marker.\n\n",
			(int)(indent + at), "");
}

static bool refused(const struct vswitch_vty *v)
{
	return !strncmp(buf_text(&v->reply), "Command rejected", 16);
}

/* A change of a Port-channel is a change of each of its members too, quietly. */
static void run_members(struct vswitch_vty *v, const struct vsw_call *call)
{
	struct vif *channel = v->iface;
	size_t said = v->reply.len;

	for (struct vif *i = v->s->cfg.ifs; i; i = i->next) {
		if (i->group != channel->number || i->kind != VIF_PHYSICAL)
			continue;
		v->iface = i;
		call->command->run(v, call);
		buf_cut(&v->reply, said);
	}
	v->iface = channel;
}

static void run(struct vswitch_vty *v, const struct vsw_call *call)
{
	unsigned flags = call->command->flags;

	if (flags & CMD_L2 && v->iface->l2.routed) {
		buf_printf(&v->reply, "Command rejected: %s is not a switching port.\n",
			v->iface->brief);
		return;
	}
	call->command->run(v, call);
	if (v->mode != MODE_IF || !v->iface || !(flags & CMD_COPY) || refused(v))
		return;
	if (v->iface->kind == VIF_CHANNEL)
		run_members(v, call);
}

/* Tries the mode's own table, then global configuration; which of two complaints got further. */
static void execute_in(struct vswitch_vty *v, const char *line, size_t indent)
{
	struct vsw_call call, global;
	size_t at, at_global;
	enum vsw_parse r = vsw_parse(v, table_of(v->mode), line, &call, &at), g;

	if (r != PARSE_OK && v->mode > MODE_CONFIG) {
		g = vsw_parse(v, vsw_config_table, line, &global, &at_global);
		if (g == PARSE_OK) {
			vsw_leave(v, MODE_CONFIG);
			run(v, &global);
			return;
		}
		if (r == PARSE_INVALID && (g != PARSE_INVALID || at_global > at)) {
			r = g;
			at = at_global;
		}
	}
	if (r == PARSE_OK)
		run(v, &call);
	else
		complain(v, r, line, indent, at);
}

/* What `do` runs, or NULL. IOS takes no shorter form of `do`. */
static const char *behind_do(const struct vswitch_vty *v, const char *line)
{
	if (v->mode == MODE_EXEC || strncasecmp(line, "do ", 3))
		return NULL;
	return line + 3 + strspn(line + 3, " ");
}

/* Only `show` has filters: a description may hold a bar. Cuts line at the bar. */
static char *cut_filter(char *line)
{
	size_t len = strcspn(line, " ");
	char *bar = strchr(line, '|');

	if (len < 2 || len > 4 || strncasecmp(line, "show", len) || !bar)
		return NULL;
	for (*bar++ = '\0'; *bar == ' ';)
		bar++;
	for (len = strlen(line); len && line[len - 1] == ' ';)
		line[--len] = '\0';
	return bar;
}

static void execute_exec(struct vswitch_vty *v, char *line, size_t indent)
{
	enum vty_mode mode = v->mode;
	char *filter = cut_filter(line);

	v->mode = MODE_EXEC;
	execute_in(v, line, indent);
	if (v->mode == MODE_EXEC)
		v->mode = mode;
	if (filter && vsw_filter(&v->reply, filter))
		buf_puts(&v->reply, "% Incomplete command.\n\n");
}

static bool abbreviates(const char *word, size_t len, const char *full)
{
	return len && len <= strlen(full) && !strncasecmp(word, full, len);
}

/* Where a secret begins in the line: behind any short form of `secret` or `password`. */
static char *secret_in(char *line)
{
	size_t len = strcspn(line, " ");
	bool user = abbreviates(line, len, "username"), enable = abbreviates(line, len, "enable");
	char *p = line + len;

	for (unsigned n = 1; (user || enable) && *p; n++, p += len) {
		p += strspn(p, " ");
		len = strcspn(p, " ");
		if ((n > 1 || enable) &&
			(abbreviates(p, len, "secret") || abbreviates(p, len, "password")))
			return p[len] ? p + len + 1 : NULL;
	}
	return NULL;
}

static void report(struct vswitch_vty *v, const char *line)
{
	char text[VSW_STORED_MAX + 16], *secret;

	if (!v->s->on_command || v->loading)
		return;
	vsw_copy(text, sizeof(text), line);
	secret = secret_in(text);
	if (secret)
		strcpy(secret, "******");
	v->s->on_command(v->s->on_command_ctx, v->user, text);
}

/* Blanks at both ends go, a tab is a blank; blanks between words stay, for the `^`. */
static size_t clean(const char *in, char out[VSW_STORED_MAX + 1])
{
	size_t indent = strspn(in, " \t"), len;

	vsw_copy(out, VSW_STORED_MAX + 1, in + indent);
	for (char *p = out; *p; p++)
		if (iscntrl((unsigned char)*p))
			*p = ' ';
	for (len = strlen(out); len && out[len - 1] == ' ';)
		out[--len] = '\0';
	return indent;
}

void vsw_run(struct vswitch_vty *v, const char *input)
{
	char line[VSW_STORED_MAX + 1];
	char prompt[2 * VSW_NAME_MAX];
	size_t indent = clean(input, line);
	const char *rest = behind_do(v, line);

	vsw_prompt(v, prompt, sizeof(prompt));
	indent += strlen(prompt);
	if (rest)
		execute_exec(v, line + (rest - line), indent + (size_t)(rest - line));
	else if (v->mode == MODE_EXEC)
		execute_exec(v, line, indent);
	else
		execute_in(v, line, indent);
}

void vsw_execute(struct vswitch_vty *v, const char *input)
{
	char line[VSW_STORED_MAX + 1];

	clean(input, line);
	if (!*line || *line == '!')
		return;
	report(v, line);
	if (v->loading) {
		vsw_run(v, input);
	} else if (!vsw_fault_before(v, line)) {
		vsw_run(v, input);
		vsw_fault_after(v, line);
	}
}

static void help_word(void *ctx, const char *word, size_t len)
{
	buf_printf(ctx, "  %.*s\n", (int)len, word);
}

void vsw_help(struct vswitch_vty *v, const char *input)
{
	size_t indent = strspn(input, " ");
	const char *rest = behind_do(v, input + indent);

	vsw_next_words(v, rest ? vsw_exec_table : table_of(v->mode), rest ? rest : input + indent,
		help_word, &v->reply);
	if (!v->reply.len)
		buf_puts(&v->reply, "% Unrecognized command\n");
}

struct completion {
	const char *word;
	size_t len;
	unsigned n;
};

static void complete_word(void *ctx, const char *word, size_t len)
{
	struct completion *c = ctx;

	c->word = word;
	c->len = len;
	c->n += islower((unsigned char)*word) ? 1 : 2;
}

size_t vsw_complete(struct vswitch_vty *v, const char *input, char *out, size_t size)
{
	const char *last = strrchr(input, ' ');
	size_t have = strlen(last ? last + 1 : input);
	const char *rest = behind_do(v, input);
	struct completion c = { 0 };

	out[0] = '\0';
	if (!have)
		return 0;
	vsw_next_words(v, rest ? vsw_exec_table : table_of(v->mode), rest ? rest : input,
		complete_word, &c);
	if (c.n != 1 || c.len < have)
		return 0;
	return (size_t)snprintf(out, size, "%.*s ", (int)(c.len - have), c.word + have);
}
