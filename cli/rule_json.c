// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <sys/socket.h>

#include "rule_json.h"
#include "state_json.h"

static bool is_range(int k)
{
	return rule_table[k].type == RULE_RANGE16 || rule_table[k].type == RULE_RANGE32;
}

static json_t *value_json(const struct host_rule *r, int k)
{
	const struct rule_value *v = &r->value[k];

	return is_range(k) ? json_pack("[I, I]", (json_int_t)v->first, (json_int_t)v->last)
			   : json_integer(v->first);
}

static void set_ip(json_t *j, const char *key, const struct ipaddr *ip)
{
	char text[IPADDR_TEXT_MAX];

	if (ip->family)
		json_object_set_new(j, key, json_string(ipaddr_format(ip, true, text)));
}

json_t *rule_json(const struct host_rule *r)
{
	json_t *j = json_pack("{s:i, s:s, s:s, s:i, s:I}", "family", (int)r->family, "iif", r->iif,
		"oif", r->oif, "action", (int)r->action, "table", (json_int_t)r->table);

	set_ip(j, "src", &r->src);
	set_ip(j, "dst", &r->dst);
	if (r->tos)
		json_object_set_new(j, "tos", json_integer(r->tos));
	if (r->flags)
		json_object_set_new(j, "flags", json_integer(r->flags));
	for (int k = 0; k < RULE_ATTR_COUNT; k++)
		if (r->has & 1u << k)
			json_object_set_new(j, rule_table[k].name, value_json(r, k));
	if (r->extras)
		json_object_set_new(j, "extras", json_true());
	return j;
}

static int read_range(const json_t *j, json_int_t max, struct rule_value *v)
{
	json_int_t first = json_integer_value(json_array_get(j, 0));
	json_int_t last = json_integer_value(json_array_get(j, 1));

	if (json_array_size(j) != 2 || first < 0 || last < first || last > max)
		return -1;
	*v = (struct rule_value){ (uint32_t)first, (uint32_t)last };
	return 0;
}

static int read_value(const json_t *j, int k, struct rule_value *v)
{
	bool wide = rule_table[k].type == RULE_U32 || rule_table[k].type == RULE_RANGE32;
	json_int_t max = wide                        ? UINT32_MAX
		: rule_table[k].type == RULE_RANGE16 ? UINT16_MAX
						     : UINT8_MAX;
	json_int_t number;

	if (is_range(k))
		return read_range(json_object_get(j, rule_table[k].name), max, v);
	if (state_json_number(j, rule_table[k].name, max, &number))
		return -1;
	v->first = (uint32_t)number;
	return 0;
}

static int read_numbers(const json_t *j, struct host_rule *out)
{
	json_int_t family, tos, action, flags, table;

	if (state_json_number(j, "family", UINT8_MAX, &family) ||
		state_json_number(j, "tos", UINT8_MAX, &tos) ||
		state_json_number(j, "action", UINT8_MAX, &action) ||
		state_json_number(j, "flags", UINT32_MAX, &flags) ||
		state_json_number(j, "table", UINT32_MAX, &table) ||
		(family != AF_INET && family != AF_INET6))
		return -1;
	out->family = (uint8_t)family;
	out->tos = (uint8_t)tos;
	out->action = (uint8_t)action;
	out->flags = (uint32_t)flags;
	out->table = (uint32_t)table;
	return 0;
}

static int read_ip(const json_t *j, const char *key, const struct host_rule *r, struct ipaddr *ip)
{
	const char *text = state_json_text(j, key);

	if (!json_object_get(j, key))
		return 0;
	return text && !ipaddr_parse(text, ip) && ip->family == r->family ? 0 : -1;
}

static int read_link(const json_t *j, const char *key, char out[LINK_NAME_MAX])
{
	const char *name = state_json_text(j, key);

	if (!name || (*name && !state_json_is_link(name)))
		return -1;
	memcpy(out, name, strlen(name) + 1);
	return 0;
}

int rule_json_read(const json_t *j, struct host_rule *out)
{
	*out = (struct host_rule){ .extras = json_is_true(json_object_get(j, "extras")) };
	if (read_numbers(j, out) || read_ip(j, "src", out, &out->src) ||
		read_ip(j, "dst", out, &out->dst) || read_link(j, "iif", out->iif) ||
		read_link(j, "oif", out->oif))
		return -1;
	for (int k = 0; k < RULE_ATTR_COUNT; k++) {
		if (!json_object_get(j, rule_table[k].name))
			continue;
		if (read_value(j, k, &out->value[k]))
			return -1;
		out->has |= 1u << k;
	}
	return 0;
}
