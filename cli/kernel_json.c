// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <string.h>

#include "kernel_json.h"
#include "net.h"
#include "state_json.h"

#define KERNEL_SCHEMA "lacppair.kernel/1"

enum { LIST_MAX = 4096, ERROR_MAX = 500 };

static const struct counter {
	const char *name;
	size_t at;
} counters[] = {
	{ "rx", offsetof(struct observe_counters, rx) },
	{ "tx", offsetof(struct observe_counters, tx) },
	{ "illegal", offsetof(struct observe_counters, illegal) },
	{ "packets_sent", offsetof(struct observe_counters, packets_sent) },
};

static const char *const answers[] = {
	[PROBE_NOT_ASKED] = "not-asked",
	[PROBE_ANSWERED] = "answered",
	[PROBE_SILENT] = "silent",
};

static json_t *counters_json(const struct observe_counters *c)
{
	json_t *j = json_pack("{s:I}", "captured", (json_int_t)c->captured);

	for (size_t i = 0; i < sizeof(counters) / sizeof(*counters); i++) {
		const void *p = (const char *)c + counters[i].at;

		json_object_set_new(
			j, counters[i].name, json_integer((json_int_t) * (const uint64_t *)p));
	}
	return j;
}

static json_t *nic_json(const struct kernel_nic *n)
{
	json_t *j = json_pack("{s:s, s:s, s:b, s:I}", "name", n->name, "driver", n->driver,
		"virtual_function", (int)n->is_vf, "listening_since",
		(json_int_t)n->listening_since);

	if (n->has_counters)
		json_object_set_new(j, "counters",
			json_pack("[o, o]", counters_json(&n->first), counters_json(&n->last)));
	return j;
}

static json_t *look_json(const struct kernel_look *k)
{
	json_t *j = json_pack("{s:I, s:s, s:b, s:b, s:b, s:I}", "time", (json_int_t)k->time, "nic",
		k->nic, "present", (int)k->present, "member", (int)k->in_bond, "carrier",
		(int)k->carrier, "carrier_changes", (json_int_t)k->carrier_changes);

	if (k->has_ad)
		json_object_set_new(j, "states",
			json_pack("{s:i, s:i, s:i}", "aggregator", (int)k->aggregator, "actor",
				(int)k->actor, "partner", (int)k->partner));
	return j;
}

static json_t *probe_json(const struct observe_probe *p)
{
	char to[IPADDR_TEXT_MAX], mac[MAC_TEXT_MAX];

	return json_pack("{s:i, s:s, s:s, s:s, s:i, s:s, s:s?}", "vlan", (int)p->vlan, "through",
		p->link, "to", ipaddr_format(&p->to, false, to), "answer", answers[p->answer],
		"asked", (int)p->asked, "mac", mac_format(p->mac, mac), "error", p->error);
}

static json_t *bond_json(const struct kernel_bond *b)
{
	json_t *looks = json_array(), *nics = json_array(), *probes = json_array();

	for (size_t i = 0; i < b->looks.n; i++)
		json_array_append_new(looks, look_json(&b->looks.v[i]));
	for (size_t i = 0; i < b->nics.n; i++)
		json_array_append_new(nics, nic_json(&b->nics.v[i]));
	for (size_t i = 0; i < b->probes.n; i++)
		json_array_append_new(probes, probe_json(&b->probes.v[i]));
	return json_pack("{s:s, s:b, s:I, s:s?, s:o, s:o, s:o}", "name", b->name, "broken_off",
		(int)b->broken_off, "switch_asked", (json_int_t)b->switch_time, "switch_error",
		b->switch_error, "looks", looks, "members", nics, "probes", probes);
}

json_t *kernel_document(const struct kernel_view *v)
{
	json_t *list = json_array();

	for (size_t i = 0; i < v->bonds.n; i++)
		json_array_append_new(list, bond_json(&v->bonds.v[i]));
	return json_pack("{s:s, s:s, s:o*, s:o}", "schema", KERNEL_SCHEMA, "name", v->host, "state",
		v->links ? state_json(v->links) : NULL, "bonds", list);
}

/* An object's member of that name: there, an integer, and of 0..max. */
static int read_number(const json_t *j, const char *key, json_int_t max, json_int_t *out)
{
	return json_object_get(j, key) ? state_json_number(j, key, max, out) : -1;
}

