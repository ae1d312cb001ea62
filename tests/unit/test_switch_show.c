// SPDX-License-Identifier: Apache-2.0
#include "test.h"
#include "arena_fixture.h"

#include <jansson.h>

#include "switch_show.h"

static struct err err;

static void put_channel(char *out, size_t size, const struct show_channel *c)
{
	int n = snprintf(
		out, size, "%u %s(%s) %s:", c->group, c->port_channel, c->flags, c->protocol);

	for (size_t i = 0; i < c->members.n; i++)
		n += snprintf(out + n, size - (size_t)n, " %s(%s)", c->members.v[i].port,
			c->members.v[i].flag);
}

static void reads_etherchannel_rows(void **state)
{
	static const struct {
		const char *text, *out; /* out: the last channel; "": none */
	} rows[] = {
		{ "11     Po11(SU)        LACP        Gi1/0/1(P)      Gi2/0/1(s)      \n",
			"11 Port-channel11(SU) LACP: GigabitEthernet1/0/1(P) "
			"GigabitEthernet2/0/1(s)" },
		{ "11     Po11(SU)        LACP        Gi1/0/1(P)\n"
		  "                                   Gi2/0/1(H)      \n",
			"11 Port-channel11(SU) LACP: GigabitEthernet1/0/1(P) "
			"GigabitEthernet2/0/1(H)" },
		{ "11\tPo11(RU)\t\tLACP\t Gi2(bndl) Gi3(hot-sby) Gi4(susp)\n",
			"11 Port-channel11(RU) LACP: GigabitEthernet2(P) GigabitEthernet3(H) "
			"GigabitEthernet4(s)" },
		{ "11     Po11(SD)         -        \n", "11 Port-channel11(SD) -:" },
		{ "11\tPo11(RU)\t\t-\n", "11 Port-channel11(RU) -:" },
		{ "11     Po12(SU)   LACP  Gi1/0/1(P)\n", "" },
		{ "11     Po11   LACP  Gi1/0/1(P)\n", "" },
		{ "11     Po11(SU)   LACP  Xy1/0/1(P) Gi1/0/1(P)\n",
			"11 Port-channel11(SU) LACP: GigabitEthernet1/0/1(P)" },
		{ "11     Po11(SU)   LACP  Gi1/0/1(\n", "11 Port-channel11(SU) LACP:" },
		{ "11     Po11(SU)   LACP  Gi1/0/1(P)\n\n   Gi9/0/1(P)\n",
			"11 Port-channel11(SU) LACP: GigabitEthernet1/0/1(P)" },
	};
	char out[1024];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct show_etherchannel c;
		const char *text = arena_printf(arena,
			"Flags:  D - down        P - bundled in port-channel\n"
			"Number of channel-groups in use: \n\n"
			"Group  Port-channel  Protocol    Ports\n"
			"------+-------------+-----------+----------\n%s\nsw1#\n",
			rows[i].text);

		assert_int_equal(show_etherchannel_parse(arena, text, &c, &err), 0);
		assert_int_equal(c.channels.n, rows[i].out[0] ? 1 : 0);
		out[0] = '\0';
		if (c.channels.n)
			put_channel(out, sizeof(out), &c.channels.v[0]);
		assert_string_equal(out, rows[i].out);
	}
}

static void reads_lacp_rows(void **state)
{
	static const char text[] =
		"Flags:  S - Device is requesting Slow LACPDUs\n"
		"Channel group 11 neighbors\n\n"
		"Partner's information:\n\n"
		"                  LACP port                        Admin  Oper   Port    Port\n"
		"Port      Flags   Priority  Dev ID          Age    key    Key    Number  State\n"
		"Gi1/0/1   FA      255       5254.0012.3456   3s    0x0    0xF    0x2     0x3F\n"
		"Gi2/0/1   FA      255       5254.0012.345    3s    0x0    0xF    0x2     0x3F\n"
		"Gi3/0/1   FA      255       5254.0012.3456   3s    0x0    0xF    0x2     0x13F\n"
		"\nChannel group 12 neighbors\n"
		"Port      System ID             Port Number     Age         Flags\n"
		"Fa4/1     8000,00b0.c23e.d84e    0x81            29s         SP\n"
		"          LACP Partner          Partner         Partner\n"
		"          Port Priority         Oper Key        Port State\n"
		"          32768                 200             0x81\n"
		"          1                     2               0x3\n";
	static const uint8_t mac[6] = { 0x52, 0x54, 0, 0x12, 0x34, 0x56 };
	struct show_lacp_neighbors n;

	(void)state;
	assert_int_equal(show_lacp_neighbors_parse(arena, text, &n, &err), 0);
	assert_int_equal(n.rows.n, 2);
	assert_int_equal(n.rows.v[0].group, 11);
	assert_string_equal(n.rows.v[0].port, "GigabitEthernet1/0/1");
	assert_string_equal(n.rows.v[0].flags, "FA");
	assert_memory_equal(n.rows.v[0].system, mac, 6);
	assert_int_equal(n.rows.v[0].priority, 255);
	assert_int_equal(n.rows.v[0].age_s, 3);
	assert_int_equal(n.rows.v[0].oper_key, 15);
	assert_int_equal(n.rows.v[0].port_number, 2);
	assert_int_equal(n.rows.v[0].state, 0x3f);
	assert_int_equal(n.rows.v[1].group, 12);
	assert_string_equal(n.rows.v[1].port, "FastEthernet4/1");
	assert_int_equal(n.rows.v[1].oper_key, 200);
	assert_int_equal(n.rows.v[1].state, 0x81);
	assert_int_equal(show_lacp_neighbors_parse(arena, "\n", &n, &err), 0);
	assert_int_equal(n.rows.n, 0);
}

