// SPDX-License-Identifier: Apache-2.0
/* The SSH side against OpenSSH's server: algorithms of old images, host keys, keys and agents. */
#include "test.h"

#include "sshd.h"

static int no_sshd(void **state)
{
	(void)state;
	if (!sshd_exists())
		print_message("no /usr/sbin/sshd (Debian: openssh-server)\n");
	return 0;
}

static struct sshd s;

/* Also after a test that failed: agents outlive those who started them. */
static int stop(void **state)
{
	(void)state;
	sshd_stop(&s);
	return 0;
}

/* What a test needs: a server of these lines, keys of these kinds, an agent. */
static void begin(const char *keys, const char *lines)
{
	if (!sshd_exists())
		skip();
	sshd_prepare(&s);
	sshd_run(&s, "%s", keys);
	sshd_start(&s, lines);
	sshd_agent(&s);
}

static void expect(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("`%s` is not in: %s", part, text);
}

static void fails(const char *text, const char *hint)
{
	struct switch_read found;
	struct err e;

	assert_int_equal(sshd_read(&s, &found, &e), -1);
	assert_int_equal(e.class, ERR_ENVIRONMENT);
	assert_string_equal(e.object, "sw1");
	expect(e.text, text);
	expect(e.hint, hint);
	assert_int_equal(s.asked, 0); /* no secret went out */
}

static void works(void)
{
	struct switch_read found;
	struct err e;

	if (sshd_read(&s, &found, &e))
		fail_msg("%s (%s)", e.text, e.hint);
}

static void test_modern(void **state)
{
	(void)state;
	begin("ssh-keygen -q -t rsa -b 2048 -N '' -f rsa", "HostKey rsa");
	works();
	assert_string_equal(s.told, "");
	s.login.legacy = true; /* and nothing of it is used */
	works();
	assert_string_equal(
		s.told, "sw1: `ssh_profile: legacy` is not needed: nothing weak was agreed on\n");
	sshd_stop(&s);
}

/* What IOS 12.2SE offers, as far as OpenSSH still does. */
static void test_legacy(void **state)
{
	(void)state;
	begin("ssh-keygen -q -t rsa -b 1024 -N '' -f rsa",
		"HostKey rsa\nKexAlgorithms diffie-hellman-group1-sha1\nHostKeyAlgorithms ssh-rsa\n"
		"Ciphers aes128-cbc\nMACs hmac-sha1\n");
	fails("no common key exchange: it offers only diffie-hellman-group1-sha1",
		"write `ssh_profile: legacy` at switch sw1");
	s.login.legacy = true;
	works();
	assert_string_equal(s.told,
		"sw1: weak SSH, as `ssh_profile: legacy` allows: key exchange "
		"diffie-hellman-group1-sha1, host key signature ssh-rsa, cipher aes128-cbc, MAC "
		"hmac-sha1, RSA host key of 1024 bits\n");
	sshd_stop(&s);
}

/* Only what was agreed on is told, not what was offered. */
static void test_legacy_in_part(void **state)
{
	(void)state;
	begin("ssh-keygen -q -t rsa -b 2048 -N '' -f rsa",
		"HostKey rsa\nKexAlgorithms diffie-hellman-group-exchange-sha1,"
		"diffie-hellman-group14-sha1\nCiphers aes128-ctr,aes128-cbc\nMACs hmac-sha1\n");
	fails("no common key exchange: it offers only diffie-hellman-group-exchange-sha1,"
	      "diffie-hellman-group14-sha1",
		"`ssh_profile: legacy`");
	s.login.legacy = true;
	works();
	assert_string_equal(s.told,
		"sw1: weak SSH, as `ssh_profile: legacy` allows: key exchange "
		"diffie-hellman-group14-sha1, MAC hmac-sha1\n");
}

