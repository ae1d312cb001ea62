// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "transcript.h"

static char told[4096];

static void tell(void *ctx, const char *name, char direction, const char *line)
{
	size_t n = strlen(told);

	assert_ptr_equal(ctx, told);
	snprintf(told + n, sizeof(told) - n, "%s%c%s\n", name, direction, line);
}

static void test_masks(void **state)
{
	static const struct {
		const char *line, *masked;
	} cases[] = {
		{ "username netops privilege 15 secret 5 $1$abcd$xyz",
			"username netops privilege 15 secret ******" },
		{ "enable secret 9 $9$x", "enable secret ******" },
		{ " password 7 0822455D0A16", " password ******" },
		{ "sw1(config)#enable password hunter2", "sw1(config)#enable password ******" },
		{ "snmp-server community s3cret RO 10", "snmp-server community ******" },
		{ "snmp-server host 192.0.2.1 version 2c s3cret", "snmp-server host ******" },
		{ "snmp-server user u g v3 auth sha one priv aes 128 two",
			"snmp-server user ******" },
		{ "  key-string 7 0011", "  key-string ******" },
		{ "  KEY-STRING s3cret", "  KEY-STRING ******" },
		{ "tacacs-server key s3cret", "tacacs-server key ******" },
		{ " key 7 0011", " key ******" },
		{ " ip ospf message-digest-key 1 md5 s3cret",
			" ip ospf message-digest-key 1 md5 ******" },
		{ " ip ospf authentication-key s3cret", " ip ospf authentication-key ******" },
		{ " neighbor 192.0.2.1 password s3cret", " neighbor 192.0.2.1 password ******" },
		{ "crypto isakmp key s3cret address 0.0.0.0", "crypto isakmp key ******" },
		{ " ppp chap password 0 s3cret", " ppp chap password ******" },
		{ "Password: ", "Password" },
		{ "no service password-encryption", "no service password-encryption" },
		{ "switchport trunk allowed vlan add 40-44",
			"switchport trunk allowed vlan add 40-44" },
		{ "interface Port-channel11", "interface Port-channel11" },
		{ "a\tb\x03", "a b " },
		{ "", "" },
	};
	char out[200];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		transcript_mask(cases[i].line, out, sizeof(out));
		if (strncmp(out, cases[i].masked, strlen(cases[i].masked)) || strstr(out, "s3cret"))
			fail_msg("%s: %s", cases[i].line, out);
	}
	transcript_mask("enable secret abcdefgh", out, 10);
	assert_string_equal(out, "enable se");
}

/* However the bytes come, a secret must not come out in two halves. */
static void test_session(void **state)
{
	static const char text[] =
		"\r\nsw1#show run\r\nhostname sw1\r\nenable secret 5 $1$abcd$xyz\r\n --More-- "
		"\b\b\b\b\b\b\b\b\b         \b\b\b\b\b\b\b\b\bline 2\r\n password hunter2";

	(void)state;
	for (size_t cut = 0; cut < sizeof(text) - 1; cut++) {
		struct transcript t = { .tell = tell, .ctx = told, .name = "sw1" };

		told[0] = '\0';
		transcript_sent(&t, "show run\r", 9, false);
		transcript_received(&t, text, cut);
		transcript_sent(&t, " ", 1, false);
		transcript_sent(&t, "hunter2\r", 8, true);
		transcript_sent(&t, "\x03", 1, false);
		transcript_sent(&t, "\r", 1, false);
		transcript_received(&t, text + cut, sizeof(text) - 1 - cut);
		transcript_end(&t);
		assert_null(strstr(told, "$1$"));
		assert_null(strstr(told, "hunter2"));
		assert_null(strstr(told, "\b"));
		assert_non_null(strstr(told, "sw1<hostname sw1\n"));
		assert_non_null(strstr(told, "sw1<line 2\n"));
		assert_non_null(strstr(told, "sw1< password ******\n"));
		assert_non_null(
			strstr(told, "sw1>(space)\nsw1>******\nsw1>(control-C)\nsw1>(return)\n"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_masks),
		cmocka_unit_test(test_session),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