static void reads_vlan_rows(void **state)
{
	static const char text[] =
		"VLAN Name                             Status    Ports\n"
		"---- -------------------------------- --------- -----------------------------\n"
		"1    default                          active    Gi1/0/3, Gi1/0/4\n"
		"                                                Gi1/0/5\n"
		"40   mgmt                             active    \n"
		"41   two words                        sus/lshut\n"
		"42   a-name-of-more-than-thirty-two-characters\n"
		"                                      act/lshut Gi1/0/9\n"
		"43   twelve12twelve12twelve12twelve1a active\n"
		"44\n"
		"0    zero                             active\n"
		"4095 high                             active\n"
		"\n"
		"VLAN Type  SAID       MTU   Parent RingNo BridgeNo Stp  BrdgMode Trans1 Trans2\n"
		"99   enet  100001     1500  -      -      -        -    -        0      0\n";
	static const struct show_vlan want[] = { { 1, "default", "active" },
		{ 40, "mgmt", "active" }, { 41, "two words", "sus/lshut" },
		{ 42, "a-name-of-more-than-thirty-two-characters", "act/lshut" },
		{ 43, "twelve12twelve12twelve12twelve1a", "active" }, { 44, "", "" } };
	struct show_vlans v;

	(void)state;
	assert_int_equal(show_vlans_parse(arena, text, &v, &err), 0);
	assert_int_equal(v.rows.n, sizeof(want) / sizeof(want[0]));
	for (size_t i = 0; i < v.rows.n; i++) {
		assert_int_equal(v.rows.v[i].id, want[i].id);
		assert_string_equal(v.rows.v[i].name, want[i].name);
		assert_string_equal(v.rows.v[i].status, want[i].status);
	}
}