static void test_each_mismatch(void **state)
{
	static const struct {
		const char *lines, *text;
		bool old_would_do;
	} cases[] = {
		{ "HostKeyAlgorithms ssh-rsa",
			"no common host key signature: it offers only ssh-rsa", true },
		{ "Ciphers 3des-cbc", "no common cipher: it offers only 3des-cbc", true },
		{ "Ciphers aes128-ctr\nMACs hmac-sha1", "no common MAC: it offers only hmac-sha1",
			true },
		{ "Ciphers aes128-ctr\nMACs hmac-md5", "no common MAC: it offers only hmac-md5",
			false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char lines[256];

		snprintf(lines, sizeof(lines), "HostKey rsa\n%s", cases[i].lines);
		begin("ssh-keygen -q -t rsa -b 2048 -N '' -f rsa", lines);
		fails(cases[i].text,
			cases[i].old_would_do ? "`ssh_profile: legacy`" : "none of these is safe");
		s.login.legacy = true;
		if (cases[i].old_would_do)
			works();
		else
			fails(cases[i].text, "none of these is safe");
		sshd_stop(&s);
	}
}

static void test_small_key(void **state)
{
	(void)state;
	begin("ssh-keygen -q -t rsa -b 1024 -N '' -f rsa", "HostKey rsa");
	fails("its host key is RSA of 1024 bits, too small to be safe (2048 at least)",
		"`crypto key generate rsa modulus 2048`; or `ssh_profile: legacy` at switch sw1");
	s.login.legacy = true;
	works();
	assert_string_equal(s.told,
		"sw1: weak SSH, as `ssh_profile: legacy` allows: RSA host key of "
		"1024 bits\n");
	sshd_stop(&s);
}

/* A key of another kind in known_hosts is asked for first; it is neither unknown nor changed. */
static void test_known_kind_is_asked_for(void **state)
{
	(void)state;
	begin("ssh-keygen -q -t rsa -b 2048 -N '' -f rsa; ssh-keygen -q -t ed25519 -N '' -f ed",
		"HostKey rsa\nHostKey ed");
	sshd_run(&s, "echo \"[127.0.0.1]:%u $(cat rsa.pub)\" >known_hosts", s.port);
	s.login.accept_new = false;
	works();
}

static void test_known_hosts(void **state)
{
	(void)state;
	begin("ssh-keygen -q -t ed25519 -N '' -f ed; ssh-keygen -q -t ed25519 -N '' -f other",
		"HostKey ed");
	s.login.accept_new = false;
	fails("is unknown to", "--accept-new once");
	sshd_run(&s, "echo \"[127.0.0.1]:%u $(cat other.pub)\" >known_hosts", s.port);
	s.login.accept_new = true; /* never for a changed one */
	fails("is not the known one: it shows SHA256:", "ssh-keygen -R");
	sshd_run(&s, "printf '# old\\n\\n[127.0.0.1]:%u ssh-ed25519 AAAAjunk\\n' >known_hosts",
		s.port);
	fails("line 3 of ", "mend the line or take it out");
	sshd_run(&s, "echo \"@revoked [127.0.0.1]:%u $(cat ed.pub)\" >known_hosts", s.port);
	fails("is marked as revoked in", "give the switch a new key");
	sshd_run(&s,
		"echo \"[127.0.0.1]:%u $(cat ed.pub)\" >known_hosts; "
		"ssh-keygen -q -H -f known_hosts",
		s.port);
	s.login.accept_new = false;
	works();
}

/* Through OpenSSH to itself, as behind a real jump host. */
static void test_jump(void **state)
{
	struct switch_login jump;

	(void)state;
	begin("ssh-keygen -q -t ed25519 -N '' -f ed", "HostKey ed");
	jump = s.login;
	s.login.jump = &jump;
	works();
}

static void test_jump_refused(void **state)
{
	struct switch_login jump;

	(void)state;
	begin("ssh-keygen -q -t ed25519 -N '' -f ed", "HostKey ed\nAllowTcpForwarding no");
	jump = s.login;
	s.login.jump = &jump;
	fails("it does not connect to 127.0.0.1:", "AllowTcpForwarding");
}

/* Without an agent: a key in a file. */
static void test_identity(void **state)
{
	char path[96];

	(void)state;
	begin("ssh-keygen -q -t ed25519 -N '' -f ed", "HostKey ed");
	unsetenv("SSH_AUTH_SOCK");
	fails("login of `", "");
	snprintf(path, sizeof(path), "%s/user", s.dir);
	s.login.identity = path;
	works();
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_modern, stop),
		cmocka_unit_test_teardown(test_legacy, stop),
		cmocka_unit_test_teardown(test_legacy_in_part, stop),
		cmocka_unit_test_teardown(test_each_mismatch, stop),
		cmocka_unit_test_teardown(test_small_key, stop),
		cmocka_unit_test_teardown(test_known_kind_is_asked_for, stop),
		cmocka_unit_test_teardown(test_known_hosts, stop),
		cmocka_unit_test_teardown(test_jump, stop),
		cmocka_unit_test_teardown(test_jump_refused, stop),
		cmocka_unit_test_teardown(test_identity, stop),
	};

	if (argc > 1 && !strcmp(argv[1], "switch"))
		return sshd_play_switch();
	return cmocka_run_group_tests(tests, no_sshd, NULL);
}
