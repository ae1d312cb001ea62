// SPDX-License-Identifier: Apache-2.0
/* The record as JSON lines and back. What is read may have been cut or altered. */
#include <jansson.h>
#include <string.h>
#include <time.h>

#include "ifname.h"
#include "journal.h"
#include "journal_private.h"

#define SCHEMA "lacppair.switch-journal/1"

enum { UNITS_MAX = 4096, PORTS_MAX = 64, SITE_LINES_MAX = 10000 };

static const char *const nets[] = { "inverse", "revert", "reload" };

const char *switch_net_name(enum switch_net n)
{
	return nets[n];
}

struct record *record_new(struct arena *a, const struct want_switch *want,
	const struct switch_found *before, const char *running_text)
{
	struct record *r = ARENA_NEW(a, struct record);

	r->want = *want;
	r->before = arena_array(a, want->units.n, sizeof(*r->before));
	r->after = arena_array(a, want->units.n, sizeof(*r->after));
	for (size_t i = 0; i < want->units.n; i++)
		r->before[i] = before;
	r->rest = switch_part_rest(want, running_text);
	return r;
}

/* What a device said, as JSON takes it: ASCII, and line ends. */
const char *journal_clean(struct arena *a, const char *text)
{
	char *clean = arena_strdup(a, text ? text : "");

	for (char *p = clean; *p; p++)
		if ((*p < ' ' && *p != '\n') || *p > '~')
			*p = '?';
	return clean;
}

void journal_put(struct buf *out, json_t *j)
{
	char *text = json_dumps(j, JSON_COMPACT);

	buf_puts(out, text ? text : "{}");
	buf_puts(out, "\n");
	free(text);
	json_decref(j);
}

static json_t *ports_json(const struct want_unit *u)
{
	json_t *list = json_array();

	for (size_t i = 0; i < u->ports.n; i++)
		json_array_append_new(list, json_string(u->ports.v[i]));
	return list;
}

/* [["interface Port-channel11", "load-interval 30"]], with "" for none: what the unit is about. */
static json_t *site_json(struct arena *a, const struct want_unit *u)
{
	json_t *list = json_array();

	for (size_t i = 0; i < u->site.n; i++)
		json_array_append_new(list,
			json_pack("[s, s]", journal_clean(a, u->site.v[i].parent),
				journal_clean(a, u->site.v[i].text)));
	return list;
}

static void encode_unit(struct arena *a, const struct record *r, size_t i, struct buf *out)
{
	const struct want_unit *u = &r->want.units.v[i];
	char *vlans = arena_alloc(a, JOURNAL_VLANS_MAX);

	vlanset_format(&u->vlans, vlans, JOURNAL_VLANS_MAX);
	journal_put(out,
		json_pack("{s:s, s:i, s:o, s:o, s:s, s:s, s:s}", "unit", journal_clean(a, u->bond),
			"port_channel", (int)u->port_channel, "ports", ports_json(u), "site",
			site_json(a, u), "vlans", vlans, "before",
			journal_clean(a, switch_part_text(a, u, r->before[i])), "existing",
			switch_part_vlans(a, r->before[i])));
}

void record_encode(struct arena *a, const struct record *r, struct buf *out)
{
	const char *rest = arena_printf(a, "%016llx", (unsigned long long)r->rest);

	journal_put(out,
		json_pack("{s:s, s:s, s:s, s:i, s:s, s:s, s:I, s:s, s:b, s:s}", "schema", SCHEMA,
			"switch", journal_clean(a, r->name), "address",
			journal_clean(a, r->address), "port", (int)r->port, "user",
			journal_clean(a, r->user), "hostname", journal_clean(a, r->hostname),
			"begun", (json_int_t)r->begun_s, "net", switch_net_name(r->net), "differed",
			r->differed, "rest", rest));
	for (size_t i = 0; i < r->want.units.n; i++)
		encode_unit(a, r, i, out);
}

/* Reading. */

struct decoder {
	struct arena *a;
	struct record *out;
	json_t *line;
	bool headed;
};

static const char *text_of(struct decoder *d, const char *key)
{
	const char *s = json_string_value(json_object_get(d->line, key));

	if (!s)
		return NULL;
	for (const char *p = s; *p; p++)
		if ((*p < ' ' && *p != '\n') || *p > '~')
			return NULL;
	return arena_strdup(d->a, s);
}

static bool number_of(struct decoder *d, const char *key, json_int_t max, int64_t *out)
{
	json_t *j = json_object_get(d->line, key);

	*out = json_integer_value(j);
	return json_is_integer(j) && *out >= 0 && *out <= max;
}

static bool net_of(struct decoder *d)
{
	const char *word = text_of(d, "net");

	for (int i = 0; word && i <= SWITCH_NET_RELOAD; i++) {
		if (strcmp(word, nets[i]) != 0)
			continue;
		d->out->net = (enum switch_net)i;
		return true;
	}
	return false;
}

static bool take_header(struct decoder *d)
{
	struct record *r = d->out;
	struct intent_switch *sw = ARENA_NEW(d->a, struct intent_switch);
	const char *schema = text_of(d, "schema"), *rest = text_of(d, "rest");
	int64_t port;

	if (d->headed || !schema || strcmp(schema, SCHEMA) != 0)
		return false;
	d->headed = true;
	r->name = text_of(d, "switch");
	r->address = text_of(d, "address");
	r->user = text_of(d, "user");
	r->hostname = text_of(d, "hostname");
	r->differed = json_is_true(json_object_get(d->line, "differed"));
	if (!r->name || !r->address || !r->user || !r->hostname || !rest || !net_of(d) ||
		!number_of(d, "port", 65535, &port) ||
		!number_of(d, "begun", INT64_MAX / 4, &r->begun_s))
		return false;
	r->port = (unsigned)port;
	r->rest = strtoull(rest, NULL, 16);
	sw->name = r->name;
	r->want.sw = sw;
	return true;
}

