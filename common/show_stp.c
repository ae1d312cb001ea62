// SPDX-License-Identifier: Apache-2.0
/*
 * show spanning-tree: per VLAN (or MST instance) a table of ports below the line that names it; of
 * one interface, a table of VLANs. `Po11  Desg FWD 3  128.616  P2p Edge`.
 */
#include <string.h>

#include "show_text.h"
#include "switch_ports.h"

/* "VLAN0040", "MST0" */
static bool read_instance(struct show_span word, struct show_stp *s)
{
	size_t head = show_starts(&word, "VLAN") ? 4 : show_starts(&word, "MST") ? 3 : 0;

	if (!head)
		return false;
	word.text += head;
	word.len -= head;
	s->mst = head == 3;
	return strspn(word.text, "0123456789") >= word.len &&
		show_number(&word, VLAN_MAX, &s->instance);
}

/* "BKN*4" is a state and, without a blank, the cost. */
static bool read_state(struct show_span *rest, struct show_stp *s)
{
	struct show_span state, cost;
	const char *star;
	unsigned value;

	if (!show_next_word(rest, &state))
		return false;
	star = memchr(state.text, '*', state.len);
	if (star && star + 1 < state.text + state.len) {
		cost = (struct show_span){ star + 1, (size_t)(state.text + state.len - star - 1) };
		state.len -= cost.len;
	} else if (!show_next_word(rest, &cost)) {
		return false;
	}
	return show_copy(&state, s->state, sizeof(s->state)) &&
		show_number(&cost, UINT32_MAX, &value);
}

/* Role Sts Cost Prio.Nbr [Type]: the fourth has a dot. */
static bool read_port(struct show_span rest, struct show_stp *s)
{
	struct show_span role, number;

	return show_next_word(&rest, &role) && show_copy(&role, s->role, sizeof(s->role)) &&
		read_state(&rest, s) && show_next_word(&rest, &number) &&
		memchr(number.text, '.', number.len);
}

struct stp_reader {
	struct arena *arena;
	struct show_stps *out;
	struct show_stp of; /* the instance that the table below is of */
	bool inside;
};

static bool read_line(struct stp_reader *r, struct show_span line)
{
	struct show_stp row = r->of;
	struct show_span rest = line, word;

	if (!show_next_word(&rest, &word) || word.text != line.text)
		return false;
	if (read_instance(word, &row)) {
		row.port[0] = '\0';
		if (read_port(rest, &row))
			*ARENA_PUSH(r->arena, &r->out->rows) = row;
		else if (!rest.len)
			r->of = row, r->inside = true;
		return true;
	}
	if (!r->inside || !show_port(&word, row.port) || !read_port(rest, &row))
		return false;
	*ARENA_PUSH(r->arena, &r->out->rows) = row;
	return true;
}

int show_stps_parse(struct arena *a, const char *text, struct show_stps *out, struct err *e)
{
	struct stp_reader r = { .arena = a, .out = out };
	const char *rest = text;
	struct show_span line;
	bool known = false;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		known |= read_line(&r, line);
		known |= show_starts(&line, "No spanning tree instance") ||
			show_starts(&line, "no spanning tree info available");
	}
	return known ? 0 : show_refuse("show spanning-tree", text, e);
}
