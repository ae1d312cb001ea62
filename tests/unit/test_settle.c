// SPDX-License-Identifier: Apache-2.0
#include "test.h"
#include "arena_fixture.h"

#include "settle.h"

static void each_row_reads_its_own_sample(void **state)
{
	(void)state;
	for (const struct ios_message_row *r = ios_message_rows; r->mnemonic; r++) {
		const char *line = arena_printf(arena, "*Mar  1 00:01:02.003: %s\r", r->sample);
		struct ios_message m;

		assert_true(ios_message_read(line, strlen(line), &m));
		assert_int_equal(m.class, r->class);
		assert_string_equal(m.meaning, r->meaning);
		assert_string_equal(m.text, r->sample);
	}
}

static void reads_port_and_reason(void **state)
{
	static const struct {
		const char *line;
		enum ios_message_class class;
		const char *port, *reason;
	} rows[] = {
		{ "000123: Feb 15 2021 19:41:18.6 UTC: %EC-5-CANNOT_BUNDLE2: Gi1/0/21 is not "
		  "compatible with Po5 and will be suspended (native vlan of Gi1/0/21 is 21, Po5 "
		  "id 1)",
			MESSAGE_UNLIKE, "GigabitEthernet1/0/21",
			"native vlan of Gi1/0/21 is 21, Po5 id 1" },
		{ "%EC-SW1_STBY-5-BUNDLE: Interface Te1/1/1 joined port-channel Po3",
			MESSAGE_CLEARED, "TenGigabitEthernet1/1/1", "" },
		{ "%PM-4-ERR_DISABLE: bpduguard error detected on Gi1/0/1, putting Gi1/0/1 in "
		  "err-disable state",
			MESSAGE_DISABLED, "GigabitEthernet1/0/1", "" },
		{ "%EC-5-CANNOT_BUNDLE2: port 5 is not compatible (", MESSAGE_UNLIKE, "", "" },
		{ "%SYS-5-CONFIG_I: Configured from console by vty0 (192.0.2.5)", MESSAGE_OTHER, "",
			"" },
	};
	struct ios_message m;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(ios_message_read(rows[i].line, strlen(rows[i].line), &m));
		assert_int_equal(m.class, rows[i].class);
		assert_string_equal(m.port, rows[i].port);
		assert_string_equal(m.reason, rows[i].reason);
	}
	assert_false(ios_message_read("sw1#show run % x", 16, &m));
	assert_false(ios_message_read("", 0, &m));
	assert_false(ios_message_read("%EC-5-BUNDLE", 12, &m));
}

#define TRUNK " switchport mode trunk\n channel-group 11 mode active\n"
static const char alike[] =
	"interface Port-channel11\n switchport mode trunk\n"
	"interface GigabitEthernet1/0/1\n" TRUNK "interface GigabitEthernet2/0/1\n" TRUNK;
static const char unlike[] = "interface Port-channel11\n switchport mode trunk\n"
			     "interface GigabitEthernet1/0/1\n" TRUNK " mtu 9000\n"
			     "interface GigabitEthernet2/0/1\n" TRUNK;

struct facts {
	const char *config, *members, *neighbors, *message, *later;
};

static void hear(struct ios_messages *all, const char *line)
{
	if (line)
		assert_true(ios_message_read(line, strlen(line), ARENA_PUSH(arena, all)));
}

/* "bundled; waiting (no LACPDU from the host yet)" */
static const char *settled(const struct facts *f)
{
	struct switch_found found = { .running = ios_config_parse(arena, f->config) };
	struct show_etherchannel e;
	struct show_lacp_neighbors n = { 0 };
	struct ios_messages heard = { 0 };
	struct want_unit want = { .port_channel = 11 };
	struct settle_facts facts = { &found, f->members ? &e : NULL, &n, &heard };
	struct settled_members out = { 0 };
	const char *text = "";
	struct err err;

	strcpy(*ARENA_PUSH(arena, &want.ports), "GigabitEthernet1/0/1");
	strcpy(*ARENA_PUSH(arena, &want.ports), "GigabitEthernet2/0/1");
	if (f->members)
		assert_int_equal(show_etherchannel_parse(arena,
					 arena_printf(arena,
						 "Flags:  D - down\nGroup  Port-channel  Protocol  "
						 "Ports\n------+-----\n11 Po11(SU) LACP %s\n",
						 f->members),
					 &e, &err),
			0);
	if (f->neighbors)
		assert_int_equal(show_lacp_neighbors_parse(arena, f->neighbors, &n, &err), 0);
	hear(&heard, f->message);
	hear(&heard, f->later);
	settle_judge(arena, &want, &facts, &out);
	assert_int_equal(out.n, 2);
	for (size_t i = 0; i < 2; i++)
		text = arena_printf(arena, "%s%s%s%s%s%s", text, i ? "; " : "",
			settled_name(out.v[i].state), *out.v[i].why ? " (" : "", out.v[i].why,
			*out.v[i].why ? ")" : "");
	return text;
}

