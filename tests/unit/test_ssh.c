// SPDX-License-Identifier: Apache-2.0
/*
 * Jobs over real SSH to a virtual switch in the same process, in turns: what a user meets when
 * the key, the password or the line is wrong, and many sessions in one loop.
 */
#include "test.h"

#include <libssh/libssh.h>
#include <libssh/server.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "server.h"
#include "switch.h"

static const char config[] = "hostname sw1\nusername netops privilege 15 secret 0 hunter2\n"
			     "interface GigabitEthernet1/0/1\nline vty 0 %u\nend\n";

struct bench {
	struct arena *arena;
	struct vswitch *vswitch;
	struct vswitch_server *server;
	char dir[64], known_hosts[96], host_key[96];
	const char *password;
	unsigned asked;
	struct switch_login login;
};

static const char *password(void *ctx)
{
	struct bench *b = ctx;

	b->asked++;
	return b->password;
}

static void bench_open(struct bench *b, unsigned last_vty)
{
	struct err e = { 0 };
	char text[256];

	*b = (struct bench){
		.arena = arena_new(), .password = "hunter2", .dir = "/tmp/test_ssh.XXXXXX"
	};
	assert_non_null(mkdtemp(b->dir));
	snprintf(b->known_hosts, sizeof(b->known_hosts), "%s/known_hosts", b->dir);
	snprintf(b->host_key, sizeof(b->host_key), "%s/host_key", b->dir);
	snprintf(text, sizeof(text), config, last_vty);
	b->vswitch = vswitch_new(text, NULL, &e);
	assert_non_null(b->vswitch);
	b->server = vswitch_server_new(b->vswitch, "127.0.0.1", 0, b->host_key, &e);
	if (!b->server)
		fail_msg("%s", e.text);
	b->login = (struct switch_login){
		.name = "sw1",
		.address = "127.0.0.1",
		.port = vswitch_server_port(b->server),
		.user = "netops",
		.known_hosts = b->known_hosts,
		.accept_new = true,
		.secrets = { .password = password, .ctx = b },
	};
}

static void bench_close(struct bench *b)
{
	vswitch_server_free(b->server);
	vswitch_free(b->vswitch);
	unlink(b->known_hosts);
	unlink(b->host_key);
	rmdir(b->dir);
	arena_free(b->arena);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Turns all jobs and the server until the jobs have ended. */
static void turn(struct bench *b, struct switch_job **jobs, size_t n)
{
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < n; i++) {
			struct pollfd fd;
			int64_t deadline;

			more |= switch_job_step(jobs[i], now_ms(), &fd, &deadline);
		}
		vswitch_server_run(b->server, 1);
	}
}

static int read_once(struct bench *b, struct switch_read *read, struct err *e)
{
	struct switch_job *job = switch_job_read(b->arena, &b->login, SWITCH_CONFIG, read);

	*e = (struct err){ 0 };
	turn(b, &job, 1);
	return switch_job_finish(job, e);
}

