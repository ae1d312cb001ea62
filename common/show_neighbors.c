// SPDX-License-Identifier: Apache-2.0
/*
 * show cdp neighbors detail, show lldp neighbors detail: "Key: value" lines in blocks that begin
 * with a rule or with the first key. Everything but the switch's own port is what a neighbour
 * says, so it is anybody's text. Old images leave the port out of the LLDP form, which then says
 * nothing of any port.
 */
#include <string.h>

#include "show_text.h"
#include "switch_facts.h"

struct reader {
	struct arena *a;
	struct show_neighbors *out;
	struct show_neighbor now;
	bool described;  /* the next line is the neighbour's own description */
	size_t homeless; /* neighbours whose port is not said */
};

static void close_block(struct reader *r)
{
	if (r->now.port[0])
		*ARENA_PUSH(r->a, &r->out->rows) = r->now;
	else if (r->now.remote[0][0] || r->now.system[0])
		r->homeless++;
	r->now = (struct show_neighbor){ .via = r->now.via };
	r->described = false;
}

static bool has_word(struct show_span list, const char *word)
{
	struct show_span s;

	while (list.len) {
		s.text = list.text;
		for (s.len = 0; s.len < list.len && !strchr(", ", s.text[s.len]); s.len++)
			;
		if (show_is(&s, word))
			return true;
		s.len += s.len < list.len;
		list.text += s.len;
		list.len -= s.len;
	}
	return false;
}

/* Whether it says Linux; what it says first is kept. */
static void describe(struct reader *r, const struct show_span *text)
{
	r->now.linux_host |= memmem(text->text, text->len, "Linux", 5) &&
		!memmem(text->text, text->len, "Cisco", 5);
	if (!r->now.about[0])
		show_clean(text, r->now.about, sizeof(r->now.about));
}

/* "Platform: cisco WS-C2960-8TC-L,  Capabilities: Switch IGMP", "Interface: X,  Port ID ...: Y" */
static void split_line(struct show_span line, struct show_span *first, struct show_span *second)
{
	const char *at = memmem(line.text, line.len, ",  ", 3);

	*first = *second = line;
	second->len = 0;
	if (!at)
		return;
	first->len = (size_t)(at - line.text);
	second->text = at + 3;
	second->len = line.len - first->len - 3;
}

static void read_cdp(struct reader *r, struct show_span line)
{
	struct show_span first, second, key, value;

	split_line(line, &first, &second);
	if (!show_pair(first, &key, &value))
		return;
	if (show_is(&key, "Device ID")) {
		show_clean(&value, r->now.system, sizeof(r->now.system));
	} else if (show_is(&key, "Platform")) {
		describe(r, &value);
		if (show_pair(second, &key, &value))
			r->now.bridges = has_word(value, "Switch") && !has_word(value, "Host") &&
				!has_word(value, "Phone");
	} else if (show_is(&key, "Interface")) {
		show_port(&value, r->now.port);
		if (show_pair(second, &key, &value))
			show_clean(&value, r->now.remote[0], sizeof(r->now.remote[0]));
	} else if (show_is(&key, "Version") && !value.len) {
		r->described = true;
	}
}

static void read_lldp(struct reader *r, struct show_span line)
{
	struct show_span key, value;

	if (!show_pair(line, &key, &value))
		return;
	if (show_is(&key, "Local Intf")) {
		close_block(r);
		show_port(&value, r->now.port);
	} else if (show_is(&key, "Port id")) {
		show_clean(&value, r->now.remote[0], sizeof(r->now.remote[0]));
	} else if (show_is(&key, "Port Description")) {
		show_clean(&value, r->now.remote[1], sizeof(r->now.remote[1]));
	} else if (show_is(&key, "System Name")) {
		show_clean(&value, r->now.system, sizeof(r->now.system));
	} else if (show_is(&key, "System Description")) {
		r->described = true;
	} else if (show_is(&key, "Enabled Capabilities")) {
		r->now.bridges = has_word(value, "B") && !has_word(value, "T");
	}
}

/* No neighbour at all is an answer too; a word of refusal is none. */
static bool is_refusal(const char *text)
{
	return strstr(text, "% ") || strstr(text, "not enabled");
}

static int read_blocks(struct reader *r, const char *command, const char *text, struct err *e)
{
	bool cdp = r->now.via == FRAME_CDP;
	struct show_span line;

	memset(r->out, 0, sizeof(*r->out));
	for (const char *p = text; show_next_line(&p, &line);) {
		if (show_starts(&line, "--------")) {
			close_block(r);
		} else if (r->described) {
			describe(r, &line);
			r->described = false;
		} else if (cdp) {
			read_cdp(r, line);
		} else {
			read_lldp(r, line);
		}
	}
	close_block(r);
	if (r->homeless && !r->out->rows.n)
		return err_set(e, ERR_ENVIRONMENT, command,
			"this image does not say at which port a neighbour is");
	return r->out->rows.n || !is_refusal(text) ? 0 : show_refuse(command, text, e);
}

int show_cdp_parse(struct arena *a, const char *text, struct show_neighbors *out, struct err *e)
{
	struct reader r = { .a = a, .out = out, .now.via = FRAME_CDP };

	return read_blocks(&r, "show cdp neighbors detail", text, e);
}

int show_lldp_parse(struct arena *a, const char *text, struct show_neighbors *out, struct err *e)
{
	struct reader r = { .a = a, .out = out, .now.via = FRAME_LLDP };

	return read_blocks(&r, "show lldp neighbors detail", text, e);
}
