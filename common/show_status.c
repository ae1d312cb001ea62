// SPDX-License-Identifier: Apache-2.0
/*
 * show interfaces status, and its err-disabled form. Columns begin where the heads do, but for a
 * few characters that some images are off; the name is free text and may hold any word, so the
 * status is the last known one that begins near its head.
 */
#include <string.h>

#include "show_text.h"
#include "switch_ports.h"

enum { STATUS_SLIP = 4 };

static const char *const words[] = { "connected", "notconnect", "disabled", "err-disabled",
	"suspended", "inactive", "monitoring", "sfpAbsent", "xcvrAbsen", "noOperMem" };

static bool is_status(struct show_span *word)
{
	if (word->len && word->text[word->len - 1] == ':')
		word->len--; /* "notconnect: TD" */
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (show_is(word, words[i]))
			return true;
	return false;
}

/* The offset of a column's head. False: this line is not the heads. */
static bool read_heads(struct show_span line, size_t *at, bool *reasons)
{
	struct show_span rest = line, word;
	bool port = show_next_word(&rest, &word) && show_is(&word, "Port");

	while (port && show_next_word(&rest, &word))
		if (show_is(&word, "Status")) {
			*at = (size_t)(word.text - line.text);
			*reasons = show_next_word(&rest, &word) && show_is(&word, "Reason");
			return true;
		}
	return false;
}

/* The status in its column; *rest is what stands behind it. */
static bool find_status(
	struct show_span line, size_t at, struct show_span *status, struct show_span *rest)
{
	struct show_span left = line, word;
	bool found = false;

	while (show_next_word(&left, &word)) {
		size_t begins = (size_t)(word.text - line.text);

		if (begins + STATUS_SLIP < at)
			continue;
		if (begins > at + STATUS_SLIP)
			break;
		if (is_status(&word)) {
			*status = word;
			*rest = left;
			found = true;
		}
	}
	return found;
}

/* "TD", "TDR": a test of the cable is running; not the VLAN. */
static void read_vlan(struct show_status *s, bool colon, struct show_span rest)
{
	struct show_span word;

	while (show_next_word(&rest, &word))
		if (!colon || !show_starts(&word, "TD")) {
			show_copy(&word, s->vlan, sizeof(s->vlan));
			return;
		}
}

/* The VLAN may be two words ("pvlan prom"), so the duplex is the first that is one. */
static void read_speed(struct show_status *s, struct show_span rest)
{
	static const char *const duplexes[] = { "auto", "full", "half", "a-full", "a-half" };
	struct show_span word;

	while (!s->duplex[0] && show_next_word(&rest, &word))
		for (size_t i = 0; i < sizeof(duplexes) / sizeof(duplexes[0]); i++)
			if (show_is(&word, duplexes[i]))
				show_copy(&word, s->duplex, sizeof(s->duplex));
	if (s->duplex[0] && show_next_word(&rest, &word))
		show_copy(&word, s->speed, sizeof(s->speed));
}

static bool read_row(struct show_span line, size_t at, bool reasons, struct show_status *s)
{
	struct show_span left = line, word, status, rest;

	*s = (struct show_status){ 0 };
	if (!show_next_word(&left, &word) || word.text != line.text || !show_port(&word, s->port) ||
		!find_status(line, at, &status, &rest) ||
		!show_copy(&status, s->status, sizeof(s->status)))
		return false;
	if (reasons)
		return show_next_word(&rest, &word) &&
			show_copy(&word, s->reason, sizeof(s->reason));
	read_vlan(s, rest.text > status.text && status.text[status.len] == ':', rest);
	read_speed(s, rest);
	return true;
}

int show_statuses_parse(struct arena *a, const char *text, struct show_statuses *out, struct err *e)
{
	bool known = false, other = false, reasons = false;
	const char *rest = text;
	struct show_span line;
	struct show_status s;
	size_t at = 0;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		other |= line.len > 0;
		if (read_heads(line, &at, &reasons))
			known = true;
		else if (known && read_row(line, at, reasons, &s))
			*ARENA_PUSH(a, &out->rows) = s;
	}
	/* No port is err-disabled: nothing is printed. */
	return known || !other ? 0 : show_refuse("show interfaces status", text, e);
}