#define UNLIKE                                                                                     \
	"%EC-5-CANNOT_BUNDLE2: Gi1/0/1 is not compatible with Po11 and will be suspended (vlan "   \
	"mask is different)"
#define NEIGHBOR                                                                                   \
	"Channel group 11 neighbors\n"                                                             \
	"Port      Flags   Priority  Dev ID          Age    key    Key    Number  State\n"         \
	"Gi1/0/1   FA      255       5254.0012.3456   3s    0x0    0xF    0x2     0x3F\n"

static void state_decides(void **state)
{
	static const struct {
		struct facts facts;
		const char *said;
	} rows[] = {
		{ { alike, "Gi1/0/1(P) Gi2/0/1(P)", NULL, NULL, NULL }, "bundled; bundled" },
		{ { alike, "Gi1/0/1(s) Gi2/0/1(w)", NULL, NULL, NULL },
			"waiting (no LACPDU from the host yet); waiting (waiting to be "
			"aggregated)" },
		{ { alike, "Gi1/0/1(D) Gi2/0/1(I)", NULL, NULL, NULL },
			"waiting (its link is down); waiting (no LACPDU from the host yet: it "
			"stands alone)" },
		{ { alike, "Gi1/0/1(P) Gi2/0/1(H)", NULL, UNLIKE, NULL },
			"bundled; standby (hot standby: the group is full)" },
		{ { alike, "Gi1/0/1(s) Gi2/0/1(P)", NULL, UNLIKE, NULL },
			"suspended (" UNLIKE "); bundled" },
		{ { alike, "Gi1/0/1(s) Gi2/0/1(P)", NULL, UNLIKE,
			  "%EC-5-COMPATIBLE: Gi1/0/1 is compatible with port-channel members" },
			"waiting (no LACPDU from the host yet); bundled" },
		{ { unlike, "Gi1/0/1(s) Gi2/0/1(P)", NULL, NULL, NULL },
			"suspended (its MTU is 9000, that of Port-channel11 is the default); "
			"bundled" },
		{ { alike, "Gi1/0/1(s) Gi2/0/1(P)", NEIGHBOR, NULL, NULL },
			"suspended (it is suspended although its partner speaks LACP); bundled" },
		{ { alike, "Gi1/0/1(s) Gi2/0/1(P)", NULL,
			  "%EC-5-L3DONTBNDL2: Gi1/0/1 suspended: LACP currently not enabled on the "
			  "remote port.",
			  NULL },
			"waiting (no LACPDU from the host yet); bundled" },
		{ { alike, "Gi1/0/1(D) Gi2/0/1(u)", NULL,
			  "%PM-4-ERR_DISABLE: bpduguard error detected on Gi1/0/1, putting Gi1/0/1 "
			  "in err-disable state",
			  NULL },
			"suspended (%PM-4-ERR_DISABLE: bpduguard error detected on Gi1/0/1, "
			"putting Gi1/0/1 in err-disable state); suspended (unsuitable for "
			"bundling)" },
		{ { alike, NULL, NULL, UNLIKE, NULL },
			"unknown (the switch does not say); unknown (the switch does not say)" },
		{ { alike, "Gi1/0/1(Z)", NULL, NULL, NULL },
			"unknown (a state that is not known); unknown (the switch does not say)" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(settled(&rows[i].facts), rows[i].said);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_reads_its_own_sample),
		cmocka_unit_test(reads_port_and_reason),
		cmocka_unit_test(state_decides),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
