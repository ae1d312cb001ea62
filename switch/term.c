// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "term.h"

void term_clear(struct term *t)
{
	buf_reset(&t->line);
	t->col = 0;
}

static void term_put(struct term *t, char c)
{
	if (t->col < t->line.len)
		t->line.data[t->col] = c;
	else
		buf_add(&t->line, &c, 1);
	t->col++;
}

static void term_trim(struct term *t)
{
	size_t len = t->line.len;

	while (len && (t->line.data[len - 1] == ' ' || t->line.data[len - 1] == '\t'))
		len--;
	buf_cut(&t->line, len);
}

/* " --More-- ", "--More--", " -- More -- ", with nothing else on the line. */
static bool term_at_pager(const struct term *t)
{
	const char *p = buf_text(&t->line);

	if (t->line.len < 8 || t->line.len > 12 || t->line.data[t->line.len - 1] != '-')
		return false;
	while (*p == ' ')
		p++;
	return !strcmp(p, "--More--") || !strcmp(p, "-- More --");
}

static enum term_event term_text(struct term *t, char c)
{
	switch (c) {
	case '\n':
		term_trim(t);
		return TERM_LINE;
	case '\r':
		t->col = 0;
		return TERM_NOTHING;
	case '\b':
		t->col -= t->col > 0;
		return TERM_NOTHING;
	case 0x1b:
		t->state = TERM_ESC;
		return TERM_NOTHING;
	}
	/* ETX stays: banners of a running-config are delimited with it. */
	if (((unsigned char)c < 0x20 && c != '\t' && c != 0x03) || c == 0x7f)
		return TERM_NOTHING;
	if (t->line.len >= TERM_LINE_MAX)
		return TERM_OVERFLOW;
	term_put(t, c);
	if (!term_at_pager(t))
		return TERM_NOTHING;
	/* What erases it, backspaces and blanks, finds an empty line, and the text overwrites it.
	 */
	term_clear(t);
	return TERM_PAGER;
}

/* ESC [ n K erases in the line, all other sequences are looks. */
static void term_csi(struct term *t, char c)
{
	if (c >= '0' && c <= '9') {
		t->csi = t->csi < 100 ? t->csi * 10 + (c - '0') : t->csi;
		return;
	}
	if (c < 0x40 || c > 0x7e)
		return;
	t->state = TERM_TEXT;
	if (c == 'K' && t->csi == 0)
		buf_cut(&t->line, t->col);
	else if (c == 'K')
		term_clear(t);
}

enum term_event term_byte(struct term *t, char c)
{
	if (!c) /* padding, anywhere */
		return TERM_NOTHING;
	switch (t->state) {
	case TERM_TEXT:
		return term_text(t, c);
	case TERM_ESC:
		t->csi = 0;
		t->state = c == '[' ? TERM_CSI : c == ']' ? TERM_OSC : TERM_TEXT;
		break;
	case TERM_CSI:
		term_csi(t, c);
		break;
	case TERM_OSC:
		if (c == '\a' || c == '\\')
			t->state = TERM_TEXT;
		break;
	}
	return TERM_NOTHING;
}

size_t term_plain(struct term *t, const char *data, size_t len)
{
	size_t n = 0, at = strspn(buf_text(&t->line), " ");

	/* A pager's line begins with "-". */
	if (t->state != TERM_TEXT || t->col != t->line.len || at == t->line.len ||
		t->line.data[at] == '-' || t->line.len >= TERM_LINE_MAX)
		return 0;
	if (len > TERM_LINE_MAX - t->line.len)
		len = TERM_LINE_MAX - t->line.len;
	while (n < len && (unsigned char)data[n] >= 0x20 && data[n] != 0x7f)
		n++;
	buf_add(&t->line, data, n);
	t->col += n;
	return n;
}
