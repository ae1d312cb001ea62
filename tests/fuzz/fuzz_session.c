// SPDX-License-Identifier: Apache-2.0
/*
 * A hostile switch. Most of what a real one sends repeats what it was sent, so control bytes, which
 * a terminal drops, stand for that: else no input would come past the first echo. The first byte
 * says where it begins (at the banner, or privileged and set up) and in what pieces it talks.
 */
#include <stdlib.h>
#include <string.h>

#include "session.h"
#include "transcript.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	SAY_ECHO = 0x01,   /* what was sent last, and a line end */
	SAY_EXEC = 0x02,   /* a prompt */
	SAY_CONFIG = 0x04, /* one of configuration */
	SAY_LATER = 0x05,  /* nothing, until a timer runs out */
	SAY_NOW = 0x06,    /* the piece ends here */
	SET_UP = 0x80,
};

static const char set_up[] = { SAY_EXEC, SAY_NOW, '\r', '\n', SAY_EXEC, SAY_NOW, SAY_ECHO, SAY_EXEC,
	SAY_NOW, SAY_ECHO, SAY_EXEC, SAY_NOW, SAY_ECHO, SAY_EXEC, SAY_NOW };

struct device {
	struct ios_session *s;
	struct transcript t;
	struct buf piece;
	char sent[300];
	size_t lines, most; /* most: bytes in a piece */
	unsigned next;
	int64_t now;
	bool over;
};

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

static void command(struct device *d)
{
	static const char *const commands[] = { "configure terminal", "interface Port-channel11",
		"switchport trunk allowed vlan 40-44", "copy running-config startup-config",
		"end" };
	struct err e;

	ios_session_command(
		d->s, commands[d->next++ % (sizeof(commands) / sizeof(*commands))], d->now, &e);
}

/* What it makes of all that came, and what it sends. */
static void turn(struct device *d)
{
	struct reply_verdict v;
	const char *out;
	size_t n;

	switch (ios_session_next(d->s, d->now)) {
	case IOS_NOTHING:
		break;
	case IOS_FAILED:
		d->over = true;
		break;
	case IOS_REPLY:
		ios_session_classify(d->s, &v);
		ios_session_classify_async(d->s, &v);
		/* fall through */
	case IOS_READY:
		command(d);
		break;
	}
	n = ios_session_output(d->s, &out);
	transcript_sent(&d->t, out, n, ios_session_sent_secret(d->s));
	if (n && n < sizeof(d->sent)) {
		memcpy(d->sent, out, n + 1);
		d->sent[strcspn(d->sent, "\r")] = '\0';
	}
}

static void piece_ends(struct device *d)
{
	ios_session_feed(d->s, buf_text(&d->piece), d->piece.len, d->now);
	transcript_received(&d->t, buf_text(&d->piece), d->piece.len);
	buf_reset(&d->piece);
	turn(d);
}

static void say(struct device *d, uint8_t c)
{
	switch (c) {
	case SAY_ECHO:
		buf_printf(&d->piece, "%s\r\n", d->sent);
		break;
	case SAY_EXEC:
		buf_puts(&d->piece, "sw1#");
		break;
	case SAY_CONFIG:
		buf_puts(&d->piece, "sw1(config-if)#");
		break;
	case SAY_LATER:
		piece_ends(d);
		if (ios_session_deadline(d->s) != INT64_MAX)
			d->now = ios_session_deadline(d->s);
		turn(d);
		break;
	case SAY_NOW:
		piece_ends(d);
		break;
	default:
		buf_add(&d->piece, &c, 1);
		if (d->piece.len >= d->most)
			piece_ends(d);
		break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct replies *kept;
	struct device d = { .s = ios_session_new(secret, NULL, 0, 30000), .most = 4096 };

	d.t = (struct transcript){ .tell = told, .ctx = &d.lines, .name = "sw1" };
	if (!kept) /* compiled once, not for each input */
		kept = replies_new();
	if (size && data[0] & SET_UP)
		for (size_t i = 0; i < sizeof(set_up); i++)
			say(&d, (uint8_t)set_up[i]);
	if (size && data[0] & ~SET_UP & 0xff)
		d.most = data[0] & ~SET_UP & 0xff;
	for (size_t i = 1; i < size && !d.over; i++)
		say(&d, data[i]);
	piece_ends(&d);
	ios_session_closed(d.s);
	for (unsigned i = 0; i < 8 && !d.over; i++)
		turn(&d);
	ios_session_free(d.s);
	transcript_end(&d.t);
	buf_free(&d.piece);
	return 0;
}
