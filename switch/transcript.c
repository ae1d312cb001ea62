// SPDX-License-Identifier: Apache-2.0
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "transcript.h"

enum { LINE_MAX_SHOWN = 4096 };

/*
 * Words of IOS that a secret follows, or that are a part of one (`auth sha SECRET priv aes 128
 * SECRET`). `key` has "key 7 0123", "key chain x" and more harmless ones; they are masked too.
 */
static const char *const announcing[] = { "password", "secret", "key", "key-string", "community",
	"passphrase", "pre-shared-key", "authentication-key", "md5", "auth", "priv", "wpa-psk",
	"psk", "keypath", "token", "pin", "access-code", "ascii-text", "hmac-sha-256" };

/* `snmp-server host 192.0.2.1 version 2c COMMUNITY` names it in no way. */
static const char *const whole[] = { "snmp-server host", "snmp-server user" };

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		c == '-' || c == '_';
}

static bool announces(const char *word, size_t len)
{
	for (size_t i = 0; i < sizeof(announcing) / sizeof(*announcing); i++)
		if (strlen(announcing[i]) == len && !strncasecmp(word, announcing[i], len))
			return true;
	return false;
}

/* Where the secret of the line begins; its length where there is none. */
static size_t secret_at(const char *line)
{
	size_t i = 0;

	for (size_t k = 0; k < sizeof(whole) / sizeof(*whole); k++) {
		const char *at = strcasestr(line, whole[k]);

		if (at)
			return (size_t)(at - line) + strlen(whole[k]);
	}
	while (line[i]) {
		size_t len = 0;

		while (is_word(line[i + len]))
			len++;
		if (len && line[i + len] && announces(line + i, len))
			return i + len;
		i += len ? len : 1;
	}
	return i;
}

void transcript_mask(const char *line, char *out, size_t size)
{
	size_t at = secret_at(line), n = 0;

	for (size_t i = 0; i < at && n + 1 < size; i++)
		out[n++] = (unsigned char)line[i] < 0x20 || line[i] == 0x7f ? ' ' : line[i];
	out[n] = '\0';
	/* "password:" and nothing behind it asks for one. */
	if (line[at] && line[at + strspn(line + at, " \t:?")])
		snprintf(out + n, size - n, " ******");
}

static void tell(struct transcript *t, char direction, const char *line)
{
	char shown[LINE_MAX_SHOWN];

	transcript_mask(line, shown, sizeof(shown));
	t->tell(t->ctx, t->name, direction, shown);
	explicit_bzero(shown, sizeof(shown));
}

void transcript_received(struct transcript *t, const char *data, size_t len)
{
	for (size_t i = 0; t->tell && i < len; i++) {
		switch (term_byte(&t->term, data[i])) {
		case TERM_NOTHING:
			break;
		case TERM_LINE:
			tell(t, '<', buf_text(&t->term.line));
			term_clear(&t->term);
			break;
		case TERM_PAGER:
			t->tell(t->ctx, t->name, '<', "--More--");
			break;
		case TERM_OVERFLOW:
			t->tell(t->ctx, t->name, '<', "(a line without end)");
			term_clear(&t->term);
			break;
		}
	}
}

/* Keys that are no text. */
static const char *key_name(const char *line)
{
	if (!line[0])
		return "(return)";
	if (line[0] == ' ' && !line[1])
		return "(space)";
	return line[0] == 0x03 ? "(control-C)" : NULL;
}

void transcript_sent(struct transcript *t, const char *data, size_t len, bool secret)
{
	char line[300];

	if (!t->tell || !len)
		return;
	if (secret) {
		t->tell(t->ctx, t->name, '>', "******");
		return;
	}
	for (size_t i = 0; i < len;) {
		size_t n = strcspn(data + i, "\r");

		snprintf(line, sizeof(line), "%.*s", (int)n, data + i);
		if (key_name(line))
			t->tell(t->ctx, t->name, '>', key_name(line));
		else
			tell(t, '>', line);
		i += n + 1;
	}
}

void transcript_end(struct transcript *t)
{
	if (t->tell && t->term.line.len)
		tell(t, '<', buf_text(&t->term.line));
	buf_wipe(&t->term.line);
	t->term = (struct term){ .col = 0 };
}
