// SPDX-License-Identifier: Apache-2.0
/* A switch's answers from files: what they say is what the living switch would have said. */
#include "test.h"

#include "texts.h"

enum { READ = SWITCH_STATE | SWITCH_VIEW | SWITCH_SAVED };

static const char summary[] =
	"sw1#show etherchannel summary\n"
	"Flags:  D - down        P - bundled in port-channel\n"
	"\n"
	"Number of channel-groups in use: 1\n"
	"Number of aggregators:           1\n"
	"\n"
	"Group  Port-channel  Protocol    Ports\n"
	"------+-------------+-----------+-----------------------------------------------\n"
	"11     Po11(SU)        LACP      Gi1/0/1(P)      Gi2/0/1(s)\n"
	"\n";

static void test_commands(void **state)
{
	static const struct {
		const char *typed, *command;
	} rows[] = {
		{ "show etherchannel summary", "show etherchannel summary" },
		{ "etherchannel summary", "show etherchannel summary" },
		{ "sh etherch sum", "show etherchannel summary" },
		{ "LACP neigh", "show lacp neighbor" },
		{ "lacp", NULL },
		{ "lacp neighbor detail", NULL },
		{ "show", NULL },
		{ "", NULL },
		{ "int status err", "show interfaces status err-disabled" },
		{ "show interfaces status", "show interfaces status" },
		{ "show version", NULL },
	};
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *valid, *c = switch_text_command(a, READ, rows[i].typed, &valid);

		if (rows[i].command)
			assert_string_equal(c, rows[i].command);
		else
			assert_null(c);
		assert_true(c || strstr(valid, "show lacp neighbor"));
	}
	arena_free(a);
}

static void test_read(void **state)
{
	struct switch_text text = { "show etherchannel summary", summary };
	struct switch_texts texts = { &text, 1, 1 };
	struct arena *a = arena_new();
	struct switch_read read;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(switch_read_texts(a, READ, &texts, &read, &e), 0);
	assert_int_equal(read.etherchannel.channels.n, 1);
	assert_int_equal(read.etherchannel.channels.v[0].group, 11);
	assert_string_equal(read.etherchannel.channels.v[0].members.v[1].flag, "s");
	assert_int_equal(read.lacp_neighbors.rows.n, 0);
	assert_int_equal(read.texts.n, 1);
	arena_free(a);
}

/* Cut anywhere: an answer, or a refusal that names the command. */
static void test_cut(void **state)
{
	char cut[sizeof(summary)];
	struct switch_text text = { "show etherchannel summary", cut };
	struct switch_texts texts = { &text, 1, 1 };

	(void)state;
	for (size_t n = 0; n < sizeof(summary); n += 7) {
		struct arena *a = arena_new();
		struct switch_read read;
		struct err e = { 0 };

		memcpy(cut, summary, n);
		cut[n] = '\0';
		if (switch_read_texts(a, READ, &texts, &read, &e))
			assert_non_null(strstr(e.text, "show etherchannel summary"));
		arena_free(a);
	}
}

static void test_refused(void **state)
{
	struct switch_text text = { "show lacp neighbor",
		"                ^\n% Invalid input detected at '^' marker.\n\n" };
	struct switch_texts texts = { &text, 1, 1 };
	struct arena *a = arena_new();
	struct switch_read read;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(switch_read_texts(a, READ, &texts, &read, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	arena_free(a);
}

/* What a switch will not say of its view is left out, and is no failure. */
static void test_left_out(void **state)
{
	static const char *const commands[] = { "show lacp internal", "show lacp sys-id",
		"show interfaces trunk", "show vlan brief", "show spanning-tree", "show logging" };
	struct arena *a = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		struct switch_text text = { commands[i],
			"                ^\n% Invalid input detected at '^' marker.\n\n" };
		struct switch_texts texts = { &text, 1, 1 };
		struct switch_read read;
		struct err e = { 0 };

		assert_int_equal(switch_read_texts(a, READ, &texts, &read, &e), 0);
		assert_int_equal(e.class, 0);
		assert_null(read.view.log);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_left_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