static void test_host_keys(void **state)
{
	struct switch_read found;
	struct bench b;
	struct err e;
	FILE *f;

	(void)state;
	bench_open(&b, 4);
	b.login.accept_new = false;
	assert_int_equal(read_once(&b, &found, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_non_null(strstr(e.text, "its host key SHA256:"));
	assert_non_null(strstr(e.text, "is unknown to"));
	assert_int_equal(b.asked, 0); /* nothing secret goes to a stranger */

	b.login.accept_new = true;
	if (read_once(&b, &found, &e))
		fail_msg("%s (%s)", e.text, e.hint);
	assert_string_equal(found.hostname, "sw1");
	b.login.accept_new = false;
	assert_int_equal(read_once(&b, &found, &e), 0);

	f = fopen(b.known_hosts, "w");
	fprintf(f,
		"[127.0.0.1]:%u ssh-ed25519 "
		"AAAAC3NzaC1lZDI1NTE5AAAAIA02pMe1UGBef3igkRbXtg0EgHy7guRFaP7W8y8xF0zS\n",
		b.login.port);
	fclose(f);
	b.asked = 0;
	b.login.accept_new = true;
	assert_int_equal(read_once(&b, &found, &e), -1);
	assert_non_null(strstr(e.text, "is not the known one: it shows SHA256:"));
	assert_non_null(strstr(e.text, "known_hosts has SHA256:"));
	assert_int_equal(b.asked, 0);
	bench_close(&b);
}

static void test_logins(void **state)
{
	struct switch_read found;
	struct bench b;
	struct err e;

	(void)state;
	bench_open(&b, 4);
	b.password = "wrong";
	assert_int_equal(read_once(&b, &found, &e), -1);
	assert_non_null(strstr(e.text, "login of `netops` was refused"));
	assert_null(strstr(e.text, "wrong"));
	assert_int_equal(b.asked, 1);
	b.password = NULL;
	assert_int_equal(read_once(&b, &found, &e), -1);
	assert_non_null(strstr(e.text, "no password is at hand"));
	bench_close(&b);
}

static void test_no_free_line(void **state)
{
	struct switch_read first, second;
	struct bench b;
	struct err e;
	struct switch_job *job;
	struct pollfd fd;
	int64_t deadline;

	(void)state;
	bench_open(&b, 0);
	job = switch_job_read(b.arena, &b.login, SWITCH_CONFIG, &first);
	while (!first.running_text && switch_job_step(job, now_ms(), &fd, &deadline))
		vswitch_server_run(b.server, 1);
	assert_int_equal(read_once(&b, &second, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_non_null(strstr(e.text, "all VTY lines may be in use"));
	turn(&b, &job, 1);
	assert_int_equal(switch_job_finish(job, &e), 0);
	bench_close(&b);
}

static void test_many_in_one_loop(void **state)
{
	enum { JOBS = 12 };
	struct switch_read reads[JOBS];
	struct switch_job *jobs[JOBS];
	struct bench b;
	struct err e;

	(void)state;
	bench_open(&b, 15);
	assert_int_equal(read_once(&b, &reads[0], &e), 0); /* the host key */
	for (size_t i = 0; i < JOBS; i++)
		jobs[i] = switch_job_read(b.arena, &b.login, SWITCH_CONFIG, &reads[i]);
	turn(&b, jobs, JOBS);
	for (size_t i = 0; i < JOBS; i++) {
		if (switch_job_finish(jobs[i], &e))
			fail_msg("%zu: %s", i, e.text);
		assert_non_null(ios_config_interface(reads[i].found.running, "Gi1/0/1"));
	}
	bench_close(&b);
}

static void test_unreachable(void **state)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);
	struct switch_read found;
	struct bench b;
	struct err e;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	(void)state;
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	getsockname(fd, (struct sockaddr *)&a, &len);
	bench_open(&b, 4);
	b.login.port = ntohs(a.sin_port); /* bound, not listening */
	assert_int_equal(read_once(&b, &found, &e), -1);
	assert_non_null(strstr(e.text, "cannot connect: Connection refused"));
	assert_string_equal(e.object, "sw1");

	assert_int_equal(listen(fd, 1), 0); /* accepts, and never says a word */
	b.login.connect_timeout_ms = 200;
	assert_int_equal(read_once(&b, &found, &e), -1);
	assert_non_null(strstr(e.text, "no SSH session in time"));
	close(fd);
	bench_close(&b);
}

/* What a switch with AAA asks: the password, then a round without questions. */
static void interactive_server(const char *host_key, int ready)
{
	ssh_bind bind = ssh_bind_new();
	ssh_session s = ssh_new();
	const char *prompts[] = { "Password: " };
	struct sockaddr_in a;
	socklen_t len = sizeof(a);
	int port = 0, rounds = 0, ok = 0;
	char echo[] = { 0 };
	ssh_message m;

	ssh_bind_options_set(bind, SSH_BIND_OPTIONS_BINDADDR, "127.0.0.1");
	ssh_bind_options_set(bind, SSH_BIND_OPTIONS_BINDPORT, &port);
	ssh_bind_options_set(bind, SSH_BIND_OPTIONS_HOSTKEY, host_key);
	ssh_bind_listen(bind);
	getsockname(ssh_bind_get_fd(bind), (struct sockaddr *)&a, &len);
	if (write(ready, &a.sin_port, sizeof(a.sin_port)) < 0 || ssh_bind_accept(bind, s) ||
		ssh_handle_key_exchange(s))
		_exit(1);
	while (!ok && (m = ssh_message_get(s))) {
		if (ssh_message_subtype(m) != SSH_AUTH_METHOD_INTERACTIVE) {
			ssh_message_auth_set_methods(m, SSH_AUTH_METHOD_INTERACTIVE);
			ssh_message_reply_default(m);
		} else if (!ssh_message_auth_kbdint_is_response(m)) {
			ssh_message_auth_interactive_request(m, "", "", 1, prompts, echo);
		} else if (++rounds == 1 &&
			!strcmp(ssh_userauth_kbdint_getanswer(s, 0), "hunter2")) {
			ssh_message_auth_interactive_request(m, "", "welcome", 0, NULL, NULL);
		} else {
			ssh_message_auth_reply_success(m, 0);
			ok = 1;
		}
		ssh_message_free(m);
	}
	ssh_disconnect(s);
	_exit(!ok);
}

static void test_keyboard_interactive(void **state)
{
	struct switch_read found;
	struct bench b;
	struct err e;
	int fds[2], status;
	uint16_t port;
	pid_t pid;

	(void)state;
	bench_open(&b, 4);
	assert_int_equal(pipe(fds), 0);
	pid = fork();
	if (!pid)
		interactive_server(b.host_key, fds[1]);
	assert_int_equal(read(fds[0], &port, sizeof(port)), sizeof(port));
	b.login.port = ntohs(port);
	assert_int_equal(read_once(&b, &found, &e), -1);
	/* It has no shell: past the login it hangs up. */
	if (!strstr(e.text, "closed the session before a prompt"))
		fail_msg("%s", e.text);
	assert_int_equal(b.asked, 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	close(fds[0]);
	close(fds[1]);
	bench_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_host_keys),
		cmocka_unit_test(test_logins),
		cmocka_unit_test(test_no_free_line),
		cmocka_unit_test(test_many_in_one_loop),
		cmocka_unit_test(test_unreachable),
		cmocka_unit_test(test_keyboard_interactive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
