// SPDX-License-Identifier: Apache-2.0
/*
 * Faults on demand, for tests: comment lines of the startup file such as
 * `! fault: refuse "vlan 45" "% Not today" 2`. docs/virtual-switch.md lists them.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "vsw.h"

enum { HAS_PREFIX = 1, HAS_REPLY = 2, HAS_LINE = 4, HAS_NUMBER = 8 };

static const struct {
	const char *name;
	enum vsw_fault_kind kind;
	unsigned has;
} kinds[] = {
	{ "refuse", FAULT_REFUSE, HAS_PREFIX | HAS_REPLY },
	{ "drop", FAULT_DROP, HAS_PREFIX },
	{ "drop-line", FAULT_DROP, HAS_LINE },
	{ "drop-after", FAULT_DROP_AFTER, HAS_PREFIX },
	{ "drop-after-line", FAULT_DROP_AFTER, HAS_LINE },
	{ "silent", FAULT_SILENT, HAS_PREFIX },
	{ "silent-line", FAULT_SILENT, HAS_LINE },
	{ "silent-after", FAULT_SILENT_AFTER, HAS_PREFIX },
	{ "silent-after-line", FAULT_SILENT_AFTER, HAS_LINE },
	{ "ignore", FAULT_IGNORE, HAS_PREFIX },
	{ "say", FAULT_SAY, HAS_PREFIX | HAS_REPLY },
	{ "log", FAULT_LOG, HAS_PREFIX | HAS_REPLY },
	{ "ask", FAULT_ASK, HAS_PREFIX | HAS_REPLY },
	{ "push-back", FAULT_PUSH_BACK, HAS_PREFIX | HAS_REPLY },
	{ "slow", FAULT_SLOW, HAS_PREFIX | HAS_NUMBER },
	{ "save-fails", FAULT_SAVE, 0 },
	{ "lock", FAULT_LOCK, HAS_REPLY },
	{ "err-disable", FAULT_ERR_DISABLE, HAS_PREFIX | HAS_REPLY },
};

/* A text in quotes, in which \n is the end of a line. NULL: there is none. */
char *vsw_quoted(const char **p)
{
	const char *in = *p + strspn(*p, " ");
	char *text, *out;

	if (*in++ != '"')
		return NULL;
	text = out = vsw_alloc(strlen(in) + 1);
	for (; *in && *in != '"'; in++) {
		if (in[0] == '\\' && in[1])
			*out++ = *++in == 'n' ? '\n' : *in;
		else
			*out++ = *in;
	}
	*p = *in ? in + 1 : in;
	return text;
}

static void fault_free(struct vsw_fault *f)
{
	free(f->prefix);
	free(f->reply);
	free(f);
}

static int read_number(const char **p, unsigned *out)
{
	const char *digits = *p + strspn(*p, " ");
	size_t len = strspn(digits, "0123456789");

	if (!len || len > 6)
		return -1;
	*out = (unsigned)strtoul(digits, NULL, 10);
	*p = digits + len;
	return *out ? 0 : -1;
}

static int read_rest(struct vsw_fault *f, const char *p, unsigned has)
{
	unsigned times;

	f->times = has & HAS_LINE ? 1 : -1;
	if (has & HAS_PREFIX && !(f->prefix = vsw_quoted(&p)))
		return -1;
	if (has & HAS_REPLY && !(f->reply = vsw_quoted(&p)))
		return -1;
	if (has & HAS_LINE && read_number(&p, &f->line))
		return -1;
	if (has & HAS_NUMBER && read_number(&p, &f->number))
		return -1;
	p += strspn(p, " ");
	if (!*p)
		return 0;
	if (read_number(&p, &times) || *p)
		return -1;
	f->times = times;
	return 0;
}

int vsw_fault_read(struct vswitch *s, const char *text)
{
	size_t len;
	struct vsw_fault *f, **at = &s->faults;

	text += strspn(text, " ");
	len = strcspn(text, " ");
	for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		if (strlen(kinds[k].name) != len || strncmp(kinds[k].name, text, len))
			continue;
		f = vsw_alloc(sizeof(*f));
		f->kind = kinds[k].kind;
		if (read_rest(f, text + len, kinds[k].has)) {
			fault_free(f);
			return -1;
		}
		while (*at)
			at = &(*at)->next;
		*at = f;
		return 0;
	}
	return -1;
}

