// SPDX-License-Identifier: Apache-2.0
/*
 * Faults on demand, for tests: comment lines of the startup file such as
 * `! fault: refuse "vlan 45" "% Not today" 2`. docs/virtual-switch.md lists them.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "vsw.h"

static const struct {
	const char *name;
	enum vsw_fault_kind kind;
	bool prefix, reply;
} kinds[] = {
	{ "refuse", FAULT_REFUSE, true, true },
	{ "drop", FAULT_DROP, true, false },
	{ "silent", FAULT_SILENT, true, false },
	{ "ignore", FAULT_IGNORE, true, false },
	{ "save-fails", FAULT_SAVE, false, false },
	{ "lock", FAULT_LOCK, false, true },
	{ "err-disable", FAULT_ERR_DISABLE, true, true },
};

/* A text in quotes, in which \n is the end of a line. NULL: there is none. */
static char *read_quoted(const char **p)
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

static int read_rest(struct vsw_fault *f, const char *p, bool prefix, bool reply)
{
	char *end;

	if (prefix && !(f->prefix = read_quoted(&p)))
		return -1;
	if (reply && !(f->reply = read_quoted(&p)))
		return -1;
	p += strspn(p, " ");
	f->times = *p ? strtol(p, &end, 10) : -1;
	return *p && (*end || f->times < 1) ? -1 : 0;
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
		if (read_rest(f, text + len, kinds[k].prefix, kinds[k].reply)) {
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
