// SPDX-License-Identifier: Apache-2.0
/*
 * A hostile switch. The first byte cuts: the rest is fed in pieces of that size, and time passes
 * where nothing happens, so that every timer runs too.
 */
#include <stdlib.h>
#include <string.h>

#include "session.h"
#include "transcript.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *secret(void *ctx)
{
	(void)ctx;
	return "s3cret";
}

static void told(void *ctx, const char *name, char direction, const char *line)
{
	size_t *lines = ctx;

	(void)name;
	(void)direction;
	*lines += strlen(line);
}

/* False: the session is over. */
static bool turn(struct ios_session *s, struct transcript *t, unsigned *next, int64_t now)
{
	static const char *const commands[] = { "configure terminal", "interface Port-channel11",
		"switchport trunk allowed vlan 40-44", "copy running-config startup-config",
		"end" };
	size_t n;
	struct reply_verdict v;
	const char *out;
	struct err e;

	switch (ios_session_next(s, now)) {
	case IOS_NOTHING:
		break;
	case IOS_FAILED:
		return false;
	case IOS_REPLY:
		ios_session_classify(s, &v);
		ios_session_classify_async(s, &v);
		/* fall through */
	case IOS_READY:
		ios_session_command(
			s, commands[(*next)++ % (sizeof(commands) / sizeof(*commands))], now, &e);
		break;
	}
	n = ios_session_output(s, &out);
	transcript_sent(t, out, n, ios_session_sent_secret(s));
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ios_session *s = ios_session_new(secret, NULL, 0, 30000);
	size_t lines = 0;
	unsigned next = 0;
	static struct replies *kept;
	struct transcript t = { .tell = told, .ctx = &lines, .name = "sw1" };
	size_t piece = size ? data[0] % 64 + 1u : 1;
	int64_t now = 0;

	if (!kept) /* compiled once, not for each input */
		kept = replies_new();
	for (size_t i = 1; i < size; i += piece) {
		size_t n = size - i < piece ? size - i : piece;

		ios_session_feed(s, data + i, n, now);
		transcript_received(&t, (const char *)data + i, n);
		if (!turn(s, &t, &next, now))
			break;
		if (data[i] == 0xff)
			now = ios_session_deadline(s) == INT64_MAX ? now : ios_session_deadline(s);
	}
	ios_session_closed(s);
	for (unsigned i = 0; i < 8 && turn(s, &t, &next, now); i++)
		;
	ios_session_free(s);
	transcript_end(&t);
	return 0;
}
