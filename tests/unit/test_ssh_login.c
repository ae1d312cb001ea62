// SPDX-License-Identifier: Apache-2.0
/*
 * Ways to log in, against the virtual switch in the same process: rounds of questions, keys with a
 * passphrase, a jump host with its own key and password.
 */
#include "test.h"

#include <libssh/libssh.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "server.h"
#include "switch.h"

/* A switch, or a jump host; up to two of them. */
struct place {
	struct vswitch *vswitch;
	struct vswitch_server *server;
};

struct bench {
	struct arena *arena;
	struct place sw, jump;
	char dir[64], known_hosts[96], identity[96];
	struct switch_login login, jump_login;
	const char *password, *jump_password;
	const char *answers[4]; /* what the user types, in turn; NULL: nobody is there */
	unsigned asked, jump_asked, answered;
	char questions[400], told[400];
};

static struct bench b;

static const char *password(void *ctx)
{
	struct bench *bench = ctx;

	bench->asked++;
	return bench->password;
}

static const char *jump_password(void *ctx)
{
	struct bench *bench = ctx;

	bench->jump_asked++;
	return bench->jump_password;
}

static const char *answer(void *ctx, const char *question, bool echo)
{
	struct bench *bench = ctx;
	size_t n = strlen(bench->questions);

	snprintf(bench->questions + n, sizeof(bench->questions) - n, "%s%s|", question,
		echo ? " (seen)" : "");
	return bench->answered < 4 ? bench->answers[bench->answered++] : NULL;
}

static void note(void *ctx, const char *name, const char *what, const char *detail)
{
	struct bench *bench = ctx;

	(void)name;
	(void)what;
	snprintf(bench->told, sizeof(bench->told), "%s", detail);
}

static void place_open(struct place *p, const char *directives)
{
	struct err e = { 0 };
	char text[2048];

	snprintf(text, sizeof(text),
		"%s\nhostname sw1\nusername netops privilege 15 secret 0 hunter2\n"
		"interface GigabitEthernet1/0/1\nline vty 0 4\nend\n",
		directives);
	p->vswitch = vswitch_new(text, NULL, &e);
	if (!p->vswitch)
		fail_msg("%s: %s", e.object, e.text);
	p->server = vswitch_server_new(p->vswitch, "127.0.0.1", 0, NULL, &e);
	assert_non_null(p->server);
}

static void place_close(struct place *p)
{
	if (p->server)
		vswitch_server_free(p->server);
	if (p->vswitch)
		vswitch_free(p->vswitch);
}

static int set_up(void **state)
{
	(void)state;
	b = (struct bench){ .arena = arena_new(), .dir = "/tmp/test_ssh_login.XXXXXX" };
	assert_non_null(mkdtemp(b.dir));
	snprintf(b.known_hosts, sizeof(b.known_hosts), "%s/known_hosts", b.dir);
	snprintf(b.identity, sizeof(b.identity), "%s/id", b.dir);
	b.password = b.jump_password = "hunter2";
	b.login = (struct switch_login){
		.name = "sw1",
		.address = "127.0.0.1",
		.user = "netops",
		.known_hosts = b.known_hosts,
		.accept_new = true,
		.note = note,
		.note_ctx = &b,
		.secrets = { .password = password, .answer = answer, .ctx = &b },
	};
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	place_close(&b.sw);
	place_close(&b.jump);
	unlink(b.known_hosts);
	unlink(b.identity);
	strcat(b.identity, ".pub"); /* libssh writes it beside a key that has none */
	unlink(b.identity);
	assert_int_equal(rmdir(b.dir), 0);
	arena_free(b.arena);
	return 0;
}

static void open_switch(const char *directives)
{
	place_open(&b.sw, directives);
	b.login.port = vswitch_server_port(b.sw.server);
}

