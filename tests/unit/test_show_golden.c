// SPDX-License-Identifier: Apache-2.0
/*
 * The parsers of show commands against what others recorded and read in it: Cisco's genieparser
 * (.json) and ntc-templates (.yml), every field that both have.
 */
#include "test.h"
#include "arena_fixture.h"
#include "ntc_truth.h"

#include <jansson.h>

#include "ios_config.h"
#include "show_archive.h"
#include "switch_ports.h"
#include "switch_show.h"

static struct err err;

/* One case of genieparser: its text and the truth. */
struct genie {
	char *text;
	json_t *truth;
};

static void genie_load(struct genie *g, const char *dir, const char *name)
{
	const char *base = arena_printf(arena, "%s/ios/genieparser/%s/%s", CORPUS_DIR, dir, name);

	g->text = test_read_file(arena_printf(arena, "%s_output.txt", base), NULL);
	if (!g->text) {
		print_message("no %s\n", base);
		skip();
	}
	g->truth = json_load_file(arena_printf(arena, "%s_expected.json", base), 0, NULL);
	assert_non_null(g->truth);
}

static void genie_free(struct genie *g)
{
	free(g->text);
	json_decref(g->truth);
}

static const char *string_at(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static long number_at(const json_t *o, const char *key)
{
	assert_true(json_is_integer(json_object_get(o, key)));
	return (long)json_integer_value(json_object_get(o, key));
}

/* ntc-templates: the transcript, or its truth. */
static const char *ntc(const char *name, const char *ext)
{
	const char *path = arena_printf(arena, "%s/ios/ntc-templates/%s.%s", CORPUS_DIR, name, ext);
	char *text = test_read_file(path, NULL);
	const char *copy = arena_strdup(arena, text);

	free(text);
	if (!copy) {
		print_message("no %s\n", path);
		skip();
	}
	return copy;
}

static const struct show_channel *find_channel(
	const struct show_etherchannel *c, const char *port_channel)
{
	for (size_t i = 0; i < c->channels.n; i++)
		if (ifname_equal(c->channels.v[i].port_channel, port_channel))
			return &c->channels.v[i];
	fail_msg("no %s", port_channel);
	return NULL;
}

static void same_channel(const struct show_channel *c, json_t *truth)
{
	json_t *members = json_object_get(truth, "members");

	assert_string_equal(c->flags, string_at(truth, "flags"));
	assert_int_equal(c->group, number_at(truth, "bundle_id"));
	if (json_object_get(truth, "protocol"))
		assert_int_equal(strcasecmp(c->protocol, string_at(truth, "protocol")), 0);
	else
		assert_string_equal(c->protocol, "-");
	assert_int_equal(c->members.n, json_object_size(members));
	for (size_t i = 0; i < c->members.n; i++) {
		json_t *m = json_object_get(members, c->members.v[i].port);

		assert_non_null(m);
		assert_int_equal(!strcmp(c->members.v[i].flag, "P"),
			json_is_true(json_object_get(m, "bundled")));
	}
}

static void agrees_with_genie_on_etherchannel(void **state)
{
	static const char *const names[] = { "golden_output", "golden_output_1",
		"golden_output_2" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct show_etherchannel c;
		struct genie g;
		const char *name;
		json_t *channel;

		genie_load(&g, "ShowEtherchannelSummary", names[i]);
		assert_int_equal(show_etherchannel_parse(arena, g.text, &c, &err), 0);
		assert_int_equal(
			c.channels.n, json_object_size(json_object_get(g.truth, "interfaces")));
		json_object_foreach(json_object_get(g.truth, "interfaces"), name, channel)
			same_channel(find_channel(&c, name), channel);
		genie_free(&g);
	}
}

static json_t *member_of(const struct genie *g, unsigned group, const char *port)
{
	json_t *channel = json_object_get(json_object_get(g->truth, "interfaces"),
		arena_printf(arena, "Port-channel%u", group));
	json_t *m = json_object_get(json_object_get(channel, "members"), port);

	assert_non_null(m);
	return m;
}

static size_t count_members(const struct genie *g)
{
	const char *name;
	json_t *channel;
	size_t n = 0;

	json_object_foreach(json_object_get(g->truth, "interfaces"), name, channel) n +=
		json_object_size(json_object_get(channel, "members"));
	return n;
}

/* "001e.49ff.a3e6", or in the long form "00127,6487.88ff.68ef". */
static void same_system(const uint8_t s[6], json_t *m)
{
	const char *truth =
		string_at(m, json_object_get(m, "system_id") ? "system_id" : "partner_id");
	const char *comma = strchr(truth, ',');

	assert_string_equal(arena_printf(arena, "%02x%02x.%02x%02x.%02x%02x", s[0], s[1], s[2],
				    s[3], s[4], s[5]),
		comma ? comma + 1 : truth);
}

static void same_neighbor(const struct show_lacp_neighbor *n, json_t *m)
{
	assert_string_equal(n->flags, string_at(m, "flags"));
	assert_int_equal(n->oper_key, number_at(m, "oper_key"));
	assert_int_equal(n->port_number, number_at(m, "port_num"));
	assert_int_equal(n->priority, number_at(m, "lacp_port_priority"));
	assert_int_equal(n->age_s, number_at(m, "age"));
	if (json_object_get(m, "port_state"))
		assert_int_equal(n->state, number_at(m, "port_state"));
	same_system(n->system, m);
}

static void agrees_with_genie_on_neighbors(void **state)
{
	static const char *const dirs[] = { "ShowLacpNeighbor", "ShowLacpNeighborDetail" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct show_lacp_neighbors n;
		struct genie g;

		genie_load(&g, dirs[i], "golden_output");
		assert_int_equal(show_lacp_neighbors_parse(arena, g.text, &n, &err), 0);
		assert_int_equal(n.rows.n, count_members(&g));
		for (size_t k = 0; k < n.rows.n; k++)
			same_neighbor(
				&n.rows.v[k], member_of(&g, n.rows.v[k].group, n.rows.v[k].port));
		genie_free(&g);
	}
}

static void agrees_with_genie_on_internal(void **state)
{
	struct show_lacp_internals l;
	struct genie g;

	(void)state;
	genie_load(&g, "ShowLacpInternal", "golden_output");
	assert_int_equal(show_lacp_internals_parse(arena, g.text, &l, &err), 0);
	assert_int_equal(l.rows.n, count_members(&g));
	for (size_t i = 0; i < l.rows.n; i++) {
		const struct show_lacp_internal *r = &l.rows.v[i];
		json_t *m = member_of(&g, r->group, r->port);

		assert_string_equal(r->state, string_at(m, "state"));
		assert_int_equal(r->priority, number_at(m, "lacp_port_priority"));
		assert_int_equal(r->admin_key, number_at(m, "admin_key"));
		assert_int_equal(r->oper_key, number_at(m, "oper_key"));
		assert_int_equal(r->port_number, number_at(m, "port_num"));
		assert_int_equal(r->port_state, number_at(m, "port_state"));
	}
	genie_free(&g);
}

static void agrees_with_genie_on_counters(void **state)
{
	struct show_lacp_counters c;
	struct genie g;

	(void)state;
	genie_load(&g, "ShowLacpCounters", "golden_output");
	assert_int_equal(show_lacp_counters_parse(arena, g.text, &c, &err), 0);
	assert_int_equal(c.rows.n, count_members(&g));
	for (size_t i = 0; i < c.rows.n; i++) {
		json_t *m = json_object_get(
			member_of(&g, c.rows.v[i].group, c.rows.v[i].port), "counters");

		assert_int_equal(c.rows.v[i].sent, number_at(m, "lacp_out_pkts"));
		assert_int_equal(c.rows.v[i].received, number_at(m, "lacp_in_pkts"));
	}
	genie_free(&g);
}

static void agrees_with_genie_on_system(void **state)
{
	struct show_lacp_system y;
	struct genie g;

	(void)state;
	genie_load(&g, "ShowLacpSysId", "golden_output");
	assert_int_equal(show_lacp_system_parse(g.text, &y, &err), 0);
	assert_int_equal(y.priority, number_at(g.truth, "system_priority"));
	assert_string_equal(
		arena_printf(arena, "%02x%02x.%02x%02x.%02x%02x", y.system[0], y.system[1],
			y.system[2], y.system[3], y.system[4], y.system[5]),
		string_at(g.truth, "system_id_mac"));
	genie_free(&g);
}

static void agrees_with_genie_on_vtp(void **state)
{
	static const struct {
		const char *name;
		enum vtp_mode mode;
		bool primary;
	} rows[] = {
		{ "golden_output", VTP_CLIENT, false },
		{ "golden_output_3", VTP_SERVER, true },
		{ "golden_output_4", VTP_CLIENT, false },
	};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct show_vtp v;
		struct genie g;
		json_t *truth;

		genie_load(&g, "ShowVtpStatus", rows[i].name);
		truth = json_object_get(g.truth, "vtp");
		if (!truth)
			truth = g.truth;
		assert_int_equal(show_vtp_parse(arena, g.text, &v, &err), 0);
		assert_int_equal(v.mode, rows[i].mode);
		assert_int_equal(v.primary, rows[i].primary);
		assert_int_equal(v.version, atoi(string_at(truth, "version")));
		assert_string_equal(v.domain, string_at(truth, "domain_name"));
		genie_free(&g);
	}
}

