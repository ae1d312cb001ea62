// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "buf.h"
#include "reads.h"
#include "texts.h"

/* No line of an answer begins with this. */
#define PROMPT "lacppair-replay#"

const char *switch_text_of(const struct switch_texts *texts, const char *command)
{
	for (size_t i = 0; i < texts->n; i++)
		if (!strcmp(texts->v[i].command, command))
			return texts->v[i].text;
	return NULL;
}

/* Word by word, each cut as one likes; "show" may be left out. */
static bool means(const char *typed, const char *command)
{
	size_t n = strcspn(typed, " ");

	if (strncasecmp(typed, "show", n) != 0 || n < 2)
		command += strcspn(command, " ") + 1;
	for (;;) {
		size_t len = strcspn(typed, " "), full = strcspn(command, " ");

		if (!len || len > full || strncasecmp(typed, command, len) != 0)
			return false;
		typed += len + strspn(typed + len, " ");
		command += full + strspn(command + full, " ");
		if (!*typed || !*command)
			return !*typed && !*command;
	}
}

const char *switch_text_command(
	struct arena *a, unsigned what, const char *typed, const char **valid)
{
	struct switch_read unused;
	struct reads g;

	*valid = "";
	reads_start(&g, a, what, &unused);
	for (const char *c; (c = reads_command(&g)); reads_pass(&g)) {
		if (means(typed, c))
			return c;
		*valid = arena_printf(a, "%s%s%s", *valid, **valid ? ", " : "", c);
	}
	return NULL;
}

/* What a device would send: the echo, the text with its line ends, the prompt. */
static void say(struct ios_session *s, const char *echo, size_t echoed, const char *text)
{
	struct buf b = { 0 };
	size_t len;

	buf_printf(&b, "%.*s\r\n", (int)echoed, echo);
	for (; *text; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		buf_add(&b, text, len && text[len - 1] == '\r' ? len - 1 : len);
		buf_puts(&b, "\r\n");
	}
	buf_puts(&b, PROMPT);
	ios_session_feed(s, b.data, b.len, 0);
	buf_free(&b);
}

/* Until a command may go, or its reply is there. What sets up a terminal is answered by nothing. */
static enum ios_event run(struct ios_session *s, const char *text)
{
	for (;;) {
		enum ios_event event = ios_session_next(s, 0);
		const char *sent;
		size_t n;

		if (event != IOS_NOTHING)
			return event;
		n = ios_session_output(s, &sent);
		if (!n)
			return IOS_FAILED;
		for (size_t i = 0, len; i < n; i += len + 1) {
			len = strcspn(sent + i, "\r");
			say(s, sent + i, len, text);
		}
	}
}

static int read_one(struct ios_session *s, struct reads *g, const char *text, struct err *e)
{
	const char *command = reads_command(g);

	if (ios_session_command(s, command, 0, e))
		return -1;
	if (run(s, text) != IOS_REPLY)
		return err_set(
			e, ERR_ENVIRONMENT, "", "`%s`: not an answer that can be read", command);
	return reads_reply(g, s, e);
}

int switch_read_texts(struct arena *a, unsigned what, const struct switch_texts *texts,
	struct switch_read *out, struct err *e)
{
	struct ios_session *s = ios_session_new(NULL, NULL, 0, 1000);
	struct reads g;
	int r = 0;

	reads_start(&g, a, what, out);
	ios_session_feed(s, "\r\n" PROMPT, strlen("\r\n" PROMPT), 0);
	if (run(s, "") != IOS_READY)
		r = err_set(e, ERR_ENVIRONMENT, "", "no session for the texts");
	for (const char *c; !r && (c = reads_command(&g));) {
		const char *text = switch_text_of(texts, c);

		if (text)
			r = read_one(s, &g, text, e);
		else
			reads_pass(&g);
	}
	ios_session_free(s);
	return r;
}
