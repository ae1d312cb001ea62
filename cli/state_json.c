// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "link_field.h"
#include "managers.h"
#include "rule_json.h"
#include "state_json.h"

#define STATE_SCHEMA "lacppair.host-state/1"

enum { OBJECTS_MAX = 1 << 17 };

static json_t *field_json(const struct link *l, const struct link_field *f)
{
	const void *p = (const char *)l + f->at;
	char text[LINK_FIELD_TEXT_MAX];

	switch (f->type) {
	case LINK_FIELD_BOOL:
		return json_boolean(*(const bool *)p);
	case LINK_FIELD_U16:
		return json_integer(*(const uint16_t *)p);
	case LINK_FIELD_U32:
		return json_integer(*(const uint32_t *)p);
	case LINK_FIELD_TEXT:
		return json_string(p);
	case LINK_FIELD_MAC:
		return json_string(link_field_format(l, f, text));
	}
	return json_null();
}

static json_t *options_json(const struct bondopts *opts)
{
	json_t *j = json_object();
	char text[32];

	for (int o = 0; o < BONDOPT_COUNT; o++)
		if (opts->has & 1u << o)
			json_object_set_new(j, bondopt_table[o].name,
				json_string(bondopt_table[o].type == BONDOPT_LINK
						? opts->primary
						: bondopt_format(opts, (enum bondopt)o, text)));
	return j;
}

/* The options that the kernel has, by name. */
static json_t *known_json(uint32_t options)
{
	json_t *j = json_array();

	for (int o = 0; o < BONDOPT_COUNT; o++)
		if (options & 1u << o)
			json_array_append_new(j, json_string(bondopt_table[o].name));
	return j;
}

static json_t *port_vlans_json(const struct port_vlans *v)
{
	static const size_t size = 24576; /* 4094 ids in the worst case */
	char *vlans = calloc(2, size);
	json_t *j;

	if (!vlans)
		abort();
	vlanset_format(&v->vlans, vlans, size);
	vlanset_format(&v->untagged, vlans + size, size);
	j = json_pack(
		"{s:s, s:s, s:i}", "vlans", vlans, "untagged", vlans + size, "pvid", (int)v->pvid);
	free(vlans);
	return j;
}

static json_t *link_json(const struct link *l)
{
	json_t *j = json_pack("{s:s, s:s}", "name", l->name, "kind", link_kind_name(l->kind));

	for (const struct link_field *f = link_fields; f->name; f++)
		if (!f->has || (l->has & f->has))
			json_object_set_new(j, f->name, field_json(l, f));
	if (l->kind == LINK_BOND)
		json_object_set_new(j, "bond", options_json(&l->bond));
	if (l->port_vlans && (l->has & LINK_HAS_PORT_VLANS))
		json_object_set_new(j, "port_vlans", port_vlans_json(l->port_vlans));
	return j;
}

/* What few addresses and routes have is said only there. */
static void set_if(json_t *j, const char *key, bool value)
{
	if (value)
		json_object_set_new(j, key, json_true());
}

static json_t *addr_json(const struct host_addr *addr)
{
	char ip[IPADDR_TEXT_MAX];
	json_t *j;

	j = json_pack("{s:s, s:s, s:b, s:b}", "link", addr->link, "ip",
		ipaddr_format(&addr->ip, true, ip), "link_local", (int)addr->link_local, "dynamic",
		(int)addr->dynamic);
	set_if(j, "peer", addr->peer);
	set_if(j, "nodad", addr->nodad);
	set_if(j, "no_broadcast", addr->no_broadcast);
	set_if(j, "no_route", addr->no_route);
	return j;
}

static json_t *hops_json(const struct host_route *r)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->n_hops; i++)
		json_array_append_new(list, json_string(r->hops[i]));
	return list;
}