static void agrees_with_genie_on_status(void **state)
{
	struct show_statuses s;
	struct genie g;

	(void)state;
	genie_load(&g, "ShowInterfacesStatus", "golden_interface_output1");
	assert_int_equal(show_statuses_parse(arena, g.text, &s, &err), 0);
	assert_int_equal(s.rows.n, json_object_size(json_object_get(g.truth, "interfaces")));
	for (size_t i = 0; i < s.rows.n; i++) {
		const struct show_status *r = &s.rows.v[i];
		json_t *t = json_object_get(json_object_get(g.truth, "interfaces"), r->port);

		assert_non_null(t);
		assert_string_equal(r->status, string_at(t, "status"));
		assert_string_equal(r->vlan, string_at(t, "vlan"));
		assert_string_equal(r->duplex, string_at(t, "duplex_code"));
		assert_string_equal(r->speed, string_at(t, "port_speed"));
		assert_string_equal(r->reason, "");
	}
	genie_free(&g);
}

/* Of the archive only whether there is one counts. */
static void agrees_with_genie_on_archive(void **state)
{
	struct show_revert r = { 0 };
	struct genie g;

	(void)state;
	genie_load(&g, "ShowArchive", "golden_output");
	assert_non_null(json_object_get(g.truth, "archive"));
	show_archive_parse(arena, g.text, &r);
	assert_true(r.available);
	assert_null(r.why);
	genie_free(&g);
}

