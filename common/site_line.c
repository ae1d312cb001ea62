// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include <strings.h>

#include "bundle.h"
#include "ios_attr.h"
#include "site_line.h"
#include "step.h"

/*
 * First words that have no place among site lines, each from as few letters on as IOS may take.
 * A line of global configuration that is typed below an interface leaves it and is executed.
 */
static const struct {
	const char *word;
	unsigned least;
	bool interface, global;
	const char *why;
} refused[] = {
	{ "exit", 2, true, true, "leaves the mode that it is typed in" },
	{ "end", 2, true, true, "leaves the mode that it is typed in" },
	{ "quit", 1, true, true, "leaves the mode that it is typed in" },
	{ "do", 2, true, true, "is a command of exec mode" },
	{ "reload", 3, true, true, "is a command of exec mode" },
	{ "help", 2, true, true, "is a command of exec mode" },
	{ "default", 3, true, true, "cannot be read back or taken back" },
	{ "macro", 4, true, true, "stands for lines that cannot be seen here" },
	{ "interface", 3, true, true,
		"is another object: lines of the bond's own ports go in "
		"`lines`" },
	{ "hostname", 2, true, true, "is of the whole switch, and names it" },
	{ "username", 3, true, true, "is of the whole switch, and holds a secret" },
	{ "enable", 3, true, true, "is of the whole switch, and holds a secret" },
	{ "banner", 2, true, true, "asks for more lines" },
	{ "crypto", 3, true, true, "asks for more" },
	{ "vtp", 2, true, true, "is of the whole VTP domain" },
	{ "aaa", 2, true, true, "is of the whole switch, and may lock us out" },
	{ "line", 2, true, true, "is of the whole switch, and may lock us out" },
	{ "boot", 3, true, true, "is of the whole switch" },
	{ "router", 6, true, false, "is of the whole switch" },
	{ "spanning-tree mode", 18, true, false, "is of the whole switch" },
	{ "port-channel load-balance", 20, true, false, "is of the whole switch" },
	{ "lacp system-priority", 8, true, false, "is of the whole switch" },
	{ "system", 3, true, false, "is of the whole switch" },
};
enum { N_REFUSED = sizeof(refused) / sizeof(refused[0]) };

/* What a secret follows. The intent is a file for all to read, and a journal is kept of lines. */
static const char *const secrets[] = { "password", "secret", "key", "key-string", "community",
	"md5", "passphrase", "psk" };

static size_t word_length(const char *text)
{
	return strcspn(text, " ");
}

static const char *next_word(const char *text)
{
	text += word_length(text);
	return text + strspn(text, " ");
}

/* Whether the line begins with the words, the last of them cut to no less than `least` in all. */
static bool begins(const char *text, const char *words, unsigned least)
{
	size_t n = 0;

	while (text[n] && words[n] && (text[n] | 0x20) == (words[n] | 0x20))
		n++;
	return n >= least && (!text[n] || text[n] == ' ');
}

static const char *without_no(const char *text)
{
	return strncasecmp(text, "no ", 3) ? text : text + 3 + strspn(text + 3, " ");
}

static const char *bytes_refusal(const char *text)
{
	size_t len = strlen(text);

	if (!len)
		return "is empty";
	if (len > IOS_LINE_MAX)
		return "has more than 254 characters, which IOS cuts";
	for (size_t i = 0; i < len; i++)
		if (text[i] < 0x20 || text[i] > 0x7e)
			return "holds a byte that is no printable ASCII";
	if (strchr(text, '?'))
		return "holds a '?', which asks the switch for help";
	if (*text == ' ' || text[len - 1] == ' ')
		return "begins or ends with a blank, which IOS drops";
	return *text == '!' ? "is a comment, which IOS drops" : NULL;
}

static bool holds_secret(const char *text)
{
	for (; *text; text = next_word(text))
		for (size_t i = 0; i < sizeof(secrets) / sizeof(secrets[0]); i++)
			if (strlen(secrets[i]) == word_length(text) &&
				!strncasecmp(text, secrets[i], word_length(text)) &&
				*next_word(text))
				return true;
	return false;
}

static bool is_vlan(const char *text)
{
	const char *id = next_word(text);

	return begins(text, "vlan", 2) && *id >= '0' && *id <= '9';
}

