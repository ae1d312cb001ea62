// SPDX-License-Identifier: Apache-2.0
#include <ctype.h>
#include <string.h>

#include "show_text.h"

bool show_next_line(const char **text, struct show_span *line)
{
	const char *end;

	if (!**text)
		return false;
	end = strchr(*text, '\n');
	if (!end)
		end = *text + strlen(*text);
	line->text = *text;
	line->len = (size_t)(end - *text);
	*text = *end ? end + 1 : end;
	while (line->len && isspace((unsigned char)line->text[line->len - 1]))
		line->len--;
	return true;
}

bool show_next_word(struct show_span *rest, struct show_span *word)
{
	size_t n = 0;

	while (rest->len && isspace((unsigned char)*rest->text)) {
		rest->text++;
		rest->len--;
	}
	while (n < rest->len && !isspace((unsigned char)rest->text[n]))
		n++;
	word->text = rest->text;
	word->len = n;
	rest->text += n;
	rest->len -= n;
	return n > 0;
}

size_t show_words(struct show_span line, struct show_span *words, size_t max)
{
	struct show_span word;
	size_t n = 0;

	while (show_next_word(&line, &word)) {
		if (n == max)
			return max + 1;
		words[n++] = word;
	}
	return n;
}

bool show_is(const struct show_span *s, const char *word)
{
	return s->len == strlen(word) && !memcmp(s->text, word, s->len);
}

bool show_starts(const struct show_span *s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s->len >= n && !memcmp(s->text, prefix, n);
}

static int digit_value(char c)
{
	if (isdigit((unsigned char)c))
		return c - '0';
	return isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : 16;
}

bool show_number(const struct show_span *s, unsigned max, unsigned *out)
{
	bool hex = s->len > 2 && s->text[0] == '0' && (s->text[1] | 0x20) == 'x';
	unsigned long long v = 0;
	int base = hex ? 16 : 10;

	if (!s->len)
		return false;
	for (size_t i = hex ? 2 : 0; i < s->len; i++) {
		int d = digit_value(s->text[i]);

		if (d >= base)
			return false;
		v = v * (unsigned)base + (unsigned)d;
		if (v > max)
			return false;
	}
	*out = (unsigned)v;
	return true;
}

bool show_copy(const struct show_span *s, char *out, size_t size)
{
	out[0] = '\0';
	if (s->len >= size)
		return false;
	memcpy(out, s->text, s->len);
	out[s->len] = '\0';
	return true;
}

bool show_port(const struct show_span *s, char port[IFNAME_MAX])
{
	char raw[IFNAME_MAX];

	return show_copy(s, raw, sizeof(raw)) && !ifname_canonical(raw, port);
}

bool show_mac(const struct show_span *s, uint8_t mac[6])
{
	uint8_t digits[12];
	size_t n = 0;

	if (s->len != 14 || s->text[4] != '.' || s->text[9] != '.')
		return false;
	for (size_t i = 0; i < s->len; i++) {
		char hex[4] = { '0', 'x', s->text[i], '\0' };
		unsigned digit;

		if (i == 4 || i == 9)
			continue;
		if (!show_number(&(struct show_span){ hex, 3 }, 15, &digit))
			return false;
		digits[n++] = (uint8_t)digit;
	}
	for (size_t i = 0; i < 6; i++)
		mac[i] = (uint8_t)(digits[2 * i] << 4 | digits[2 * i + 1]);
	return true;
}

bool show_pair(struct show_span line, struct show_span *key, struct show_span *value)
{
	const char *end = line.text + line.len, *colon = memchr(line.text, ':', line.len), *p;

	if (!colon)
		return false;
	for (p = line.text; p < colon && isspace((unsigned char)*p); p++)
		;
	key->text = p;
	for (p = colon; p > key->text && isspace((unsigned char)p[-1]); p--)
		;
	key->len = (size_t)(p - key->text);
	for (p = colon + 1; p < end && isspace((unsigned char)*p); p++)
		;
	value->text = p;
	value->len = (size_t)(end - p);
	return true;
}

void show_clean(const struct show_span *s, char *out, size_t size)
{
	size_t n = s->len < size ? s->len : size - 1;

	for (size_t i = 0; i < n; i++)
		out[i] = s->text[i] >= ' ' && s->text[i] < 0x7f ? s->text[i] : '.';
	out[n] = '\0';
}

static bool find_error(const char *text, struct show_span *line)
{
	while (show_next_line(&text, line))
		if (show_starts(line, "% "))
			return true;
	return false;
}

int show_refuse(const char *command, const char *text, struct err *e)
{
	struct show_span line;

	if (find_error(text, &line))
		return err_set(e, ERR_ENVIRONMENT, command, "the switch answered: %.*s",
			(int)(line.len < 200 ? line.len : 200), line.text);
	return err_set(e, ERR_ENVIRONMENT, command, "the answer is not what this command prints");
}