static int read_name(const json_t *j, const char *key, char out[LINK_NAME_MAX])
{
	const char *text = state_json_text(j, key);

	if (!text || strlen(text) >= LINK_NAME_MAX)
		return -1;
	memcpy(out, text, strlen(text) + 1);
	return 0;
}

static int read_bool(const json_t *j, const char *key, bool *out)
{
	const json_t *v = json_object_get(j, key);

	*out = json_is_true(v);
	return json_is_boolean(v) ? 0 : -1;
}

static int read_counters(const json_t *j, struct observe_counters *out)
{
	json_int_t n;

	for (size_t i = 0; i < sizeof(counters) / sizeof(*counters); i++) {
		if (read_number(j, counters[i].name, INT64_MAX, &n))
			return -1;
		*(uint64_t *)(void *)((char *)out + counters[i].at) = (uint64_t)n;
	}
	if (read_number(j, "captured", UINT32_MAX, &n))
		return -1;
	out->captured = (unsigned)n;
	return 0;
}

/* Counters that go back are of two boots, and a difference of them is nonsense. */
static bool goes_back(const struct observe_counters *first, const struct observe_counters *last)
{
	return last->rx < first->rx || last->tx < first->tx || last->illegal < first->illegal ||
		last->packets_sent < first->packets_sent || last->captured < first->captured;
}

static int read_nic(struct arena *a, const json_t *j, struct kernel_bond *b, struct err *e)
{
	const json_t *list = json_object_get(j, "counters");
	struct kernel_nic *n = ARENA_PUSH(a, &b->nics);
	json_int_t since;

	if (read_name(j, "name", n->name) || !n->name[0])
		return err_set(e, ERR_USAGE, "", "%s: a member without a name", b->name);
	if (read_name(j, "driver", n->driver) || read_bool(j, "virtual_function", &n->is_vf))
		return err_set(e, ERR_USAGE, "",
			"%s: no driver, or not said whether it is a "
			"virtual function",
			n->name);
	if (read_number(j, "listening_since", INT64_MAX, &since))
		return err_set(
			e, ERR_USAGE, "", "%s: not said since when it was listened to", n->name);
	n->listening_since = since;
	n->has_counters = list != NULL;
	if (list &&
		(json_array_size(list) != 2 || read_counters(json_array_get(list, 0), &n->first) ||
			read_counters(json_array_get(list, 1), &n->last)))
		return err_set(e, ERR_USAGE, "", "%s: its counters are no two readings", n->name);
	if (list && goes_back(&n->first, &n->last))
		return err_set(e, ERR_USAGE, "", "%s: its counters go back", n->name);
	return 0;
}

static int read_states(const json_t *j, struct kernel_look *k)
{
	json_int_t aggregator, actor, partner;

	k->has_ad = j != NULL;
	if (!j)
		return 0;
	if (read_number(j, "aggregator", UINT16_MAX, &aggregator) ||
		read_number(j, "actor", UINT8_MAX, &actor) ||
		read_number(j, "partner", UINT8_MAX, &partner))
		return -1;
	k->aggregator = (uint16_t)aggregator;
	k->actor = (uint8_t)actor;
	k->partner = (uint8_t)partner;
	return 0;
}

static int read_look(struct arena *a, const json_t *j, struct kernel_bond *b, struct err *e)
{
	struct kernel_look *k = ARENA_PUSH(a, &b->looks);
	json_int_t time, changes;

	if (read_number(j, "time", INT64_MAX, &time) || read_name(j, "nic", k->nic) ||
		read_bool(j, "present", &k->present) || read_bool(j, "member", &k->in_bond) ||
		read_bool(j, "carrier", &k->carrier) ||
		read_number(j, "carrier_changes", UINT32_MAX, &changes) ||
		read_states(json_object_get(j, "states"), k))
		return err_set(e, ERR_USAGE, "", "%s: a look at a member that is none", b->name);
	k->time = time;
	k->carrier_changes = (uint32_t)changes;
	if (b->looks.n > 1 && k->time < k[-1].time)
		return err_set(e, ERR_USAGE, "", "%s: its looks go back in time", b->name);
	return 0;
}

static int read_answer(const json_t *j, enum probe_answer *out)
{
	const char *text = state_json_text(j, "answer");

	for (size_t i = 0; text && i < sizeof(answers) / sizeof(*answers); i++)
		if (!strcmp(text, answers[i])) {
			*out = (enum probe_answer)i;
			return 0;
		}
	return -1;
}