static void same_members(const struct show_channel *c, const char *item)
{
	const char *ports = list_of(item, "member_interface");
	const char *flags = list_of(item, "member_interface_status"), *port, *flag;
	size_t n = 0;

	for (; (port = next_listed(&ports)); n++) {
		flag = next_listed(&flags);
		assert_non_null(flag);
		assert_true(n < c->members.n);
		assert_true(ifname_equal(c->members.v[n].port, port));
		assert_string_equal(c->members.v[n].flag, strcmp(flag, "bndl") ? flag : "P");
	}
	assert_int_equal(n, c->members.n);
}

static void agrees_with_ntc_on_etherchannel(void **state)
{
	static const char *const names[] = { "", "2" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const char *name = arena_printf(
			arena, "show_etherchannel_summary/show_etherchannel_summary%s", names[i]);
		const char *rest = ntc(name, "yml"), *item;
		struct show_etherchannel e;
		size_t n = 0;

		assert_int_equal(show_etherchannel_parse(arena, ntc(name, "raw"), &e, &err), 0);
		for (; (item = next_item(&rest)); n++) {
			const struct show_channel *c =
				find_channel(&e, value_of(item, "bundle_name"));

			assert_int_equal(c->group, atoi(value_of(item, "group")));
			assert_string_equal(c->flags, value_of(item, "bundle_status"));
			assert_string_equal(c->protocol, value_of(item, "bundle_protocol"));
			same_members(c, item);
		}
		assert_int_equal(n, e.channels.n);
	}
}

