// SPDX-License-Identifier: Apache-2.0
/*
 * What the switch's log and its counters add to a finding that its state has decided: messages may
 * be old, and levels may have dropped others, so they are quoted and decide nothing.
 */
#include <ctype.h>
#include <string.h>

#include "finding.h"

/* The name, and no longer one that begins with it. */
static bool has_word(const char *line, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = line; (at = strcasestr(at, name)); at += n)
		if (!isdigit((unsigned char)at[n]) && at[n] != '/' &&
			(at == line || !isalnum((unsigned char)at[-1])))
			return true;
	return false;
}

bool finding_add_log(struct finding_case *c, const char *port, const char *start)
{
	const struct switch_view *view = c->bond->switch_answered ? c->bond->view : NULL;
	const struct show_log *log = view ? view->log : NULL;
	char abbreviated[IFNAME_MAX] = "";

	if (!log || !port)
		return true;
	ifname_short(port, abbreviated);
	for (size_t i = log->lines.n; i-- > 0;) {
		const char *line = log->lines.v[i];

		if (strncmp(line, start, strlen(start)) ||
			(!has_word(line, port) && !has_word(line, abbreviated)))
			continue;
		return finding_add(
			c, "%s: show logging, the newest about it: %s", c->bond->switch_name, line);
	}
	return true;
}

bool finding_add_counts(struct finding_case *c)
{
	const struct switch_view *view = c->bond->switch_answered ? c->bond->view : NULL;
	const struct show_lacp_counters *n = view ? view->counters : NULL;

	for (size_t i = 0; n && c->member->port && i < n->rows.n; i++)
		if (ifname_equal(n->rows.v[i].port, c->member->port))
			return finding_add(c,
				"%s: show lacp counters: %s sent %u, received %u LACPDUs",
				c->bond->switch_name, c->member->port, n->rows.v[i].sent,
				n->rows.v[i].received);
	return true;
}
