// SPDX-License-Identifier: Apache-2.0
/*
 * show interfaces trunk: four tables of the same ports, told apart by their title lines. Lists may
 * have blanks behind commas and go on in lines that begin with blanks.
 */
#include <string.h>

#include "show_text.h"
#include "switch_ports.h"

struct trunk_reader {
	struct arena *arena;
	struct show_trunks *out;
	unsigned table; /* enum show_trunk_has; 0: the first one */
	struct show_trunk *row;
};

static const struct {
	const char *title;
	unsigned table;
} tables[] = {
	{ "Native vlan", 0 },
	{ "allowed on trunk", TRUNK_ALLOWED },
	{ "allowed and active", TRUNK_ACTIVE },
	{ "spanning tree forwarding", TRUNK_FORWARDING },
};

/* A title names another table; one that is not known has none of its rows read. */
static bool read_title(struct trunk_reader *r, struct show_span line)
{
	struct show_span rest = line, word;
	char text[128];

	if (!show_next_word(&rest, &word) || !show_is(&word, "Port"))
		return false;
	r->row = NULL;
	r->table = ~0U;
	if (!show_copy(&rest, text, sizeof(text)))
		return true;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (strcasestr(text, tables[i].title))
			r->table = tables[i].table;
	return true;
}

static struct show_trunk *find_row(struct trunk_reader *r, const char *port)
{
	for (size_t i = 0; i < r->out->rows.n; i++)
		if (!strcmp(r->out->rows.v[i].port, port))
			return &r->out->rows.v[i];
	return NULL;
}

/* Port Mode Encapsulation Status Native; the status of a bundled port may be two words. */
static void read_mode(struct trunk_reader *r, struct show_span line)
{
	struct show_trunk t = { 0 };
	struct show_span w[6];
	size_t n = show_words(line, w, 6);

	if ((n != 5 && n != 6) || !show_port(&w[0], t.port) || find_row(r, t.port) ||
		!show_copy(&w[1], t.mode, sizeof(t.mode)) ||
		!show_copy(&w[3], t.status, sizeof(t.status)) ||
		!show_number(&w[n - 1], VLAN_MAX, &t.native))
		return;
	*ARENA_PUSH(r->arena, &r->out->rows) = t;
}

static struct vlanset *list_of(struct show_trunk *t, unsigned table)
{
	return table == TRUNK_ALLOWED   ? &t->allowed
		: table == TRUNK_ACTIVE ? &t->active
					: &t->forwarding;
}

/* A list that cannot be read is not known, rather than shorter. */
static void read_list(struct trunk_reader *r, struct show_span list)
{
	char *text;

	while (list.len && strchr(" \t,", *list.text))
		list.text++, list.len--;
	while (list.len && strchr(" \t,", list.text[list.len - 1]))
		list.len--;
	if (!list.len || show_is(&list, "none"))
		return;
	text = arena_strndup(r->arena, list.text, list.len);
	if (vlanset_parse(list_of(r->row, r->table), text) >= 0)
		r->row->has &= ~r->table;
}

static void read_row(struct trunk_reader *r, struct show_span line)
{
	struct show_span rest = line, word;
	char port[IFNAME_MAX];

	if (!r->table) {
		read_mode(r, line);
		return;
	}
	if (line.text[0] != ' ' && line.text[0] != '\t') {
		show_next_word(&rest, &word);
		r->row = show_port(&word, port) ? find_row(r, port) : NULL;
		if (r->row)
			r->row->has |= r->table;
	}
	if (r->row && r->row->has & r->table)
		read_list(r, rest);
}

int show_trunks_parse(struct arena *a, const char *text, struct show_trunks *out, struct err *e)
{
	struct trunk_reader r = { .arena = a, .out = out, .table = ~0U };
	bool known = false, other = false;
	const char *rest = text;
	struct show_span line;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		if (!line.len)
			continue;
		other = true;
		if (read_title(&r, line))
			known = true;
		else if (r.table != ~0U)
			read_row(&r, line);
	}
	/* Nothing trunks: nothing is printed. */
	return known || !other ? 0 : show_refuse("show interfaces trunk", text, e);
}