static void open_jump(const char *directives)
{
	place_open(&b.jump, directives);
	b.jump_login = b.login;
	b.jump_login.port = vswitch_server_port(b.jump.server);
	b.jump_login.secrets.password = jump_password;
	b.login.jump = &b.jump_login;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int read_once(struct switch_read *found, struct err *e)
{
	struct switch_job *job = switch_job_read(b.arena, &b.login, SWITCH_CONFIG, found);
	struct pollfd fd;
	int64_t deadline;

	*e = (struct err){ 0 };
	while (switch_job_step(job, now_ms(), &fd, &deadline)) {
		vswitch_server_run(b.sw.server, b.jump.server ? 0 : 1);
		if (b.jump.server)
			vswitch_server_run(b.jump.server, 1);
	}
	return switch_job_finish(job, e);
}

static void works(void)
{
	struct switch_read found;
	struct err e;

	if (read_once(&found, &e))
		fail_msg("%s (%s)", e.text, e.hint);
	assert_string_equal(found.hostname, "sw1");
}

static void fails(const char *text, const char *hint)
{
	struct switch_read found;
	struct err e;

	assert_int_equal(read_once(&found, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_string_equal(e.object, "sw1");
	if (!strstr(e.text, text) || !strstr(e.hint, hint))
		fail_msg("`%s` (`%s`) is not in: %s (%s)", text, hint, e.text, e.hint);
}

static void test_rounds(void **state)
{
	(void)state;
	open_switch("! login: interactive\n! login-round: \"Token: \" \"123456\"\n"
		    "! login-round: \"\" \"\"\n! login-round: \"Site: \" \"north\"");
	b.answers[0] = "123456";
	b.answers[1] = "north";
	works();
	assert_int_equal(b.asked, 1);
	assert_non_null(strstr(b.questions, "Token: "));
	assert_non_null(strstr(b.questions, "Site: "));
}

static void test_nobody_answers(void **state)
{
	(void)state;
	open_switch("! login: interactive\n! login-round: \"Token: \" \"123456\"");
	fails("its login asks `Token: `, and nobody is there to answer", "run it on a terminal");
	assert_int_equal(b.asked, 1);
}

static void test_an_expired_password_stays(void **state)
{
	(void)state;
	open_switch("! login: interactive\n"
		    "! login-round: \"Your password has expired. New password: \" \"x\"");
	b.answers[0] = "x";
	fails("the password has expired", "log in by hand once");
	assert_string_equal(b.questions, "");
}

/* One try: the same question again, after a wrong answer, is not answered by the password. */
static void test_one_try(void **state)
{
	(void)state;
	open_switch("! login: interactive");
	b.password = "wrong";
	fails("login of `netops` was refused", "one try was made");
	assert_int_equal(b.asked, 1);
	assert_string_equal(b.questions, "");
}

/* A key pair; its public half as a directive of the switch. */
static void make_key(const char *passphrase, char *directive, size_t size)
{
	ssh_key key = NULL;
	char *text = NULL;

	assert_int_equal(ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key), SSH_OK);
	assert_int_equal(
		ssh_pki_export_privkey_file(key, passphrase, NULL, NULL, b.identity), SSH_OK);
	assert_int_equal(ssh_pki_export_pubkey_base64(key, &text), SSH_OK);
	snprintf(directive, size, "! login: publickey\n! authorized-key: netops ssh-ed25519 %s",
		text);
	ssh_string_free_char(text);
	ssh_key_free(key);
	b.login.identity = b.identity;
}

static void test_key(void **state)
{
	char directive[300];

	(void)state;
	make_key(NULL, directive, sizeof(directive));
	open_switch(directive);
	works();
	assert_int_equal(b.asked, 0);
	assert_string_equal(b.questions, "");
}

static void test_passphrase(void **state)
{
	char directive[300];

	(void)state;
	make_key("open sesame", directive, sizeof(directive));
	open_switch(directive);
	fails("no key that it takes", "a key in the agent");
	b.answered = 0;
	b.answers[0] = "open sesame";
	works();
	assert_int_equal(b.asked, 0);
}

static void test_jump(void **state)
{
	(void)state;
	open_switch("");
	open_jump("! forward: loopback");
	works();
	assert_int_equal(b.asked, 1);
	assert_int_equal(b.jump_asked, 1);
}

/* Each has its own key, password and way to fail, and the message says whose it is. */
static void test_jump_fails(void **state)
{
	(void)state;
	open_switch("");
	open_jump("! forward: loopback");
	b.login.accept_new = b.jump_login.accept_new = false;
	fails("jump host 127.0.0.1:", "compare it with the host's own");
	b.jump_login.accept_new = true;
	fails("its host key SHA256:", "compare it with the switch's own");
	assert_int_equal(b.asked, 0);
	b.login.accept_new = true;
	b.jump_password = "wrong";
	fails("jump host 127.0.0.1:", "one try was made");
	assert_int_equal(b.asked, 0);
	b.jump_password = "hunter2";
	b.password = "wrong";
	fails("login of `netops` was refused", "one try was made");
	b.password = "hunter2";
	works();
}

static void test_jump_without_forwarding(void **state)
{
	(void)state;
	open_switch("");
	open_jump("");
	fails("it does not connect to 127.0.0.1:", "does it forward connections");
	assert_int_equal(b.asked, 0);
}

/* Old algorithms are for the switch, never for the host before it. */
static void test_legacy_behind_a_jump_host(void **state)
{
	(void)state;
	open_switch("! ssh: 12.2");
	open_jump("! forward: loopback");
	b.login.legacy = true;
	works();
}

/* The keys that old switches have: of this size libssh says by itself that they are forged. */
static void test_a_key_of_768_bits(void **state)
{
	(void)state;
	open_switch("! ssh: 12.2 768");
	fails("key exchange", "`ssh_profile: legacy` at switch sw1");
	b.login.legacy = true;
	works();
	assert_string_equal(b.told,
		"key exchange diffie-hellman-group1-sha1, host key signature ssh-rsa, cipher "
		"aes256-cbc, MAC hmac-sha1, RSA host key of 768 bits");
}

static void test_each_image(void **state)
{
	static const struct {
		const char *directive;
		bool old; /* cannot be spoken to but as legacy */
	} images[] = { { "! ssh: 12.2", true }, { "! ssh: 15", true }, { "! ssh: xe", false } };

	(void)state;
	for (size_t i = 0; i < sizeof(images) / sizeof(*images); i++) {
		place_close(&b.sw);
		open_switch(images[i].directive);
		b.login.legacy = false;
		if (images[i].old)
			fails("key exchange", "`ssh_profile: legacy` at switch sw1");
		else
			works();
		b.login.legacy = true;
		works();
	}
}

/* A name is looked up beside the loop; of its addresses the one that answers counts. */
static void test_names(void **state)
{
	(void)state;
	open_switch("");
	b.login.address = "localhost";
	works();
	b.login.address = "no-such-switch.invalid";
	b.login.connect_timeout_ms = 3000; /* where no name server answers */
	fails("no-such-switch.invalid:", "");
	assert_int_equal(b.asked, 1);
}

/* Given up while it is looked up: no process and no descriptor are left. */
static void test_a_name_is_given_up(void **state)
{
	struct switch_read found;
	struct switch_job *job;
	struct pollfd fd;
	int64_t deadline;
	struct err e;

	(void)state;
	open_switch("");
	b.login.address = "localhost";
	job = switch_job_read(b.arena, &b.login, SWITCH_CONFIG, &found);
	assert_true(switch_job_step(job, now_ms(), &fd, &deadline));
	switch_job_finish(job, &e);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static int interrupted;

/* Control-C where the password is asked for. */
static const char *no_password(void *ctx)
{
	(void)ctx;
	interrupted = 1;
	return NULL;
}

static void test_interrupted_at_the_login(void **state)
{
	(void)state;
	open_switch("");
	interrupted = 0;
	b.login.stop = &interrupted;
	b.login.secrets.password = no_password;
	fails("interrupted at the login", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_rounds, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nobody_answers, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_an_expired_password_stays, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_one_try, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_key, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_passphrase, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_jump, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_jump_fails, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_jump_without_forwarding, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_legacy_behind_a_jump_host, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_name_is_given_up, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_a_key_of_768_bits, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_each_image, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_interrupted_at_the_login, set_up, tear_down),
	};

	unsetenv("SSH_AUTH_SOCK");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
