// SPDX-License-Identifier: Apache-2.0
/* The server over loopback, with libssh clients in the same process: both sides take turns. */
#include "test.h"

#include <arpa/inet.h>
#include <libssh/libssh.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "buf.h"
#include "server.h"

enum { TURNS = 20000 }; /* of 1 ms: what is not answered by then never is */

static const char config[] = "hostname sw1\n"
			     "username netops privilege 15 secret 0 s3cret\n"
			     "interface GigabitEthernet1/0/1\n"
			     "line vty 0 1\n"
			     "! fault: drop \"vlan 666\"\n";

struct fixture {
	struct vswitch *s;
	struct vswitch_server *srv;
};

/* The server of the configuration and more lines; instead of the one that was. */
static void serve(struct fixture *f, const char *more)
{
	char text[2048];
	struct err e = { 0 };

	vswitch_server_free(f->srv);
	vswitch_free(f->s);
	snprintf(text, sizeof(text), "%s%s", config, more);
	f->s = vswitch_new(text, NULL, &e);
	if (!f->s)
		fail_msg("%s: %s", e.object, e.text);
	f->srv = vswitch_server_new(f->s, "127.0.0.1", 0, NULL, &e);
	if (!f->srv)
		fail_msg("%s: %s", e.object, e.text);
}

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	serve(f, "");
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	vswitch_server_free(f->srv);
	vswitch_free(f->s);
	free(f);
	return 0;
}

static void turn(struct fixture *f)
{
	vswitch_server_run(f->srv, 1);
}

/* Repeats a non-blocking call of the client, with the server's turns between. */
#define AWAIT(f, rc, call)                                                                         \
	for (int turns_ = 0; ((rc) = (call)) == SSH_AGAIN && turns_ < TURNS; turns_++)             \
	turn(f)

/* Lists of algorithms, NULL: libssh's own. */
static ssh_session connect_with(struct fixture *f, const char *kex, const char *host_key,
	const char *cipher, const char *mac)
{
	ssh_session c = ssh_new();
	unsigned port = vswitch_server_port(f->srv);
	int no = 0, rc;

	ssh_options_set(c, SSH_OPTIONS_HOST, "127.0.0.1");
	ssh_options_set(c, SSH_OPTIONS_PORT, &port);
	ssh_options_set(c, SSH_OPTIONS_USER, "netops");
	ssh_options_set(c, SSH_OPTIONS_PROCESS_CONFIG, &no);
	if (kex) {
		int smallest = 768;

		ssh_options_set(c, SSH_OPTIONS_RSA_MIN_SIZE, &smallest);
		ssh_options_set(c, SSH_OPTIONS_KEY_EXCHANGE, kex);
		ssh_options_set(c, SSH_OPTIONS_HOSTKEYS, host_key);
		ssh_options_set(c, SSH_OPTIONS_CIPHERS_C_S, cipher);
		ssh_options_set(c, SSH_OPTIONS_CIPHERS_S_C, cipher);
		ssh_options_set(c, SSH_OPTIONS_HMAC_C_S, mac);
		ssh_options_set(c, SSH_OPTIONS_HMAC_S_C, mac);
	}
	ssh_set_blocking(c, 0);
	AWAIT(f, rc, ssh_connect(c));
	if (rc == SSH_OK)
		return c;
	ssh_free(c);
	return NULL;
}

static ssh_session connect_to(struct fixture *f)
{
	return connect_with(f, NULL, NULL, NULL, NULL);
}

static int login(struct fixture *f, ssh_session c, const char *password)
{
	int rc;

	do {
		rc = ssh_userauth_password(c, NULL, password);
		turn(f);
	} while (rc == SSH_AUTH_AGAIN);
	return rc;
}

/* Answers in the order of the prompts. */
static int login_rounds(struct fixture *f, ssh_session c, const char *const *answers)
{
	int rc;

	for (;;) {
		rc = ssh_userauth_kbdint(c, NULL, NULL);
		turn(f);
		if (rc == SSH_AUTH_INFO && ssh_userauth_kbdint_getnprompts(c) == 1 && *answers)
			ssh_userauth_kbdint_setanswer(c, 0, *answers++);
		else if (rc != SSH_AUTH_AGAIN && rc != SSH_AUTH_INFO)
			return rc;
	}
}

static int login_interactive(struct fixture *f, ssh_session c, const char *password)
{
	return login_rounds(f, c, (const char *[]){ password, NULL });
}

