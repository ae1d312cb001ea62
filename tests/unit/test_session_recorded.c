// SPDX-License-Identifier: Apache-2.0
/* Recorded sessions with a real device (scrapli_cfg, CSR1000v 16.12): each answer is understood. */
#include "test.h"

#include <unistd.h>
#include <yaml.h>

#include "buf.h"
#include "session_play.h"

/* What was typed and what came back, in order. */
struct recording {
	char *in[512], *out[512];
	size_t n;
};

static char *scalar(const yaml_event_t *e)
{
	return strndup((const char *)e->data.scalar.value, e->data.scalar.length);
}

static void recording_read(struct recording *r, const char *path)
{
	FILE *f = fopen(path, "rb");
	yaml_parser_t parser;
	yaml_event_t e;
	char **to = NULL;
	bool end = false;

	*r = (struct recording){ .n = 0 };
	assert_non_null(f);
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_file(&parser, f);
	while (!end && yaml_parser_parse(&parser, &e)) {
		end = e.type == YAML_STREAM_END_EVENT || r->n == 511;
		if (e.type == YAML_SCALAR_EVENT && to) {
			*to = scalar(&e);
			to = NULL;
			r->n += r->in[r->n] && r->out[r->n];
		} else if (e.type == YAML_SCALAR_EVENT) {
			if (!strcmp((char *)e.data.scalar.value, "channel_output"))
				to = &r->out[r->n];
			else if (!strcmp((char *)e.data.scalar.value, "expected_channel_input"))
				to = &r->in[r->n];
		}
		yaml_event_delete(&e);
	}
	yaml_parser_delete(&parser);
	fclose(f);
}

static void recording_free(struct recording *r)
{
	for (size_t i = 0; i < 512; i++) {
		free(r->in[i]);
		free(r->out[i]);
	}
}

/* Lines without blanks at their ends, and without blank lines around them. */
static char *tidy(const char *text, size_t len)
{
	struct buf b = { 0 };
	char *out;

	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n')
			while (b.len && b.data[b.len - 1] == ' ')
				b.data[--b.len] = '\0';
		if (text[i] != '\n' || b.len)
			buf_add(&b, text + i, 1);
	}
	while (b.len && b.data[b.len - 1] == '\n')
		b.data[--b.len] = '\0';
	out = strdup(buf_text(&b));
	buf_free(&b);
	return out;
}

/* One recorded exchange, played on a session of its own with every byte alone. */
static void replay(const char *command, const char *body)
{
	const char *prompt = "csr1000v#";
	size_t len = strlen(body) - strlen(prompt);
	struct turn turns[] = { LOGIN("csr1000v#"), { NULL, NULL }, END };
	struct buf await = { 0 }, say = { 0 }, wanted = { 0 };
	const char *commands[] = { command, NULL };
	struct script script = { .name = command, .turns = turns, .commands = commands };
	char *text = tidy(body, len), *events;
	size_t ignored;

	buf_printf(&await, "%s\r", command);
	buf_printf(&say, "%s%s", command, body);
	turns[5] = (struct turn){ buf_text(&await), buf_text(&say) };
	buf_printf(&wanted, "READY csr1000v\n%s|exec|%s%s.\n", command, text, *text ? "\n" : "");
	for (size_t cut = 0; cut < 3; cut++) {
		events = play(&script, cut == 2 ? SIZE_MAX : cut * 200, &ignored);
		/* What is known of replies with log messages has its own scripts. */
		if (!strstr(events, "|async ") && strcmp(events, buf_text(&wanted)))
			fail_msg("%s:\n%s--- wanted:\n%s", command, events, buf_text(&wanted));
		free(events);
	}
	free(text);
	buf_free(&await);
	buf_free(&say);
	buf_free(&wanted);
}

static bool ends_with(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && !strcmp(text + n - m, end);
}

/* A CSR1000v 16.12, as scrapli_cfg recorded it. */
static void test_recordings(void **state)
{
	static const char *const files[] = {
		"test_get_config_cisco_iosxe-paramiko_.yaml",
		"test_get_config_cisco_iosxe-system_.yaml",
		"test_load_config_merge_diff_and_abort_cisco_iosxe-paramiko_.yaml",
		"test_load_config_merge_diff_and_abort_cisco_iosxe-system_.yaml",
		"test_load_config_replace_diff_and_commit_cisco_iosxe-paramiko_.yaml",
		"test_load_config_replace_diff_and_commit_cisco_iosxe-system_.yaml",
	};
	static struct recording r;
	size_t replayed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char path[512];

		snprintf(path, sizeof(path), CORPUS_DIR "/ios/scrapli_cfg/%s", files[i]);
		if (access(path, R_OK)) {
			print_message("no %s\n", path);
			skip();
		}
		recording_read(&r, path);
		for (size_t k = 0; k + 2 < r.n; k++) {
			if (strlen(r.in[k]) < 4 || r.in[k + 1][1] ||
				!ends_with(r.out[k + 2], "\ncsr1000v#") || r.out[k + 2][0] != '\n')
				continue;
			replay(r.in[k], r.out[k + 2]);
			replayed++;
		}
		recording_free(&r);
	}
	assert_true(replayed >= 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_recordings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
