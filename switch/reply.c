// SPDX-License-Identifier: Apache-2.0
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "reply.h"

/* As `service timestamps` and sequence numbers dress it up. */
static const char syslog_pattern[] = "[*.]?(?:[0-9]{6}: )?(?:[*.]?[A-Z][a-z]{2} +[0-9]+(?: "
				     "[0-9]{4})? [0-9:.]+(?: [A-Za-z]+)?: )?"
				     "%[A-Z][A-Z0-9_]*(?:-[A-Z0-9_]+)*-[0-7]-[A-Z0-9_]+: ";

struct question {
	pcre2_code *command, *pattern;
};

struct replies {
	pcre2_code **rows;
	struct question *questions;
	size_t n_rows, n_questions;
	pcre2_code *syslog;
	pcre2_match_data *match;
	pcre2_match_context *limits;
	unsigned users;
};

/* One for all sessions: the tables are the same, and compiling them takes longer than a login. */
static struct replies *shared;

/* The patterns are ours: one that does not compile is a mistake that every test finds. */
static pcre2_code *compile(const char *before, const char *pattern, const char *after)
{
	struct buf text = { 0 };
	int error;
	PCRE2_SIZE at;
	pcre2_code *code;

	buf_printf(&text, "%s(?:%s)%s", before, pattern, after);
	code = pcre2_compile(
		(PCRE2_SPTR)buf_text(&text), PCRE2_ZERO_TERMINATED, 0, &error, &at, NULL);
	if (!code)
		abort();
	buf_free(&text);
	return code;
}

static void compile_questions(struct replies *r)
{
	for (size_t i = 0; i < r->n_questions; i++) {
		const struct question_row *q = &question_rows[i];

		if (q->command)
			r->questions[i].command = compile("\\A", q->command, "\\z");
		r->questions[i].pattern = compile("", q->pattern, "");
	}
}

static struct replies *compile_all(void)
{
	struct replies *r = calloc(1, sizeof(*r));

	if (!r)
		abort();
	while (reply_rows[r->n_rows].pattern)
		r->n_rows++;
	while (question_rows[r->n_questions].pattern)
		r->n_questions++;
	r->rows = calloc(r->n_rows, sizeof(*r->rows));
	r->questions = calloc(r->n_questions, sizeof(*r->questions));
	r->match = pcre2_match_data_create(1, NULL);
	r->limits = pcre2_match_context_create(NULL);
	if (!r->rows || !r->questions || !r->match || !r->limits)
		abort();
	/* A hostile text must not make the matcher think for long. */
	pcre2_set_match_limit(r->limits, 100000);
	for (size_t i = 0; i < r->n_rows; i++)
		r->rows[i] = compile("\\G", reply_rows[i].pattern, "[ \\t]*(?=\\n|\\z)");
	compile_questions(r);
	r->syslog = compile("\\A", syslog_pattern, "");
	return r;
}

struct replies *replies_new(void)
{
	if (!shared)
		shared = compile_all();
	shared->users++;
	return shared;
}

void replies_free(struct replies *r)
{
	if (!r || --r->users)
		return;
	shared = NULL;
	for (size_t i = 0; i < r->n_rows; i++)
		pcre2_code_free(r->rows[i]);
	for (size_t i = 0; i < r->n_questions; i++) {
		pcre2_code_free(r->questions[i].command);
		pcre2_code_free(r->questions[i].pattern);
	}
	pcre2_code_free(r->syslog);
	pcre2_match_data_free(r->match);
	pcre2_match_context_free(r->limits);
	free(r->rows);
	free(r->questions);
	free(r);
}

/* The end of the match of code in text from start, 0: none. */
static size_t match_at(
	const struct replies *r, const pcre2_code *code, const char *text, size_t len, size_t start)
{
	int n = pcre2_match(code, (PCRE2_SPTR)text, len, start, 0, r->match, r->limits);

	return n < 0 ? 0 : pcre2_get_ovector_pointer(r->match)[1];
}

static void verdict_set(struct reply_verdict *v, enum reply_class class,
	const struct reply_row *row, const char *text, size_t len)
{
	size_t n = 0;

	v->class = class;
	v->row = row;
	for (size_t i = 0; i < len && n < sizeof(v->line) - 1; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c > ' ' && c != 0x7f)
			v->line[n++] = (char)c;
		else if (n && v->line[n - 1] != ' ')
			v->line[n++] = ' ';
	}
	n -= n && v->line[n - 1] == ' ';
	v->line[n] = '\0';
}

/* What stands at pos: its row into v; returns where it ends. */
static size_t classify_at(
	const struct replies *r, const char *text, size_t len, size_t pos, struct reply_verdict *v)
{
	size_t line_end = pos + strcspn(text + pos, "\n"), end;

	for (size_t i = 0; i < r->n_rows; i++) {
		end = match_at(r, r->rows[i], text, len, pos);
		if (end <= pos)
			continue;
		verdict_set(v, reply_rows[i].class, &reply_rows[i], text + pos, end - pos);
		return end;
	}
	end = match_at(r, r->syslog, text + pos, line_end - pos, 0);
	verdict_set(v, end ? REPLY_INFO : REPLY_UNKNOWN, NULL, text + pos, line_end - pos);
	return line_end;
}

/* The first part that is an error decides; else the last harmless one is shown. */
void reply_classify(const struct replies *r, const char *text, struct reply_verdict *out)
{
	size_t len = strlen(text), pos = 0;

	*out = (struct reply_verdict){ .class = REPLY_OK };
	while (pos < len) {
		size_t line_end = pos + strcspn(text + pos, "\n");

		if (strspn(text + pos, " \t") + pos >= line_end) {
			pos = line_end + 1;
			continue;
		}
		pos = classify_at(r, text, len, pos, out);
		if (out->class != REPLY_INFO)
			return;
		while (pos < len && text[pos] != '\n')
			pos++;
		pos++;
	}
}

bool reply_is_syslog(const struct replies *r, const char *line)
{
	return strchr(line, '%') && match_at(r, r->syslog, line, strlen(line), 0) > 0;
}

const struct question_row *reply_question(
	const struct replies *r, const char *command, const char *line)
{
	for (size_t i = 0; i < r->n_questions; i++) {
		const struct question *q = &r->questions[i];

		if (q->command && !match_at(r, q->command, command, strlen(command), 0))
			continue;
		if (match_at(r, q->pattern, line, strlen(line), 0))
			return &question_rows[i];
	}
	return NULL;
}

const char *reply_class_name(enum reply_class class)
{
	static const char *const names[] = {
		[REPLY_OK] = "ok",
		[REPLY_INFO] = "info",
		[REPLY_INVALID] = "invalid",
		[REPLY_REJECTED] = "rejected",
		[REPLY_DENIED] = "denied",
		[REPLY_LOCKED] = "locked",
		[REPLY_BUSY] = "busy",
		[REPLY_THROWN] = "thrown",
		[REPLY_UNKNOWN] = "unknown",
	};

	return names[class];
}