static bool take_ports(struct decoder *d, struct want_unit *u)
{
	json_t *list = json_object_get(d->line, "ports");

	if (!json_is_array(list) || json_array_size(list) > PORTS_MAX)
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *name = json_string_value(json_array_get(list, i));

		if (!name || ifname_canonical(name, *ARENA_PUSH(d->a, &u->ports)))
			return false;
	}
	return true;
}

/* Absent in the journals of earlier releases. */
static bool take_site(struct decoder *d, struct want_unit *u)
{
	json_t *list = json_object_get(d->line, "site");
	const char *parent, *text, *key;

	if (json_array_size(list) > SITE_LINES_MAX)
		return false;
	for (size_t i = 0; i < json_array_size(list); i++) {
		json_t *pair = json_array_get(list, i);

		parent = json_string_value(json_array_get(pair, 0));
		text = json_string_value(json_array_get(pair, 1));
		if (!parent || !text ||
			site_line_refusal(text, *parent ? SITE_INTERFACE : SITE_GLOBAL, &key))
			return false;
		*ARENA_PUSH(d->a, &u->site) =
			(struct site_line){ *parent ? arena_strdup(d->a, parent) : NULL,
				arena_strdup(d->a, text) };
	}
	return true;
}

static const struct switch_found *part_of(struct decoder *d, const char *key)
{
	const char *text = text_of(d, key), *vlans = text_of(d, "existing");

	return text && vlans ? switch_part_read(d->a, text, vlans) : NULL;
}

static bool take_unit(struct decoder *d)
{
	struct record *r = d->out;
	struct want_unit *u = ARENA_PUSH(d->a, &r->want.units);
	size_t n = r->want.units.n;
	const char *vlans = text_of(d, "vlans");
	int64_t port_channel;
	size_t cap = n - 1, cap_after = n - 1;

	if (n > UNITS_MAX || !number_of(d, "port_channel", 4096, &port_channel) ||
		!take_ports(d, u) || !take_site(d, u))
		return false;
	r->before = arena_grow(d->a, r->before, n - 1, &cap, sizeof(*r->before));
	r->after = arena_grow(d->a, r->after, n - 1, &cap_after, sizeof(*r->after));
	r->before[n - 1] = part_of(d, "before");
	r->after[n - 1] = NULL;
	u->bond = text_of(d, "unit");
	u->sw = r->want.sw;
	u->intent = ARENA_NEW(d->a, struct intent_bond);
	u->port_channel = (unsigned)port_channel;
	u->mode = "";
	return u->bond && vlans && r->before[n - 1] &&
		(!*vlans || vlanset_parse(&u->vlans, vlans) == -1);
}

static bool take_after(struct decoder *d)
{
	int64_t unit;

	if (!number_of(d, "proven", UNITS_MAX, &unit) || (size_t)unit >= d->out->want.units.n)
		return false;
	d->out->after[unit] = part_of(d, "after");
	return d->out->after[unit];
}

static bool take_sent(struct decoder *d)
{
	struct record_line *l = ARENA_PUSH(d->a, &d->out->lines);

	l->sent = text_of(d, "sent");
	if (l->sent && !strcmp(l->sent, "copy running-config startup-config"))
		d->out->save_tried = true;
	return l->sent;
}

static bool take_answered(struct decoder *d)
{
	struct record_line *lines = d->out->lines.v;
	int64_t line = (int64_t)d->out->lines.n;

	if (json_object_get(d->line, "line") &&
		!number_of(d, "line", (json_int_t)d->out->lines.n, &line))
		return false;
	if (!line)
		return false;
	lines[line - 1].answered = text_of(d, "answered");
	return lines[line - 1].answered;
}

static bool take_armed(struct decoder *d)
{
	return net_of(d) && number_of(d, "armed_until", INT64_MAX / 4, &d->out->armed_until_s);
}

static bool take_line(struct decoder *d)
{
	static const struct {
		const char *key;
		bool (*take)(struct decoder *d);
	} kinds[] = {
		{ "schema", take_header },
		{ "unit", take_unit },
		{ "proven", take_after },
		{ "sent", take_sent },
		{ "answered", take_answered },
		{ "armed_until", take_armed },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (json_object_get(d->line, kinds[i].key))
			return (d->headed || i == 0) && kinds[i].take(d);
	return false;
}

struct record *record_decode(
	struct arena *a, const char *text, size_t len, const char *object, struct err *e)
{
	struct decoder d = { .a = a, .out = ARENA_NEW(a, struct record) };
	const char *end;
	unsigned n = 0;
	bool good = true;

	for (; good && (end = memchr(text, '\n', len)); text = end + 1) {
		d.line = json_loadb(text, (size_t)(end - text), JSON_REJECT_DUPLICATES, NULL);
		n++;
		good = !memchr(text, '\0', (size_t)(end - text)) && take_line(&d);
		json_decref(d.line);
		len -= (size_t)(end + 1 - text);
	}
	if (good && d.headed && d.out->want.units.n)
		return d.out;
	err_set(e, ERR_ENVIRONMENT, object, "line %u of the switch's journal is damaged", n);
	err_hint(e, "look at it and at the switch, then move the file away");
	return NULL;
}