static ssh_channel shell(struct fixture *f, ssh_session c, bool pty)
{
	ssh_channel channel = ssh_channel_new(c);
	int rc;

	AWAIT(f, rc, ssh_channel_open_session(channel));
	assert_int_equal(rc, SSH_OK);
	if (pty) {
		AWAIT(f, rc, ssh_channel_request_pty_size(channel, "vt100", 511, 0));
		assert_int_equal(rc, SSH_OK);
	}
	AWAIT(f, rc, ssh_channel_request_shell(channel));
	assert_int_equal(rc, SSH_OK);
	return channel;
}

static void say(struct fixture *f, ssh_channel channel, const char *text)
{
	assert_int_equal(ssh_channel_write(channel, text, (uint32_t)strlen(text)), strlen(text));
	turn(f);
}

/* Reads until text came (true), or the channel ended. */
static bool hears(struct fixture *f, ssh_channel channel, const char *text)
{
	struct buf got = { 0 };
	bool found = false;

	for (int i = 0; i < TURNS && !found; i++) {
		char chunk[512];
		int n = ssh_channel_read_nonblocking(channel, chunk, sizeof(chunk), 0);

		if (n < 0 || (n == 0 && ssh_channel_is_eof(channel)))
			break;
		if (n > 0)
			buf_add(&got, chunk, (size_t)n);
		found = strstr(buf_text(&got), text);
		turn(f);
	}
	buf_free(&got);
	return found;
}

static void leave(struct fixture *f, ssh_session c)
{
	ssh_disconnect(c);
	ssh_free(c);
	for (int i = 0; i < 5; i++)
		turn(f);
}

static void a_session(void **state)
{
	struct fixture *f = *state;
	ssh_session c = connect_to(f);
	ssh_channel channel;

	assert_non_null(c);
	assert_string_equal(ssh_get_serverbanner(c), "SSH-2.0-Cisco-1.25");
	assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_SUCCESS);
	channel = shell(f, c, true);
	assert_true(hears(f, channel, "\r\nsw1#"));
	say(f, channel, "terminal length 0\rshow running-config\r");
	assert_true(hears(f, channel, "\r\nend\r\n\r\nsw1#"));
	say(f, channel, "exit\r");
	assert_false(hears(f, channel, "sw1#"));
	assert_true(ssh_channel_is_eof(channel));
	leave(f, c);
}

static void without_terminal(void **state)
{
	struct fixture *f = *state;
	ssh_session c = connect_to(f);
	ssh_channel channel;

	assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_SUCCESS);
	channel = shell(f, c, false);
	say(f, channel, "terminal length 0\nconfigure terminal\nhostname sw9\nend\n");
	ssh_channel_send_eof(channel);
	assert_true(hears(f, channel, "sw9(config)#end\r\nsw9#"));
	assert_false(hears(f, channel, "sw9#"));
	leave(f, c);
}

static void logins(void **state)
{
	struct fixture *f = *state;
	ssh_session c = connect_to(f);
	ssh_channel channel = ssh_channel_new(c);
	int rc;

	AWAIT(f, rc, ssh_channel_open_session(channel));
	assert_int_not_equal(rc, SSH_OK);
	leave(f, c);
	c = connect_to(f);
	assert_int_equal(login_interactive(f, c, "s3cret"), SSH_AUTH_SUCCESS);
	leave(f, c);
	c = connect_to(f);
	assert_int_equal(login(f, c, "wrong"), SSH_AUTH_DENIED);
	assert_int_equal(login_interactive(f, c, "wrong"), SSH_AUTH_DENIED);
	assert_int_equal(login(f, c, "wrong"), SSH_AUTH_DENIED);
	for (int i = 0; i < TURNS && ssh_is_connected(c); i++) {
		turn(f);
		login(f, c, "s3cret");
	}
	assert_false(ssh_is_connected(c));
	leave(f, c);
}

/* Two VTYs: the third connection is taken and closed, and works when one is free again. */
static void vty_limit(void **state)
{
	struct fixture *f = *state;
	ssh_session a = connect_to(f), b = connect_to(f), c;

	assert_non_null(a);
	assert_non_null(b);
	assert_null(connect_to(f));
	leave(f, a);
	c = connect_to(f);
	assert_non_null(c);
	leave(f, b);
	leave(f, c);
}

/* Two terminals see one configuration; a channel is all that a connection has. */
static void two_sessions(void **state)
{
	struct fixture *f = *state;
	ssh_session a = connect_to(f), b = connect_to(f);
	ssh_channel one, two, third;
	int rc;

	assert_int_equal(login(f, a, "s3cret"), SSH_AUTH_SUCCESS);
	assert_int_equal(login(f, b, "s3cret"), SSH_AUTH_SUCCESS);
	one = shell(f, a, true);
	two = shell(f, b, true);
	say(f, one, "configure terminal\rhostname both\r");
	assert_true(hears(f, one, "both(config)#"));
	say(f, two, "\r");
	assert_true(hears(f, two, "both#"));
	third = ssh_channel_new(a);
	AWAIT(f, rc, ssh_channel_open_session(third));
	assert_int_equal(rc, SSH_ERROR);
	leave(f, a);
	leave(f, b);
}

