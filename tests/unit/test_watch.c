// SPDX-License-Identifier: Apache-2.0
/* The rows of verify --watch: one a member, no wider than a terminal. */
#include "test.h"

#include "watch.h"

static struct observe_bond bond = { .name = "bond0", .now = SEC(100) };

static const char *row(const struct observe_member *m, enum verdict verdict, bool candidate)
{
	static char text[256];
	struct member_verdict v = { .member = m, .verdict = verdict, .candidate = candidate };
	struct buf out = { 0 };

	watch_row(&out, &bond, &v);
	snprintf(text, sizeof(text), "%s", buf_text(&out));
	buf_free(&out);
	assert_true(strlen(text) < 80);
	return text;
}

static void rows(void **state)
{
	struct observe_member m = { .name = "eno1", .has_link = true };

	(void)state;
	assert_string_equal(row(&m, VERDICT_UNKNOWN, false),
		"eno1         unknown down -        -        unheard               -     -     -");
	m.carrier = true;
	m.tx.seen = true;
	m.tx.pdu.actor.state = 0x3f;
	m.rx.seen = true;
	m.rx.time = SEC(100) - MSEC(400);
	m.rx.pdu.actor = (struct lacp_port){ .system = { 0, 0x1e, 0x49, 0xff, 0x3c, 0x80 },
		.key = 11,
		.port = 258,
		.state = 0x3d };
	assert_string_equal(row(&m, VERDICT_UNKNOWN, true),
		"eno1         holds   up   ATGSCD   AGSCD    00:1e:49:ff:3c:80    11   258  0.4s");
	m.rx.time = SEC(100) - SEC(45);
	assert_string_equal(row(&m, VERDICT_UP, true),
		"eno1         up      up   ATGSCD   AGSCD    00:1e:49:ff:3c:80    11   258   45s");
}

/* The longest that can be said fits as well. */
static void widest(void **state)
{
	struct observe_member m = { .name = "enp129s0f1np1xx", .has_link = true };

	(void)state;
	m.tx.seen = m.rx.seen = true;
	m.tx.pdu.actor.state = m.rx.pdu.actor.state = 0xff;
	m.rx.pdu.actor.key = m.rx.pdu.actor.port = 65535;
	m.rx.time = -SEC(1000000000);
	assert_int_equal(strlen(row(&m, VERDICT_NOT_UP, false)), 79);
	m.rx.time = SEC(200); /* a capture's clock may be ahead by a little */
	assert_non_null(strstr(row(&m, VERDICT_NOT_UP, false), " 0.0s"));
}

static void heads(void **state)
{
	struct buf out = { 0 };

	(void)state;
	watch_head(&out);
	assert_int_equal(out.len, 79);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows), cmocka_unit_test(widest),
		cmocka_unit_test(heads) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
