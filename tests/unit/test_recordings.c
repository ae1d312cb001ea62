// SPDX-License-Identifier: Apache-2.0
/* Every labelled recording gets the verdict and the headline that its truth.json names. */
#include "test.h"

#include <dirent.h>
#include <sys/stat.h>

#include "replay.h"
#include "verdict.h"

#define LACP_DIR CORPUS_DIR "/lacp"

/* The string behind "key": in a small JSON text; "" when there is none. */
static const char *json_word(const char *json, const char *key, char out[64])
{
	char name[64];
	const char *p;

	snprintf(name, sizeof(name), "\"%s\"", key);
	out[0] = '\0';
	p = strstr(json, name);
	if (!p)
		return out;
	p += strlen(name);
	p += strspn(p, " \t\r\n:[");
	if (*p == '"')
		sscanf(p, "\"%63[^\"]", out);
	return out;
}

static struct observe_bond *replay_dir(struct arena *a, const char *dir)
{
	struct replay_file files[] = {
		{ "e0", arena_printf(a, "%s/e0.pcap", dir) },
		{ "e1", arena_printf(a, "%s/e1.pcap", dir) },
	};
	struct replay r = {
		.bond = "bond0",
		.files = files,
		.n_files = 2,
		.bonding = arena_printf(a, "%s/bonding.txt", dir),
		.stable = SEC(3),
	};
	struct err e = { 0 };
	struct observe_bond *b = replay_run(a, &r, &e);

	if (!b)
		fail_msg("%s: %s: %s", dir, e.object, e.text);
	return b;
}

/* Returns how many of verdict and headline are wrong. */
static int check_dir(const char *name)
{
	struct arena *a = arena_new();
	const char *dir = arena_printf(a, "%s/%s", LACP_DIR, name);
	char *truth = test_read_file(arena_printf(a, "%s/truth.json", dir), NULL);
	char verdict[64], finding[64];
	struct verdict_result r;
	const char *headline = "";
	int wrong;

	assert_non_null(truth);
	verdict_judge(a, replay_dir(a, dir), &r);
	if (r.findings.n)
		headline = r.findings.v[0].id;
	json_word(truth, "verdict", verdict);
	json_word(truth, "findings", finding);
	wrong = strcmp(verdict_name(r.verdict), verdict) || strcmp(headline, finding);
	if (wrong)
		print_error("%s: %s %s, wanted %s %s\n", name, verdict_name(r.verdict), headline,
			verdict, finding);
	free(truth);
	arena_free(a);
	return wrong;
}

static void test_all(void **state)
{
	DIR *d = opendir(LACP_DIR);
	int wrong = 0, seen = 0;

	(void)state;
	if (!d) {
		print_message("no recordings at %s\n", LACP_DIR);
		skip();
	}
	for (struct dirent *f; (f = readdir(d));) {
		if (f->d_name[0] == '.')
			continue;
		seen++;
		wrong += check_dir(f->d_name);
	}
	closedir(d);
	assert_true(seen > 0);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_all) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