/* Why somebody was not asked; null where he was. */
static int read_error(struct arena *a, const json_t *j, const char *key, const char **out)
{
	const json_t *v = json_object_get(j, key);
	const char *text = state_json_text(j, key);

	if (!v || json_is_null(v))
		return 0;
	if (!text || strlen(text) > ERROR_MAX)
		return -1;
	*out = arena_strdup(a, text);
	return 0;
}

static int read_probe(struct arena *a, const json_t *j, struct kernel_bond *b, struct err *e)
{
	const char *to = state_json_text(j, "to"), *mac = state_json_text(j, "mac");
	struct observe_probe *p = ARENA_PUSH(a, &b->probes);
	json_int_t vlan, asked;

	if (read_number(j, "vlan", VLAN_MAX, &vlan) || read_number(j, "asked", INT32_MAX, &asked) ||
		read_name(j, "through", p->link) || !to || ipaddr_parse(to, &p->to) || !mac ||
		mac_parse(mac, p->mac) || read_answer(j, &p->answer) ||
		read_error(a, j, "error", &p->error))
		return err_set(e, ERR_USAGE, "", "%s: a probe that is none", b->name);
	p->vlan = (unsigned)vlan;
	p->asked = (unsigned)asked;
	return 0;
}

static int read_list(struct arena *a, const json_t *j, const char *key, size_t max,
	struct kernel_bond *b,
	int (*each)(struct arena *, const json_t *, struct kernel_bond *, struct err *),
	struct err *e)
{
	const json_t *list = json_object_get(j, key), *v;
	size_t i;

	if (!json_is_array(list) || json_array_size(list) > max)
		return err_set(e, ERR_USAGE, "", "%s: no list `%s', or one too long", b->name, key);
	json_array_foreach(list, i, v) if (each(a, v, b, e)) return -1;
	return 0;
}

static int read_bond(struct arena *a, const json_t *j, struct kernel_view *view, struct err *e)
{
	struct kernel_bond *b = ARENA_PUSH(a, &view->bonds);
	json_int_t asked;

	if (read_name(j, "name", b->name) || !b->name[0])
		return err_set(e, ERR_USAGE, "", "a bond without a name");
	for (size_t i = 0; i + 1 < view->bonds.n; i++)
		if (!strcmp(view->bonds.v[i].name, b->name))
			return err_set(e, ERR_USAGE, "", "the bond %s is there twice", b->name);
	if (read_bool(j, "broken_off", &b->broken_off) ||
		read_number(j, "switch_asked", INT64_MAX, &asked) ||
		read_error(a, j, "switch_error", &b->switch_error))
		return err_set(e, ERR_USAGE, "", "%s: its end is none", b->name);
	b->switch_time = asked;
	return read_list(a, j, "looks", KERNEL_LOOKS_MAX, b, read_look, e) ||
		read_list(a, j, "members", LIST_MAX, b, read_nic, e) ||
		read_list(a, j, "probes", LIST_MAX, b, read_probe, e);
}

static int read_view(struct arena *a, const json_t *j, struct kernel_view *view, struct err *e)
{
	const json_t *list = json_object_get(j, "bonds"), *state = json_object_get(j, "state"), *v;
	size_t i;

	view->links = state ? state_json_read(a, state, e) : NULL;
	if (state && !view->links)
		return -1;
	if (!json_is_array(list) || json_array_size(list) > LIST_MAX)
		return err_set(e, ERR_USAGE, "", "no list `bonds', or one too long");
	json_array_foreach(list, i, v) if (read_bond(a, v, view, e)) return -1;
	return 0;
}

const struct kernel_view *kernel_document_read(
	struct arena *a, const char *text, size_t len, struct err *e)
{
	struct kernel_view *view = ARENA_NEW(a, struct kernel_view);
	json_error_t je;
	json_t *j = json_loadb(text, len, JSON_REJECT_DUPLICATES, &je);
	const char *schema = state_json_text(j, "schema"), *host = state_json_text(j, "name");
	int r = -1;

	if (!j)
		err_set(e, ERR_USAGE, "", "no JSON, line %d: %s", je.line, je.text);
	else if (!schema || strcmp(schema, KERNEL_SCHEMA) != 0)
		err_set(e, ERR_USAGE, "",
			"not what a kernel said: its schema is not " KERNEL_SCHEMA);
	else if (!host)
		err_set(e, ERR_USAGE, "", "no name of a host");
	else
		r = read_view(a, j, view, e);
	if (!r)
		view->host = arena_strdup(a, host);
	json_decref(j);
	return r ? NULL : view;
}
