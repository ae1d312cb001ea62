// SPDX-License-Identifier: Apache-2.0
#include "jsonw.h"

static void begin(struct jsonw *j, const char *name)
{
	if (j->comma)
		writer_char(j->w, ',');
	j->comma = true;
	if (!name)
		return;
	writer_char(j->w, '"');
	writer_text(j->w, name);
	writer_put(j->w, "\":", 2);
}

void jsonw_open(struct jsonw *j, const char *name, char bracket)
{
	begin(j, name);
	writer_char(j->w, bracket);
	j->comma = false;
}

void jsonw_close(struct jsonw *j, char bracket)
{
	writer_char(j->w, bracket);
	j->comma = true;
}

void jsonw_newline(struct jsonw *j)
{
	if (j->comma)
		writer_char(j->w, ',');
	j->comma = false;
	writer_char(j->w, '\n');
}

void jsonw_uint(struct jsonw *j, const char *name, uint64_t v)
{
	begin(j, name);
	writer_uint(j->w, v);
}

void jsonw_bool(struct jsonw *j, const char *name, bool v)
{
	begin(j, name);
	writer_text(j->w, v ? "true" : "false");
}

void jsonw_mac(struct jsonw *j, const char *name, const uint8_t mac[6])
{
	begin(j, name);
	writer_char(j->w, '"');
	writer_mac(j->w, mac);
	writer_char(j->w, '"');
}

void jsonw_time(struct jsonw *j, const char *name, int64_t ns)
{
	char text[WRITER_TIME_LEN];

	writer_format_time(text, ns);
	begin(j, name);
	writer_char(j->w, '"');
	writer_put(j->w, text, sizeof(text));
	writer_char(j->w, '"');
}

static void put_escaped(struct writer *w, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";

	if (c == '"' || c == '\\') {
		writer_char(w, '\\');
		writer_char(w, (char)c);
	} else if (c == '\n') {
		writer_put(w, "\\n", 2);
	} else {
		writer_put(w, "\\u00", 4);
		writer_char(w, hex[c >> 4]);
		writer_char(w, hex[c & 15]);
	}
}

void jsonw_text(struct jsonw *j, const char *name, const char *utf8)
{
	const char *from = utf8, *p;

	begin(j, name);
	writer_char(j->w, '"');
	for (p = utf8; *p; p++) {
		if ((unsigned char)*p >= 0x20 && *p != '"' && *p != '\\')
			continue;
		writer_put(j->w, from, (size_t)(p - from));
		put_escaped(j->w, (unsigned char)*p);
		from = p + 1;
	}
	writer_put(j->w, from, (size_t)(p - from));
	writer_char(j->w, '"');
}