static const char *own_refusal(const char *text, enum site_scope scope, const char **key)
{
	*key = NULL;
	if (is_vlan(text)) {
		*key = "vlans";
		return "is a line that lacppair sets itself";
	}
	if (scope == SITE_GLOBAL)
		return NULL;
	*key = ios_attr_key(ios_attr_of_cut(text));
	if (*key)
		return "is a line that lacppair sets itself";
	for (const struct bundle_foe *foe = bundle_foes; foe->words; foe++)
		if (begins(text, foe->words, (unsigned)strlen(foe->words)))
			return "does not go with a channel-group";
	return NULL;
}

const char *site_line_refusal(const char *text, enum site_scope scope, const char **key)
{
	const char *why = bytes_refusal(text), *plain = without_no(text);

	*key = NULL;
	if (!why)
		why = own_refusal(plain, scope, key);
	for (size_t i = 0; i < N_REFUSED && !why; i++)
		if ((scope == SITE_GLOBAL ? refused[i].global : refused[i].interface) &&
			begins(plain, refused[i].word, refused[i].least))
			why = refused[i].why;
	return !why && holds_secret(plain) ? "holds a secret, and this is no place for one" : why;
}

/* How many words both begin with; *left and *right get what follows. */
static unsigned common_words(const char **left, const char **right)
{
	unsigned n = 0;

	while (**left && word_length(*left) == word_length(*right) &&
		!strncmp(*left, *right, word_length(*left))) {
		*left = next_word(*left);
		*right = next_word(*right);
		n++;
	}
	return n;
}

bool site_line_same_command(const char *a, const char *b)
{
	unsigned n;
	bool last;

	a = without_no(a);
	b = without_no(b);
	n = common_words(&a, &b);
	if (!n || !*a || !*b)
		return n;
	a = next_word(a);
	b = next_word(b);
	last = !*a && !*b;
	common_words(&a, &b);
	return !*a && !*b && (n >= 2 || last);
}

const char *site_line_opposite(struct arena *a, const char *text)
{
	const char *plain = without_no(text);

	if (!strncmp(text, "name ", 5)) /* of a VLAN; it has no other */
		return "no name";
	return plain == text ? arena_printf(a, "no %s", text) : plain;
}

bool site_lines_has(const struct site_lines *s, const char *parent, const char *text)
{
	for (size_t i = 0; i < s->n; i++)
		if (switch_same_parent(s->v[i].parent, parent) && !strcmp(s->v[i].text, text))
			return true;
	return false;
}

/* Two that are wanted do not replace each other, however alike they are; a `no` does. */
static bool stays(const struct site_lines *s, const struct site_line *l, const char *text)
{
	return s->wanted && site_lines_has(s->wanted, l->parent, l->text) &&
		strcmp(without_no(l->text), without_no(text)) != 0;
}

static size_t find_earlier(const struct site_lines *s, const char *parent, const char *text)
{
	size_t best = s->n;
	unsigned most = 0;

	for (size_t i = 0; i < s->n; i++) {
		const char *a, *b;
		unsigned n;

		if (!switch_same_parent(s->v[i].parent, parent))
			continue;
		a = without_no(text);
		b = without_no(s->v[i].text);
		n = common_words(&a, &b);
		if (n < most || !site_line_same_command(text, s->v[i].text) ||
			stays(s, &s->v[i], text))
			continue;
		best = i;
		most = n;
	}
	return best;
}

const char *site_lines_earlier(const struct site_lines *s, const char *parent, const char *text)
{
	size_t i = find_earlier(s, parent, text);

	return i < s->n ? s->v[i].text : NULL;
}

static bool is_opposite(const char *a, const char *b)
{
	return strcmp(a, b) != 0 && !strcmp(without_no(a), without_no(b));
}

/* Taken back is the default, which IOS does not print; which one that is is not known here. */
void site_lines_apply(struct arena *a, struct site_lines *s, const char *parent, const char *text)
{
	size_t i = find_earlier(s, parent, text);

	if (i < s->n && is_opposite(s->v[i].text, text)) {
		s->v[i] = s->v[--s->n];
		return;
	}
	if (i == s->n)
		i = (size_t)(ARENA_PUSH(a, s) - s->v);
	s->v[i] = (struct site_line){ parent, text };
}

void site_lines_drop(struct site_lines *s, const char *parent)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->n; i++)
		if (!switch_same_parent(s->v[i].parent, parent))
			s->v[kept++] = s->v[i];
	s->n = kept;
}
