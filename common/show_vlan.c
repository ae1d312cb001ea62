// SPDX-License-Identifier: Apache-2.0
/*
 * show vlan brief (and the first table of show vlan). Columns are where the ruler says; a name
 * longer than its column pushes the rest of its row to the next line.
 */
#include <ctype.h>
#include <string.h>

#include "show_text.h"
#include "switch_show.h"

struct vlan_table {
	size_t name, status;       /* offsets of the columns; status 0: no ruler seen */
	struct show_vlan *wrapped; /* its status is still to come */
};

/* "---- ------ ---- ----": dashes in groups. */
static bool read_ruler(const struct show_span *line, struct vlan_table *t)
{
	struct show_span w[4];

	if (show_words(*line, w, 4) < 3 || line->text[0] != '-')
		return false;
	for (size_t i = 0; i < 3; i++)
		if (strspn(w[i].text, "-") < w[i].len)
			return false;
	t->name = (size_t)(w[1].text - line->text);
	t->status = (size_t)(w[2].text - line->text);
	return true;
}

static struct show_span cut(const struct show_span *line, size_t from, size_t to)
{
	struct show_span s = { "", 0 };

	if (from >= line->len)
		return s;
	s.text = line->text + from;
	s.len = (to < line->len ? to : line->len) - from;
	while (s.len && isspace((unsigned char)s.text[s.len - 1]))
		s.len--;
	return s;
}

static const char *first_word(struct arena *a, struct show_span s)
{
	struct show_span word;

	show_next_word(&s, &word);
	return arena_strndup(a, word.text, word.len);
}

static void read_row(
	struct arena *a, const struct show_span *line, struct vlan_table *t, struct show_vlans *out)
{
	struct show_span rest = *line, id, name;
	struct show_vlan *row;
	unsigned vid;

	if (!show_next_word(&rest, &id) || !show_number(&id, VLAN_MAX, &vid) || !vid)
		return;
	t->wrapped = NULL;
	row = ARENA_PUSH(a, &out->rows);
	row->id = vid;
	row->status = "";
	if (line->len > t->status && isspace((unsigned char)line->text[t->status - 1])) {
		name = cut(line, t->name, t->status);
		row->status = first_word(a, cut(line, t->status, line->len));
	} else {
		name = cut(line, t->name, line->len);
		t->wrapped = row;
	}
	row->name = arena_strndup(a, name.text, name.len);
}

static void read_line(
	struct arena *a, const struct show_span *line, struct vlan_table *t, struct show_vlans *out)
{
	if (isdigit((unsigned char)line->text[0])) {
		read_row(a, line, t, out);
	} else if (t->wrapped && isspace((unsigned char)line->text[0])) {
		t->wrapped->status = first_word(a, *line);
		t->wrapped = NULL;
	}
}

int show_vlans_parse(struct arena *a, const char *text, struct show_vlans *out, struct err *e)
{
	struct vlan_table t = { 0 };
	const char *rest = text;
	struct show_span line;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		if (!line.len || show_starts(&line, "VLAN Name"))
			continue;
		if (t.status && isalpha((unsigned char)line.text[0]))
			break; /* the next table, or the prompt */
		if (!t.status)
			read_ruler(&line, &t);
		else
			read_line(a, &line, &t, out);
	}
	return t.status ? 0 : show_refuse("show vlan brief", text, e);
}