static json_t *route_json(const struct host_route *r)
{
	char dst[IPADDR_TEXT_MAX], via[IPADDR_TEXT_MAX] = "";
	json_t *j;

	if (r->gateway.family)
		ipaddr_format(&r->gateway, false, via);
	j = json_pack("{s:s, s:s, s:s, s:I, s:I, s:i, s:i, s:i}", "link", r->link, "dst",
		ipaddr_format(&r->dst, true, dst), "gateway", via, "table", (json_int_t)r->table,
		"metric", (json_int_t)r->metric, "protocol", (int)r->protocol, "scope",
		(int)r->scope, "type", (int)r->type);
	set_if(j, "onlink", r->onlink);
	set_if(j, "by_hand", r->by_hand);
	if (r->extras)
		json_object_set_new(j, "extras", json_integer(r->extras));
	if (r->n_hops)
		json_object_set_new(j, "hops", hops_json(r));
	if (r->src.family)
		json_object_set_new(j, "src", json_string(ipaddr_format(&r->src, false, via)));
	return j;
}

static json_t *managers_json(const struct manager_facts *f)
{
	json_t *running = json_array(), *claims = json_array();

	for (int m = 0; m < MANAGER_COUNT; m++)
		if (f->running[m])
			json_array_append_new(running, json_string(manager_name((enum manager)m)));
	for (size_t i = 0; i < f->claims.n; i++) {
		const struct manager_claim *c = &f->claims.v[i];

		json_array_append_new(claims,
			json_pack("{s:s, s:s, s:b, s:s}", "by", manager_name(c->by), "link",
				c->link, "owns", (int)c->owns, "where", c->where));
	}
	return json_pack("{s:o, s:o}", "running", running, "claims", claims);
}

json_t *state_json(const struct host_state *s)
{
	json_t *links = json_array(), *addrs = json_array(), *routes = json_array();
	json_t *rules = json_array(), *j;

	for (size_t i = 0; i < s->links.n; i++)
		json_array_append_new(links, link_json(&s->links.v[i]));
	for (size_t i = 0; i < s->addrs.n; i++)
		json_array_append_new(addrs, addr_json(&s->addrs.v[i]));
	for (size_t i = 0; i < s->routes.n; i++)
		json_array_append_new(routes, route_json(&s->routes.v[i]));
	j = json_pack("{s:b, s:o, s:o, s:o, s:o}", "limited", (int)s->limited, "bond_options",
		known_json(s->bond_options), "links", links, "addrs", addrs, "routes", routes);
	for (size_t i = 0; i < s->rules.n; i++)
		json_array_append_new(rules, rule_json(&s->rules.v[i]));
	if (s->rules.n)
		json_object_set(j, "rules", rules);
	json_decref(rules);
	if (s->managers)
		json_object_set_new(j, "managers", managers_json(s->managers));
	return j;
}

