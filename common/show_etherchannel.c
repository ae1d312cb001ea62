// SPDX-License-Identifier: Apache-2.0
/*
 * show etherchannel summary. Two forms: `10     Po10(SU)   PAgP   Gi1/0/15(P)` with further ports
 * on lines of their own (Catalyst), and tabs with words, `1<TAB>Po1(RU)<TAB><TAB>LACP<TAB>
 * Gi2(bndl)` (CSR, ASR). The legend differs by image and is not read.
 */
#include <string.h>

#include "show_text.h"
#include "switch_show.h"

/* The words of IOS-XE routers and the letters that Catalysts print for the same. */
static const struct {
	const char *word, *letter;
} flag_words[] = {
	{ "bndl", "P" },
	{ "susp", "s" },
	{ "hot-sby", "H" },
	{ "indep", "I" },
	{ "down", "D" },
};

/* "Gi2(bndl)" into a canonical name and its flag. */
static bool read_flagged(const struct show_span *word, char name[IFNAME_MAX], char flag[8])
{
	const char *open = memchr(word->text, '(', word->len);
	struct show_span part = { word->text, open ? (size_t)(open - word->text) : 0 };
	char raw[IFNAME_MAX];

	if (!open || word->text[word->len - 1] != ')')
		return false;
	if (!show_copy(&part, raw, sizeof(raw)) || ifname_canonical(raw, name))
		return false;
	part.text = open + 1;
	part.len = (size_t)(word->text + word->len - 1 - part.text);
	return part.len && show_copy(&part, flag, 8);
}

static void use_letter(char flag[8])
{
	for (size_t i = 0; i < sizeof(flag_words) / sizeof(flag_words[0]); i++)
		if (!strcmp(flag, flag_words[i].word))
			strcpy(flag, flag_words[i].letter);
}

static void read_members(struct arena *a, struct show_span rest, struct show_channel *c)
{
	struct show_channel_member m;
	struct show_span word;

	while (show_next_word(&rest, &word)) {
		if (!read_flagged(&word, m.port, m.flag))
			continue;
		use_letter(m.flag);
		*ARENA_PUSH(a, &c->members) = m;
	}
}

/* A row starts a channel; any other text yields NULL. */
static struct show_channel *read_row(
	struct arena *a, struct show_span line, struct show_etherchannel *out)
{
	struct show_channel c = { 0 }, *row;
	struct show_span word;

	if (!show_next_word(&line, &word) || !show_number(&word, 65535, &c.group))
		return NULL;
	if (!show_next_word(&line, &word) || !read_flagged(&word, c.port_channel, c.flags))
		return NULL;
	if (ifname_port_channel(c.port_channel) != c.group)
		return NULL;
	if (show_next_word(&line, &word) && !show_copy(&word, c.protocol, sizeof(c.protocol)))
		return NULL;
	row = ARENA_PUSH(a, &out->channels);
	*row = c;
	read_members(a, line, row);
	return row;
}

int show_etherchannel_parse(
	struct arena *a, const char *text, struct show_etherchannel *out, struct err *e)
{
	struct show_channel *channel = NULL;
	const char *rest = text;
	struct show_span line;
	bool table = false;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		if (show_starts(&line, "Group") || show_starts(&line, "Number of channel-groups"))
			table = true;
		else if (!line.len)
			channel = NULL;
		else if (table && channel && (line.text[0] == ' ' || line.text[0] == '\t') &&
			memchr(line.text, '(', line.len))
			read_members(a, line, channel);
		else if (table)
			channel = read_row(a, line, out);
	}
	return table ? 0 : show_refuse("show etherchannel summary", text, e);
}