static void reads_vtp(void **state)
{
	static const struct {
		const char *text;
		enum vtp_mode mode;
		unsigned version;
		bool primary;
		const char *domain;
	} rows[] = {
		{ "VTP Operating Mode : Transparent\nVTP Domain Name : \n", VTP_TRANSPARENT, 0,
			false, "" },
		{ "VTP Version : running VTP1 (VTP2 capable)\nVTP Operating Mode : Server\n",
			VTP_SERVER, 1, false, "" },
		{ "VTP Version capable : 1 to 3\nVTP version running : 3\nVTP Domain Name : X Y\n"
		  "Feature VLAN:\n---\nVTP Operating Mode : Primary Server\nFeature MST:\n---\n"
		  "VTP Operating Mode : Client\n",
			VTP_SERVER, 3, true, "X Y" },
		{ "VTP Operating Mode : Off\n", VTP_OFF, 0, false, "" },
		{ "VTP Operating Mode : Something\n", VTP_UNKNOWN, 0, false, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct show_vtp v;

		assert_int_equal(show_vtp_parse(arena, rows[i].text, &v, &err), 0);
		assert_int_equal(v.mode, rows[i].mode);
		assert_int_equal(v.version, rows[i].version);
		assert_int_equal(v.primary, rows[i].primary);
		assert_string_equal(v.domain, rows[i].domain);
	}
}

static void refuses_what_is_no_answer(void **state)
{
	static const char *const texts[] = {
		"show x\n                 ^\n% Invalid input detected at '^' marker.\n\n",
		"% Incomplete command.\n", "Command authorization failed.\n", "sw1#\n"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct show_etherchannel c;
		struct show_lacp_neighbors l;
		struct show_vlans v;
		struct show_vtp t;

		assert_int_equal(show_etherchannel_parse(arena, texts[i], &c, &err), -1);
		assert_int_equal(show_lacp_neighbors_parse(arena, texts[i], &l, &err), -1);
		assert_int_equal(show_vlans_parse(arena, texts[i], &v, &err), -1);
		assert_int_equal(show_vtp_parse(arena, texts[i], &t, &err), -1);
		assert_int_equal(err.class, ERR_ENVIRONMENT);
		if (i == 0)
			assert_non_null(strstr(err.text, "% Invalid input"));
	}
}

/* One case of the genieparser corpus: its text and the truth. */
struct genie {
	char *text;
	json_t *truth;
};

static bool genie_load(struct genie *g, const char *dir, const char *name)
{
	const char *base = arena_printf(arena, "%s/ios/genieparser/%s/%s", CORPUS_DIR, dir, name);

	g->text = test_read_file(arena_printf(arena, "%s_output.txt", base), NULL);
	g->truth = json_load_file(arena_printf(arena, "%s_expected.json", base), 0, NULL);
	return g->text && g->truth;
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

static const struct show_channel *find_channel(
	const struct show_etherchannel *c, const char *port_channel)
{
	for (size_t i = 0; i < c->channels.n; i++)
		if (!strcmp(c->channels.v[i].port_channel, port_channel))
			return &c->channels.v[i];
	return NULL;
}

static void same_channel(const struct show_channel *c, json_t *truth)
{
	json_t *members = json_object_get(truth, "members");

	assert_non_null(c);
	assert_string_equal(c->flags, string_at(truth, "flags"));
	assert_int_equal(c->group, json_integer_value(json_object_get(truth, "bundle_id")));
	if (json_object_get(truth, "protocol"))
		assert_int_equal(strcasecmp(c->protocol, string_at(truth, "protocol")), 0);
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

		if (!genie_load(&g, "ShowEtherchannelSummary", names[i]))
			skip();
		assert_int_equal(show_etherchannel_parse(arena, g.text, &c, &err), 0);
		assert_int_equal(
			c.channels.n, json_object_size(json_object_get(g.truth, "interfaces")));
		json_object_foreach(json_object_get(g.truth, "interfaces"), name, channel)
			same_channel(find_channel(&c, name), channel);
		genie_free(&g);
	}
}

static void same_neighbor(const struct show_lacp_neighbor *n, json_t *truth)
{
	json_t *members = json_object_get(json_object_get(json_object_get(truth, "interfaces"),
						  arena_printf(arena, "Port-channel%u", n->group)),
		"members");
	json_t *m = json_object_get(members, n->port);
	const uint8_t *s = n->system;

	assert_non_null(m);
	assert_string_equal(n->flags, string_at(m, "flags"));
	assert_int_equal(n->oper_key, json_integer_value(json_object_get(m, "oper_key")));
	assert_int_equal(n->port_number, json_integer_value(json_object_get(m, "port_num")));
	assert_int_equal(n->priority, json_integer_value(json_object_get(m, "lacp_port_priority")));
	assert_int_equal(n->age_s, json_integer_value(json_object_get(m, "age")));
	assert_string_equal(arena_printf(arena, "%02x%02x.%02x%02x.%02x%02x", s[0], s[1], s[2],
				    s[3], s[4], s[5]),
		string_at(m, "partner_id"));
	if (json_object_get(m, "port_state"))
		assert_int_equal(n->state, json_integer_value(json_object_get(m, "port_state")));
}

static void agrees_with_genie_on_lacp(void **state)
{
	struct show_lacp_neighbors n;
	struct genie g;

	(void)state;
	if (!genie_load(&g, "ShowLacpNeighbor", "golden_output"))
		skip();
	assert_int_equal(show_lacp_neighbors_parse(arena, g.text, &n, &err), 0);
	assert_int_equal(n.rows.n, 5);
	for (size_t i = 0; i < n.rows.n; i++)
		same_neighbor(&n.rows.v[i], g.truth);
	genie_free(&g);
	assert_true(genie_load(&g, "ShowLacpNeighborDetail", "golden_output"));
	assert_int_equal(show_lacp_neighbors_parse(arena, g.text, &n, &err), 0);
	assert_int_equal(n.rows.n, 2);
	assert_int_equal(n.rows.v[1].state, 0x0f);
	assert_int_equal(n.rows.v[1].priority, 200);
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

		if (!genie_load(&g, "ShowVtpStatus", rows[i].name))
			skip();
		if (json_object_get(g.truth, "vtp")) {
			json_t *vtp = json_incref(json_object_get(g.truth, "vtp"));

			json_decref(g.truth);
			g.truth = vtp;
		}
		assert_int_equal(show_vtp_parse(arena, g.text, &v, &err), 0);
		assert_int_equal(v.mode, rows[i].mode);
		assert_int_equal(v.primary, rows[i].primary);
		assert_int_equal(v.version, atoi(string_at(g.truth, "version")));
		assert_string_equal(v.domain, string_at(g.truth, "domain_name"));
		genie_free(&g);
	}
}