static void dropped_connection(void **state)
{
	struct fixture *f = *state;
	ssh_session c = connect_to(f);
	ssh_channel channel;

	assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_SUCCESS);
	channel = shell(f, c, true);
	say(f, channel, "configure terminal\rvlan 666\r");
	assert_false(hears(f, channel, "sw1(config-vlan)#"));
	assert_false(ssh_is_connected(c));
	leave(f, c);
}

static void garbage_is_survived(void **state)
{
	struct fixture *f = *state;
	struct sockaddr_in to = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	ssh_session c;

	to.sin_port = htons(vswitch_server_port(f->srv));
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	turn(f);
	assert_int_equal(write(fd, "GET / HTTP/1.0\r\n\r\n", 18), 18);
	for (int i = 0; i < 20; i++)
		turn(f);
	close(fd);
	for (int i = 0; i < 20; i++)
		turn(f);
	c = connect_to(f);
	assert_non_null(c);
	leave(f, c);
}

static void host_key_file(void **state)
{
	struct fixture *f = *state;
	char dir[] = "/tmp/lacppair-test-XXXXXX", path[64];
	struct vswitch_server *a, *b;
	struct stat st;
	struct err e;

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/key", dir);
	a = vswitch_server_new(f->s, "127.0.0.1", 0, path, &e);
	b = vswitch_server_new(f->s, "127.0.0.1", 0, path, &e);
	assert_non_null(a);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_null(vswitch_server_new(f->s, "127.0.0.1", vswitch_server_port(a), path, &e));
	assert_int_equal(truncate(path, 10), 0);
	assert_null(vswitch_server_new(f->s, "127.0.0.1", 0, path, &e));
	assert_string_equal(e.object, path);
	assert_null(vswitch_server_new(f->s, "not an address", 0, NULL, &e));
	vswitch_server_free(a);
	vswitch_server_free(b);
	unlink(path);
	rmdir(dir);
}

/* A token, a round that asks nothing, a new password: in that order, or not at all. */
static void rounds(void **state)
{
	static const char *const right[] = { "s3cret", "123456", "x", NULL };
	static const char *const wrong[] = { "s3cret", "123457", "x", NULL };
	struct fixture *f = *state;
	ssh_session c;

	serve(f,
		"! login: interactive\n! login-round: \"Token: \" \"123456\"\n"
		"! login-round: \"\" \"\"\n! login-round: \"New password: \" \"x\"\n");
	c = connect_to(f);
	assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_DENIED);
	assert_int_equal(login_rounds(f, c, wrong), SSH_AUTH_DENIED);
	assert_int_equal(login_rounds(f, c, right), SSH_AUTH_SUCCESS);
	assert_true(hears(f, shell(f, c, true), "sw1#"));
	leave(f, c);
}

static int login_key(struct fixture *f, ssh_session c, ssh_key key)
{
	int rc;

	do {
		rc = ssh_userauth_publickey(c, NULL, key);
		turn(f);
	} while (rc == SSH_AUTH_AGAIN);
	return rc;
}

static void public_key(void **state)
{
	struct fixture *f = *state;
	char *base64, more[512];
	ssh_key key, other;
	ssh_session c;

	assert_int_equal(ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key), SSH_OK);
	assert_int_equal(ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &other), SSH_OK);
	assert_int_equal(ssh_pki_export_pubkey_base64(key, &base64), SSH_OK);
	snprintf(more, sizeof(more),
		"! login: publickey\n! authorized-key: netops ssh-ed25519 %s a@b\n", base64);
	serve(f, more);
	c = connect_to(f);
	assert_int_equal(login_key(f, c, other), SSH_AUTH_DENIED);
	assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_DENIED);
	assert_int_equal(login_key(f, c, key), SSH_AUTH_SUCCESS);
	assert_true(hears(f, shell(f, c, true), "sw1#"));
	leave(f, c);
	ssh_string_free_char(base64);
	ssh_key_free(key);
	ssh_key_free(other);
}

