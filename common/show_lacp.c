// SPDX-License-Identifier: Apache-2.0
/*
 * show lacp neighbor. Catalysts and IOS-XE print one row of nine columns a port; older images and
 * `detail` print a row with system, port number, age and flags, and below it a row with priority,
 * key and state.
 */
#include <string.h>

#include "show_text.h"
#include "switch_show.h"

struct lacp_reader {
	struct arena *arena;
	struct show_lacp_neighbors *out;
	unsigned group;
	struct show_lacp_neighbor half; /* the first row of two */
	bool pending;
};

static bool read_age(struct show_span s, unsigned *out)
{
	if (!s.len || s.text[s.len - 1] != 's')
		return false;
	s.len--;
	return show_number(&s, UINT32_MAX, out);
}

static bool read_flags(const struct show_span *s, char flags[8])
{
	return strspn(s->text, "SFAP") >= s->len && show_copy(s, flags, 8);
}

/* Port Flags Priority DevID Age AdminKey OperKey PortNumber PortState */
static bool read_full_row(const struct show_span w[9], struct show_lacp_neighbor *n)
{
	unsigned admin_key, state;

	if (!show_port(&w[0], n->port) || !read_flags(&w[1], n->flags) ||
		!show_number(&w[2], 65535, &n->priority) || !show_mac(&w[3], n->system) ||
		!read_age(w[4], &n->age_s) || !show_number(&w[5], 65535, &admin_key) ||
		!show_number(&w[6], 65535, &n->oper_key) ||
		!show_number(&w[7], 65535, &n->port_number) || !show_number(&w[8], 255, &state))
		return false;
	n->state = (uint8_t)state;
	return true;
}

/* Port SystemPriority,SystemId PortNumber Age Flags */
static bool read_first_half(const struct show_span w[5], struct show_lacp_neighbor *n)
{
	const char *comma = memchr(w[1].text, ',', w[1].len);
	struct show_span mac = { comma ? comma + 1 : NULL, 0 };

	if (!comma)
		return false;
	mac.len = (size_t)(w[1].text + w[1].len - mac.text);
	return show_port(&w[0], n->port) && show_mac(&mac, n->system) &&
		show_number(&w[2], 65535, &n->port_number) && read_age(w[3], &n->age_s) &&
		read_flags(&w[4], n->flags);
}

/* PortPriority OperKey PortState */
static bool read_second_half(const struct show_span w[3], struct show_lacp_neighbor *n)
{
	unsigned state;

	if (!show_number(&w[0], 65535, &n->priority) || !show_number(&w[1], 65535, &n->oper_key) ||
		!show_number(&w[2], 255, &state))
		return false;
	n->state = (uint8_t)state;
	return true;
}

static void read_row(struct lacp_reader *r, struct show_span line)
{
	struct show_lacp_neighbor n = { .group = r->group };
	struct show_span w[9];
	size_t count = show_words(line, w, 9);

	if (count == 9 && read_full_row(w, &n)) {
		*ARENA_PUSH(r->arena, &r->out->rows) = n;
		r->pending = false;
	} else if (count == 5 && read_first_half(w, &n)) {
		r->half = n;
		r->pending = true;
	} else if (count == 3 && r->pending && read_second_half(w, &r->half)) {
		*ARENA_PUSH(r->arena, &r->out->rows) = r->half;
		r->pending = false;
	}
}

/* "Channel group 1 neighbors" */
static bool read_group(struct show_span line, unsigned *group)
{
	struct show_span w[4];

	return show_starts(&line, "Channel group ") && show_words(line, w, 4) == 4 &&
		show_number(&w[2], 65535, group);
}

int show_lacp_neighbors_parse(
	struct arena *a, const char *text, struct show_lacp_neighbors *out, struct err *e)
{
	struct lacp_reader r = { .arena = a, .out = out };
	bool known = false, other = false;
	const char *rest = text;
	struct show_span line;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		if (show_starts(&line, "Flags:"))
			known = true;
		else if (read_group(line, &r.group))
			known = true, r.pending = false;
		else if (known && r.group)
			read_row(&r, line);
		other |= line.len > 0;
	}
	/* Without any LACP channel some images print nothing at all. */
	return known || !other ? 0 : show_refuse("show lacp neighbor", text, e);
}