/* ntc-templates: the values of one key of its .yml, in their order. */
static size_t yml_values(char *text, const char *key, const char *out[], size_t max)
{
	size_t n = 0, len = strlen(key);
	bool in_list = false;
	char *save = NULL;

	for (char *l = strtok_r(text, "\n", &save); l; l = strtok_r(NULL, "\n", &save)) {
		char *item = l + strspn(l, " -"), *quote = strchr(l, '"');
		bool is_key = !strncmp(item, key, len) && item[len] == ':';

		if (is_key)
			in_list = true;
		else if (*item != '"')
			in_list = false;
		if (in_list && quote && n < max) {
			out[n++] = quote + 1;
			*strchr(quote + 1, '"') = '\0';
		}
	}
	return n;
}

static char *ntc_read(const char *file)
{
	return test_read_file(
		arena_printf(arena, "%s/ios/ntc-templates/%s", CORPUS_DIR, file), NULL);
}

static size_t ntc_values(const char *file, const char *key, const char *out[], size_t max)
{
	char *text = ntc_read(file);
	char *copy = arena_strdup(arena, text);

	free(text);
	return yml_values(copy, key, out, max);
}

static void agrees_with_ntc_on_vlans(void **state)
{
	char *text = ntc_read("show_vlan/cisco_ios_show_vlan.raw");
	const char *ids[64], *names[64], *status[64];
	struct show_vlans v;
	size_t n;

	(void)state;
	if (!text)
		skip();
	assert_int_equal(show_vlans_parse(arena, text, &v, &err), 0);
	free(text);
	n = ntc_values("show_vlan/cisco_ios_show_vlan.yml", "vlan_id", ids, 64);
	assert_int_equal(
		ntc_values("show_vlan/cisco_ios_show_vlan.yml", "vlan_name", names, 64), n);
	assert_int_equal(ntc_values("show_vlan/cisco_ios_show_vlan.yml", "status", status, 64), n);
	assert_int_equal(v.rows.n, n);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(v.rows.v[i].id, atoi(ids[i]));
		assert_string_equal(v.rows.v[i].name, names[i]);
		assert_string_equal(v.rows.v[i].status, status[i]);
	}
}

static void agrees_with_ntc_on_etherchannel(void **state)
{
	static const char *const files[] = { "show_etherchannel_summary",
		"show_etherchannel_summary2" };

	(void)state;
	for (size_t f = 0; f < 2; f++) {
		const char *dir = arena_printf(arena, "show_etherchannel_summary/%s", files[f]);
		const char *yml = arena_printf(arena, "%s.yml", dir), *group[64], *port[64];
		char *text = ntc_read(arena_printf(arena, "%s.raw", dir));
		struct show_etherchannel c;
		size_t k = 0, ports;

		if (!text)
			skip();
		assert_int_equal(show_etherchannel_parse(arena, text, &c, &err), 0);
		free(text);
		assert_int_equal(ntc_values(yml, "group", group, 64), c.channels.n);
		ports = ntc_values(yml, "member_interface", port, 64);
		for (size_t i = 0; i < c.channels.n; i++) {
			assert_int_equal(c.channels.v[i].group, atoi(group[i]));
			for (size_t m = 0; m < c.channels.v[i].members.n; m++, k++) {
				assert_true(k < ports);
				assert_true(
					ifname_equal(c.channels.v[i].members.v[m].port, port[k]));
				assert_string_equal(c.channels.v[i].members.v[m].flag, "P");
			}
		}
		assert_int_equal(k, ports);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_etherchannel_rows),
		cmocka_unit_test(reads_lacp_rows),
		cmocka_unit_test(reads_vlan_rows),
		cmocka_unit_test(reads_vtp),
		cmocka_unit_test(refuses_what_is_no_answer),
		cmocka_unit_test(agrees_with_genie_on_etherchannel),
		cmocka_unit_test(agrees_with_genie_on_lacp),
		cmocka_unit_test(agrees_with_genie_on_vtp),
		cmocka_unit_test(agrees_with_ntc_on_vlans),
		cmocka_unit_test(agrees_with_ntc_on_etherchannel),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
