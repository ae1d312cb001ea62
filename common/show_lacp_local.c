// SPDX-License-Identifier: Apache-2.0
/*
 * show lacp internal, counters and sys-id. `internal` has eight columns; older images have a ninth,
 * the interval, behind the state. `counters` gained two columns for marker responses; its errors
 * may be absent. Only what all forms have is read.
 */
#include <string.h>

#include "show_text.h"
#include "switch_ports.h"

/* "Channel group 1", "Channel group: 1" */
static bool read_group(struct show_span line, unsigned *group)
{
	struct show_span w[4];
	size_t n = show_words(line, w, 4);

	return n >= 3 && show_is(&w[0], "Channel") && show_starts(&w[1], "group") &&
		show_number(&w[2], 65535, group);
}

/* Port Flags State [Interval] Priority AdminKey OperKey PortNumber PortState */
static bool read_internal(struct show_span line, struct show_lacp_internal *out)
{
	struct show_span w[9], *rest;
	size_t n = show_words(line, w, 9);
	unsigned state;

	if (n != 8 && n != 9)
		return false;
	rest = &w[n - 5];
	if (!show_port(&w[0], out->port) || !show_copy(&w[2], out->state, sizeof(out->state)) ||
		!show_number(&rest[0], 65535, &out->priority) ||
		!show_number(&rest[1], 65535, &out->admin_key) ||
		!show_number(&rest[2], 65535, &out->oper_key) ||
		!show_number(&rest[3], 65535, &out->port_number) ||
		!show_number(&rest[4], 255, &state))
		return false;
	out->port_state = (uint8_t)state;
	return true;
}

int show_lacp_internals_parse(
	struct arena *a, const char *text, struct show_lacp_internals *out, struct err *e)
{
	struct show_lacp_internal row = { 0 };
	bool known = false, other = false;
	const char *rest = text;
	struct show_span line;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		if (show_starts(&line, "Flags:") || read_group(line, &row.group))
			known = true;
		else if (row.group && read_internal(line, &row))
			*ARENA_PUSH(a, &out->rows) = row;
		other |= line.len > 0;
	}
	/* Without any LACP channel some images print nothing at all. */
	return known || !other ? 0 : show_refuse("show lacp internal", text, e);
}

/* Port Sent Recv, then numbers that are not read. */
static bool read_counter(struct show_span line, struct show_lacp_counter *out)
{
	struct show_span w[9];
	size_t n = show_words(line, w, 9);
	unsigned ignored;

	if (n < 5 || n > 9 || !show_port(&w[0], out->port))
		return false;
	for (size_t i = 3; i < n; i++)
		if (!show_number(&w[i], UINT32_MAX, &ignored))
			return false;
	return show_number(&w[1], UINT32_MAX, &out->sent) &&
		show_number(&w[2], UINT32_MAX, &out->received);
}

int show_lacp_counters_parse(
	struct arena *a, const char *text, struct show_lacp_counters *out, struct err *e)
{
	struct show_lacp_counter row = { 0 };
	bool known = false, other = false;
	const char *rest = text;
	struct show_span line, word;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		struct show_span left = line;

		if (read_group(line, &row.group) ||
			(show_next_word(&left, &word) && show_is(&word, "LACPDUs")))
			known = true;
		else if (row.group && read_counter(line, &row))
			*ARENA_PUSH(a, &out->rows) = row;
		other |= line.len > 0;
	}
	return known || !other ? 0 : show_refuse("show lacp counters", text, e);
}

int show_lacp_system_parse(const char *text, struct show_lacp_system *out, struct err *e)
{
	const char *rest = text;
	struct show_span line, w[2];

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		if (show_words(line, w, 2) != 2 || !w[0].len || w[0].text[w[0].len - 1] != ',')
			continue;
		w[0].len--;
		if (show_number(&w[0], 65535, &out->priority) && show_mac(&w[1], out->system))
			return 0;
	}
	return show_refuse("show lacp sys-id", text, e);
}