/* An old device is out of reach of libssh's own lists, and in reach of those that it has. */
static void ages(void **state)
{
	static const struct {
		const char *directive, *kex, *cipher, *mac;
		bool by_default;
	} rows[] = {
		{ "! ssh: 12.2\n", "diffie-hellman-group1-sha1", "aes128-cbc", "hmac-sha1", false },
		{ "! ssh: 12.2 768\n", "diffie-hellman-group1-sha1", "3des-cbc", "hmac-sha1",
			false },
		{ "! ssh: 15\n", "diffie-hellman-group14-sha1", "aes128-ctr", "hmac-sha1", false },
		{ "! ssh: xe\n", "ecdh-sha2-nistp256", "aes256-ctr", "hmac-sha2-256", true },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *key = rows[i].by_default ? "rsa-sha2-512" : "ssh-rsa";
		ssh_session c;

		serve(f, rows[i].directive);
		c = connect_to(f);
		assert_int_equal(c != NULL, rows[i].by_default);
		if (c)
			leave(f, c);
		c = connect_with(f, rows[i].kex, key, rows[i].cipher, rows[i].mac);
		assert_non_null(c);
		assert_string_equal(ssh_get_kex_algo(c), rows[i].kex);
		assert_string_equal(ssh_get_cipher_in(c), rows[i].cipher);
		assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_SUCCESS);
		leave(f, c);
	}
}

static int64_t now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * INT64_C(1000) + ts.tv_nsec / 1000000;
}

/* No answer before its time; ten lines in flight need one round trip, not ten. */
static void round_trip(void **state)
{
	struct fixture *f = *state;
	ssh_channel channel;
	ssh_session c;
	int64_t begin;

	serve(f, "! rtt: 100\n");
	c = connect_to(f);
	assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_SUCCESS);
	channel = shell(f, c, true);
	assert_true(hears(f, channel, "sw1#"));
	begin = now_ms();
	say(f, channel, "\r\r\r\r\r\r\r\r\rshow privilege\r");
	assert_true(hears(f, channel, "level is 15"));
	assert_true(now_ms() - begin >= 100);
	say(f, channel, "exit\r");
	assert_true(hears(f, channel, "exit"));
	leave(f, c);
}

static int open_forward(struct fixture *f, ssh_channel channel, const char *host, int port)
{
	int rc;

	AWAIT(f, rc, ssh_channel_open_forward(channel, host, port, "127.0.0.1", 1));
	return rc;
}

/* As a jump host: to itself, which greets behind the channel too. */
static void forwarding(void **state)
{
	struct fixture *f = *state;
	ssh_channel channel;
	ssh_session c = connect_to(f);
	int port = vswitch_server_port(f->srv);

	assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_SUCCESS);
	assert_int_equal(open_forward(f, ssh_channel_new(c), "127.0.0.1", port), SSH_ERROR);
	leave(f, c);
	serve(f, "! forward: loopback\n");
	port = vswitch_server_port(f->srv);
	c = connect_to(f);
	assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_SUCCESS);
	assert_int_equal(open_forward(f, ssh_channel_new(c), "192.0.2.1", port), SSH_ERROR);
	channel = ssh_channel_new(c);
	assert_int_equal(open_forward(f, channel, "127.0.0.1", port), SSH_OK);
	assert_true(hears(f, channel, "SSH-2.0-Cisco-1.25\r\n"));
	say(f, channel, "not SSH\r\n");
	assert_false(hears(f, channel, "no such text"));
	assert_true(hears(f, shell(f, c, true), "sw1#"));
	leave(f, c);
}

/* While it reloads nobody comes in; then with what was saved. */
static void reloading(void **state)
{
	struct fixture *f = *state;
	ssh_channel channel;
	ssh_session c;

	serve(f, "! boot: 60000\n");
	c = connect_to(f);
	assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_SUCCESS);
	channel = shell(f, c, true);
	say(f, channel, "configure terminal\rhostname sw9\rend\rreload\rno\r\r");
	assert_true(hears(f, channel, "Proceed with reload? [confirm]"));
	assert_false(hears(f, channel, "no such text"));
	assert_false(ssh_is_connected(c));
	leave(f, c);
	assert_null(connect_to(f));
	vswitch_tick(f->s, 60000);
	c = connect_to(f);
	assert_int_equal(login(f, c, "s3cret"), SSH_AUTH_SUCCESS);
	assert_true(hears(f, shell(f, c, true), "sw1#"));
	leave(f, c);
}

#define WITH_SERVER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SERVER(a_session),
		WITH_SERVER(without_terminal),
		WITH_SERVER(logins),
		WITH_SERVER(vty_limit),
		WITH_SERVER(two_sessions),
		WITH_SERVER(dropped_connection),
		WITH_SERVER(garbage_is_survived),
		WITH_SERVER(host_key_file),
		WITH_SERVER(rounds),
		WITH_SERVER(public_key),
		WITH_SERVER(ages),
		WITH_SERVER(round_trip),
		WITH_SERVER(forwarding),
		WITH_SERVER(reloading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