const char *state_json_text(const json_t *j, const char *key)
{
	const char *text = json_string_value(json_object_get(j, key));

	for (const char *p = text; p && *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return NULL;
	return text;
}

bool state_json_is_link(const char *name)
{
	size_t len = name ? strlen(name) : 0;

	return len && len < LINK_NAME_MAX && !strpbrk(name, "/: \t") && strcmp(name, ".") != 0 &&
		strcmp(name, "..") != 0;
}

int state_json_number(const json_t *j, const char *key, json_int_t max, json_int_t *out)
{
	const json_t *v = json_object_get(j, key);

	*out = v ? json_integer_value(v) : 0;
	return v && (!json_is_integer(v) || *out < 0 || *out > max) ? -1 : 0;
}

static int read_text_field(const char *text, void *p)
{
	if (!text || (*text && !state_json_is_link(text)))
		return -1;
	memcpy(p, text, strlen(text) + 1);
	return 0;
}

static int read_field(const json_t *j, struct link *l, const struct link_field *f)
{
	const json_t *v = json_object_get(j, f->name);
	void *p = (char *)l + f->at;
	json_int_t number = 0;

	if (!v)
		return 0;
	l->has |= f->has;
	switch (f->type) {
	case LINK_FIELD_BOOL:
		*(bool *)p = json_is_true(v);
		return json_is_boolean(v) ? 0 : -1;
	case LINK_FIELD_U16:
		if (state_json_number(j, f->name, UINT16_MAX, &number))
			return -1;
		*(uint16_t *)p = (uint16_t)number;
		return 0;
	case LINK_FIELD_U32:
		if (state_json_number(j, f->name, UINT32_MAX, &number))
			return -1;
		*(uint32_t *)p = (uint32_t)number;
		return 0;
	case LINK_FIELD_TEXT:
		return read_text_field(state_json_text(j, f->name), p);
	case LINK_FIELD_MAC:
		return json_is_string(v) ? mac_parse(json_string_value(v), p) : -1;
	}
	return -1;
}

static void read_known(const json_t *list, uint32_t *options)
{
	const json_t *v;
	size_t i;

	json_array_foreach(list, i, v)
	{
		int o = json_is_string(v) ? bondopt_find(json_string_value(v)) : -1;

		if (o >= 0)
			*options |= 1u << o;
	}
}

/* A value that this version does not know is one that was not seen. */
static void read_option(enum bondopt o, const char *text, struct bondopts *opts)
{
	if (bondopt_table[o].type == BONDOPT_LINK && !*text)
		opts->has |= 1u << o;
	else
		bondopt_parse(o, text, opts);
}

static int read_options(const json_t *j, struct bondopts *opts)
{
	const char *key;
	json_t *v;

	json_object_foreach((json_t *)(uintptr_t)j, key, v)
	{
		int o = bondopt_find(key);

		if (!json_is_string(v))
			return -1;
		if (o >= 0)
			read_option((enum bondopt)o, json_string_value(v), opts);
	}
	return 0;
}

static int read_vlans(const json_t *j, const char *key, struct vlanset *out)
{
	const char *text = state_json_text(j, key);

	return text && (!*text || vlanset_parse(out, text) < 0) ? 0 : -1;
}

static int read_port_vlans(struct arena *a, const json_t *j, struct link *l)
{
	json_int_t pvid;

	if (!j)
		return 0;
	l->port_vlans = ARENA_NEW(a, struct port_vlans);
	l->has |= LINK_HAS_PORT_VLANS;
	if (read_vlans(j, "vlans", &l->port_vlans->vlans) ||
		read_vlans(j, "untagged", &l->port_vlans->untagged) ||
		state_json_number(j, "pvid", VLAN_MAX, &pvid))
		return -1;
	l->port_vlans->pvid = (uint16_t)pvid;
	return 0;
}

static int read_link(struct arena *a, const json_t *j, struct host_state *s, struct err *e)
{
	const char *name = state_json_text(j, "name"), *kind = state_json_text(j, "kind");
	enum link_kind k;
	struct link *l;

	if (!state_json_is_link(name) || !kind || link_kind_parse(kind, &k))
		return err_set(e, ERR_USAGE, "", "a link without a name or a kind");
	l = host_state_add_link(a, s, name, k);
	for (const struct link_field *f = link_fields; f->name; f++)
		if (read_field(j, l, f))
			return err_set(e, ERR_USAGE, "", "%s: %s is no such value", name, f->name);
	if (read_options(json_object_get(j, "bond"), &l->bond))
		return err_set(e, ERR_USAGE, "", "%s: a bond option has no such value", name);
	if (read_port_vlans(a, json_object_get(j, "port_vlans"), l))
		return err_set(e, ERR_USAGE, "", "%s: port_vlans are none", name);
	return 0;
}

static int read_addr(struct arena *a, const json_t *j, struct host_state *s, struct err *e)
{
	const char *link = state_json_text(j, "link"), *ip = state_json_text(j, "ip");
	struct host_addr *addr = ARENA_PUSH(a, &s->addrs);

	if (!state_json_is_link(link) || !ip || ipaddr_parse(ip, &addr->ip))
		return err_set(e, ERR_USAGE, "", "an address that is none");
	memcpy(addr->link, link, strlen(link) + 1);
	addr->link_local = json_is_true(json_object_get(j, "link_local"));
	addr->dynamic = json_is_true(json_object_get(j, "dynamic"));
	addr->peer = json_is_true(json_object_get(j, "peer"));
	addr->nodad = json_is_true(json_object_get(j, "nodad"));
	addr->no_broadcast = json_is_true(json_object_get(j, "no_broadcast"));
	addr->no_route = json_is_true(json_object_get(j, "no_route"));
	return 0;
}

static int read_route_numbers(const json_t *j, struct host_route *r)
{
	json_int_t table, metric, protocol, scope, type;

	if (state_json_number(j, "table", UINT32_MAX, &table) ||
		state_json_number(j, "metric", UINT32_MAX, &metric) ||
		state_json_number(j, "protocol", UINT8_MAX, &protocol) ||
		state_json_number(j, "scope", UINT8_MAX, &scope) ||
		state_json_number(j, "type", UINT8_MAX, &type))
		return -1;
	r->table = (uint32_t)table;
	r->metric = (uint32_t)metric;
	r->protocol = (uint8_t)protocol;
	r->scope = (uint8_t)scope;
	r->type = (uint8_t)type;
	return 0;
}

static int read_hops(struct arena *a, const json_t *j, struct host_route *r)
{
	const json_t *list = json_object_get(j, "hops"), *v;
	size_t i;

	if (json_array_size(list) > OBJECTS_MAX)
		return -1;
	r->hops = arena_array(a, json_array_size(list), sizeof(*r->hops));
	json_array_foreach(list, i, v)
	{
		const char *name = json_string_value(v);

		if (!name || (*name && !state_json_is_link(name)))
			return -1;
		memcpy(r->hops[r->n_hops++], name, strlen(name) + 1);
	}
	return 0;
}

static int read_route(struct arena *a, const json_t *j, struct host_state *s, struct err *e)
{
	const char *link = state_json_text(j, "link"), *dst = state_json_text(j, "dst"),
		   *via = state_json_text(j, "gateway"), *src = state_json_text(j, "src");
	struct host_route *r = ARENA_PUSH(a, &s->routes);
	json_int_t extras = 0;

	if (!link || (*link && !state_json_is_link(link)) || !dst || ipaddr_parse(dst, &r->dst) ||
		(via && *via && ipaddr_parse(via, &r->gateway)) ||
		(src && ipaddr_parse(src, &r->src)) || read_route_numbers(j, r))
		return err_set(e, ERR_USAGE, "", "a route that is none");
	r->onlink = json_is_true(json_object_get(j, "onlink"));
	r->by_hand = json_is_true(json_object_get(j, "by_hand"));
	if (json_object_get(j, "extras") && state_json_number(j, "extras", UINT8_MAX, &extras))
		return err_set(e, ERR_USAGE, "", "a route with extras that are none");
	r->extras = (unsigned)extras;
	if (read_hops(a, j, r))
		return err_set(e, ERR_USAGE, "", "a route with hops that are none");
	memcpy(r->link, link, strlen(link) + 1);
	return 0;
}

static int read_rule(struct arena *a, const json_t *j, struct host_state *s, struct err *e)
{
	if (rule_json_read(j, ARENA_PUSH(a, &s->rules)))
		return err_set(e, ERR_USAGE, "", "a rule that is none");
	return 0;
}

static int read_claim(struct arena *a, const json_t *j, struct manager_facts *f)
{
	const char *by = state_json_text(j, "by"), *link = state_json_text(j, "link"),
		   *where = state_json_text(j, "where");
	struct manager_claim c = { .owns = json_is_true(json_object_get(j, "owns")) };

	if (!by || manager_parse(by, &c.by) || !state_json_is_link(link) || !where)
		return -1;
	memcpy(c.link, link, strlen(link) + 1);
	c.where = arena_strdup(a, where);
	*ARENA_PUSH(a, &f->claims) = c;
	return 0;
}

static int read_managers(struct arena *a, const json_t *j, struct host_state *s, struct err *e)
{
	struct manager_facts *f = ARENA_NEW(a, struct manager_facts);
	const json_t *v;
	enum manager m;
	size_t i;

	if (!j)
		return 0;
	json_array_foreach(json_object_get(j, "running"), i, v)
	{
		if (json_is_string(v) && !manager_parse(json_string_value(v), &m))
			f->running[m] = true;
	}
	json_array_foreach(json_object_get(j, "claims"), i, v)
	{
		if (i > OBJECTS_MAX || read_claim(a, v, f))
			return err_set(e, ERR_USAGE, "", "managers: a claim that is none");
	}
	s->managers = f;
	return 0;
}

static int read_list(struct arena *a, const json_t *j, const char *key, struct host_state *s,
	int (*each)(struct arena *, const json_t *, struct host_state *, struct err *),
	struct err *e)
{
	const json_t *list = json_object_get(j, key), *v;
	size_t i;

	if (!json_is_array(list) || json_array_size(list) > OBJECTS_MAX)
		return err_set(e, ERR_USAGE, "", "no list `%s', or one too long", key);
	json_array_foreach(list, i, v) if (each(a, v, s, e)) return -1;
	return 0;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int check_names(struct arena *a, const struct host_state *s, struct err *e)
{
	const char **names = arena_array(a, s->links.n + 1, sizeof(*names));

	for (size_t i = 0; i < s->links.n; i++)
		names[i] = s->links.v[i].name;
	qsort(names, s->links.n, sizeof(*names), compare_names);
	for (size_t i = 1; i < s->links.n; i++)
		if (!strcmp(names[i - 1], names[i]))
			return err_set(e, ERR_USAGE, "", "the link %s is there twice", names[i]);
	return 0;
}

struct host_state *state_json_read(struct arena *a, const json_t *j, struct err *e)
{
	struct host_state *s = ARENA_NEW(a, struct host_state);

	s->limited = json_is_true(json_object_get(j, "limited"));
	read_known(json_object_get(j, "bond_options"), &s->bond_options);
	if (read_list(a, j, "links", s, read_link, e) ||
		read_list(a, j, "addrs", s, read_addr, e) ||
		read_list(a, j, "routes", s, read_route, e) ||
		(json_object_get(j, "rules") && read_list(a, j, "rules", s, read_rule, e)) ||
		check_names(a, s, e) || read_managers(a, json_object_get(j, "managers"), s, e))
		return NULL;
	return s;
}

json_t *state_document(const char *host, const struct host_state *s)
{
	return json_pack(
		"{s:s, s:s, s:o}", "schema", STATE_SCHEMA, "name", host, "state", state_json(s));
}

struct host_state *state_document_read(struct arena *a, const char *text, size_t len, struct err *e)
{
	json_error_t je;
	json_t *j = json_loadb(text, len, JSON_REJECT_DUPLICATES, &je);
	const char *schema = state_json_text(j, "schema"), *name = state_json_text(j, "name");
	struct host_state *s = NULL;

	if (!j)
		err_set(e, ERR_USAGE, "", "no JSON, line %d: %s", je.line, je.text);
	else if (!schema || strcmp(schema, STATE_SCHEMA) != 0 || !name)
		err_set(e, ERR_USAGE, "", "no host state: its schema is not " STATE_SCHEMA);
	else if ((s = state_json_read(a, json_object_get(j, "state"), e)))
		s->name = arena_strdup(a, name);
	json_decref(j);
	return s;
}