static void agrees_with_ntc_on_vlans(void **state)
{
	const char *rest = ntc("show_vlan/cisco_ios_show_vlan", "yml"), *item;
	struct show_vlans v;
	size_t n = 0;

	(void)state;
	assert_int_equal(
		show_vlans_parse(arena, ntc("show_vlan/cisco_ios_show_vlan", "raw"), &v, &err), 0);
	for (; (item = next_item(&rest)); n++) {
		assert_true(n < v.rows.n);
		assert_int_equal(v.rows.v[n].id, atoi(value_of(item, "vlan_id")));
		assert_string_equal(v.rows.v[n].name, value_of(item, "vlan_name"));
		assert_string_equal(v.rows.v[n].status, value_of(item, "status"));
	}
	assert_int_equal(n, v.rows.n);
}

/* What the truth names, said as the line that it was read from; "": nothing, and no such line. */
static const char *as_line(const char *item, const char *key, const char *words)
{
	const char *value = value_of(item, key);

	return *value ? arena_printf(arena, "%s %s", words, value) : "";
}

static bool has_line(const struct ios_line *interface, const char *text)
{
	for (const struct ios_line *l = interface->children; l; l = l->next)
		if (!strcmp(l->text, text))
			return true;
	return false;
}

static void same_lines(const struct ios_line *l, const char *item)
{
	static const struct {
		const char *key, *words;
	} rows[] = {
		{ "description", "description" },
		{ "bandwidth", "bandwidth" },
		{ "mtu", "mtu" },
		{ "input_policy", "service-policy input" },
		{ "output_policy", "service-policy output" },
	};
	const char *vrf = value_of(item, "vrf"), *address = value_of(item, "ip_address");

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *line = as_line(item, rows[i].key, rows[i].words);

		assert_int_equal(*line != '\0', ios_config_child(NULL, l, rows[i].words) != NULL);
		assert_true(!*line || has_line(l, line));
	}
	assert_true(!*vrf || has_line(l, arena_printf(arena, "vrf forwarding %s", vrf)) ||
		has_line(l, arena_printf(arena, "ip vrf forwarding %s", vrf)));
	assert_true(!*address ||
		has_line(l,
			arena_printf(
				arena, "ip address %s %s", address, value_of(item, "netmask"))));
}

static void agrees_with_ntc_on_interfaces(void **state)
{
	static const char name[] =
		"show_running-config_interface/cisco_ios_show_running-config_interface";
	const struct ios_config *c = ios_config_parse(arena, ntc(name, "raw"));
	const char *rest = ntc(name, "yml"), *item;
	size_t n = 0, found = 0;

	(void)state;
	for (; (item = next_item(&rest)); n++) {
		const struct ios_line *l = ios_config_interface(c, value_of(item, "interface"));

		assert_non_null(l);
		same_lines(l, item);
	}
	for (const struct ios_line *l = c->lines; l; l = l->next)
		found += !strncmp(l->text, "interface ", 10);
	assert_int_equal(n, found);
	assert_true(n > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_genie_on_etherchannel),
		cmocka_unit_test(agrees_with_genie_on_neighbors),
		cmocka_unit_test(agrees_with_genie_on_internal),
		cmocka_unit_test(agrees_with_genie_on_counters),
		cmocka_unit_test(agrees_with_genie_on_system),
		cmocka_unit_test(agrees_with_genie_on_vtp),
		cmocka_unit_test(agrees_with_genie_on_status),
		cmocka_unit_test(agrees_with_genie_on_archive),
		cmocka_unit_test(agrees_with_ntc_on_etherchannel),
		cmocka_unit_test(agrees_with_ntc_on_vlans),
		cmocka_unit_test(agrees_with_ntc_on_interfaces),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