/* The first fault of that kind whose prefix the line has; one of its times is then used up. */
struct vsw_fault *vsw_fault_hit(struct vswitch *s, enum vsw_fault_kind kind, const char *line)
{
	for (struct vsw_fault *f = s->faults; f; f = f->next) {
		if (f->kind != kind || !f->times)
			continue;
		if (f->line && f->line != s->config_lines)
			continue;
		if (f->prefix && strncasecmp(line, f->prefix, strlen(f->prefix)))
			continue;
		if (f->times > 0)
			f->times--;
		return f;
	}
	return NULL;
}

/* Its prefix is a port's name, any abbreviation. */
struct vsw_fault *vsw_fault_hit_port(struct vswitch *s, const struct vif *i)
{
	for (struct vsw_fault *f = s->faults; f; f = f->next) {
		if (f->kind != FAULT_ERR_DISABLE || !f->times || !ifname_equal(f->prefix, i->name))
			continue;
		if (f->times > 0)
			f->times--;
		return f;
	}
	return NULL;
}

void vsw_faults_free(struct vswitch *s)
{
	for (struct vsw_fault *f = s->faults, *next; f; f = next) {
		next = f->next;
		fault_free(f);
	}
	s->faults = NULL;
}

/* Enter is yes, but where the question offers a no. */
static void answer_asked(struct vswitch_vty *v, const char *line)
{
	bool no = strstr(v->asked, "no]") || strstr(v->asked, "/n");
	char run[VSW_LINE_MAX + 1];

	memcpy(run, v->asked_line, sizeof(run));
	line += strspn(line, " ");
	if (*line == 'y' || *line == 'Y' || (!*line && !no))
		vsw_run(v, run);
}

static void ask(struct vswitch_vty *v, const struct vsw_fault *f, const char *line)
{
	static const struct vsw_question key = { NULL, false, true, answer_asked };
	static const struct vsw_question words = { NULL, false, false, answer_asked };

	free(v->asked);
	v->asked = strdup(f->reply);
	if (!v->asked)
		abort();
	vsw_copy(v->asked_line, sizeof(v->asked_line), line);
	v->ask = strstr(f->reply, "[confirm]") ? &key : &words;
}

bool vsw_fault_before(struct vswitch_vty *v, const char *line)
{
	struct vsw_fault *f;

	v->s->config_lines += v->mode != MODE_EXEC;
	if (vsw_fault_hit(v->s, FAULT_DROP, line))
		return v->ended = v->dropped = true;
	if (vsw_fault_hit(v->s, FAULT_SILENT, line))
		return v->silent = true;
	f = vsw_fault_hit(v->s, FAULT_SAY, line);
	if (f)
		buf_printf(&v->reply, "%s\n", f->reply);
	f = vsw_fault_hit(v->s, FAULT_ASK, line);
	if (f) {
		ask(v, f, line);
		return true;
	}
	f = vsw_fault_hit(v->s, FAULT_PUSH_BACK, line);
	if (f)
		vsw_leave(v, MODE_EXEC);
	else
		f = vsw_fault_hit(v->s, FAULT_REFUSE, line);
	if (f)
		buf_printf(&v->reply, "%s\n", f->reply);
	return f || vsw_fault_hit(v->s, FAULT_IGNORE, line);
}

void vsw_fault_after(struct vswitch_vty *v, const char *line)
{
	const struct vsw_fault *log = vsw_fault_hit(v->s, FAULT_LOG, line);

	if (log)
		vsw_log(v->s, "%s", log->reply);
	if (vsw_fault_hit(v->s, FAULT_DROP_AFTER, line))
		v->ended = v->dropped = true;
	if (vsw_fault_hit(v->s, FAULT_SILENT_AFTER, line))
		v->silent = true;
}
