// SPDX-License-Identifier: Apache-2.0
/*
 * What SSH may be spoken with a switch, as explicit lists: libssh's defaults change from release to
 * release, end in a stray comma (ciphers of 0.10.6), and a `+` in front of an old algorithm is
 * refused. `ssh_profile: legacy` adds what IOS 12.2SE and 15.x offer; what of it was agreed on is
 * told by name, for an offer alone weakens nothing.
 */
#include <libssh/callbacks.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "ssh_private.h"

#define CIPHERS                                                                                    \
	"chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,"             \
	"aes256-ctr,aes192-ctr,aes128-ctr"
#define CIPHERS_OLD "aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc"
#define MACS                                                                                       \
	"hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512"
#define MACS_OLD "hmac-sha1"
#define KEYS                                                                                       \
	"ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,"                 \
	"rsa-sha2-512,rsa-sha2-256"
#define KEYS_OLD "ssh-rsa"

/* In the order in which libssh tells what was agreed on. */
static const struct algorithms {
	enum ssh_options_e option;
	const char *method; /* as libssh names it when nothing fits */
	const char *words;  /* as people do */
	const char *modern, *old;
} algorithms[] = {
	{ SSH_OPTIONS_KEY_EXCHANGE, "kex algos", "key exchange",
		"curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,"
		"ecdh-sha2-nistp384,ecdh-sha2-nistp521,diffie-hellman-group16-sha512,"
		"diffie-hellman-group18-sha512,diffie-hellman-group-exchange-sha256,"
		"diffie-hellman-group14-sha256",
		"diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1,"
		"diffie-hellman-group1-sha1" },
	{ SSH_OPTIONS_HOSTKEYS, "server host key algo", "host key signature", KEYS, KEYS_OLD },
	{ SSH_OPTIONS_CIPHERS_C_S, "encryption client->server", "cipher", CIPHERS, CIPHERS_OLD },
	{ SSH_OPTIONS_CIPHERS_S_C, "encryption server->client", "cipher", CIPHERS, CIPHERS_OLD },
	{ SSH_OPTIONS_HMAC_C_S, "mac algo client->server", "MAC", MACS, MACS_OLD },
	{ SSH_OPTIONS_HMAC_S_C, "mac algo server->client", "MAC", MACS, MACS_OLD },
	/* Ours, at the login: IOS 15 takes RSA keys only, and only so. */
	{ SSH_OPTIONS_PUBLICKEY_ACCEPTED_TYPES, NULL, NULL, KEYS, KEYS_OLD },
};
enum { ALGORITHMS = sizeof(algorithms) / sizeof(*algorithms), NEGOTIATED = ALGORITHMS - 1 };

static int set_one(ssh_session s, const struct algorithms *a, bool legacy)
{
	char list[1024];

	snprintf(list, sizeof(list), "%s%s%s", a->modern, legacy ? "," : "", legacy ? a->old : "");
	return ssh_options_set(s, a->option, list);
}

int ssh_algorithms_set(ssh_session s, bool legacy)
{
	int failed = 0, floor = SSH_RSA_FLOOR;

	for (size_t i = 0; i < ALGORITHMS; i++)
		failed |= set_one(s, &algorithms[i], legacy);
	/*
	 * Of a smaller key libssh only says that the signature is wrong; so they are let through
	 * here, and ssh_hostkey_check() looks at the size. Later releases of libssh refuse the
	 * floor, and such keys.
	 */
	ssh_options_set(s, SSH_OPTIONS_RSA_MIN_SIZE, &floor);
	return failed;
}

/* Whether the comma separated list has the word. */
static bool list_has(const char *list, const char *word, size_t len)
{
	for (const char *p = list; *p; p += p[strcspn(p, ",")] ? strcspn(p, ",") + 1 : strlen(p))
		if (strcspn(p, ",") == len && !strncmp(p, word, len))
			return true;
	return false;
}

/* libssh has no way to ask for the kind of signature: its log is the one place that tells. */
static void on_log(int priority, const char *function, const char *text, void *ctx)
{
	struct ssh_transport *t = ctx;
	const char *found = strstr(text, "Negotiated ");

	(void)priority;
	(void)function;
	if (found)
		snprintf(t->negotiated, sizeof(t->negotiated), "%s", found + 11);
}

static void no_log(int priority, const char *function, const char *text, void *ctx)
{
	(void)priority;
	(void)function;
	(void)text;
	(void)ctx;
}

int ssh_algorithms_connect(struct ssh_transport *t)
{
	int rc;

	ssh_set_log_callback(on_log);
	ssh_set_log_userdata(t);
	ssh_set_log_level(SSH_LOG_PACKET);
	rc = ssh_connect(t->session);
	ssh_set_log_level(SSH_LOG_NOLOG);
	ssh_set_log_callback(no_log);
	return rc;
}

/* What was agreed on is weak; the same word for both directions is told once. */
static void put_weak(struct buf *b, size_t i, const char *name, size_t len)
{
	const struct algorithms *a = &algorithms[i];
	char what[200];

	if (!list_has(a->old, name, len))
		return;
	snprintf(what, sizeof(what), "%s %.*s", a->words, (int)len, name);
	if (!strstr(buf_text(b), what))
		buf_printf(b, "%s%s", b->len ? ", " : "", what);
}

void ssh_algorithms_note(struct ssh_transport *t, unsigned rsa_bits)
{
	const struct switch_login *l = t->login;
	const char *p = t->negotiated;
	struct buf b = { 0 };

	for (size_t i = 0; i < NEGOTIATED && *p; i++) {
		size_t n = strcspn(p, ",");

		put_weak(&b, i, p, n);
		p += p[n] ? n + 1 : n;
	}
	if (rsa_bits && rsa_bits < SSH_RSA_MODERN)
		buf_printf(&b, "%sRSA host key of %u bits", b.len ? ", " : "", rsa_bits);
	if (b.len && l->note)
		l->note(l->note_ctx, l->name, "weak SSH, as `ssh_profile: legacy` allows",
			buf_text(&b));
	else if (l->legacy && l->note && *t->negotiated)
		l->note(l->note_ctx, l->name, "`ssh_profile: legacy` is not needed",
			"nothing weak was agreed on");
	buf_free(&b);
}

/* "[a,b]" behind label: a and b; false: it is not there. */
static bool bracketed(const char *words, const char *label, const char **list, size_t *len)
{
	const char *p = strstr(words, label);

	if (!p)
		return false;
	*list = p + strlen(label);
	*len = strcspn(*list, "]");
	return true;
}

/* Whether the old algorithms would do: one of those that the switch offers. */
static bool old_would_do(const struct algorithms *a, const char *offer, size_t len)
{
	for (size_t i = 0; i < len; i += strcspn(offer + i, ",]") + 1)
		if (list_has(a->old, offer + i, strcspn(offer + i, ",]")))
			return true;
	return false;
}

int ssh_algorithms_mismatch(struct ssh_transport *t, const char *words, struct err *e)
{
	const char *method, *offer;
	size_t method_len, len;

	method = strstr(words, "no match for method ");
	if (!method || !bracketed(words, "server [", &offer, &len))
		return 0;
	method += strlen("no match for method ");
	method_len = strcspn(method, ":");
	for (size_t i = 0; i < NEGOTIATED; i++) {
		const struct algorithms *a = &algorithms[i];

		if (strlen(a->method) != method_len || strncmp(method, a->method, method_len))
			continue;
		ssh_fail(t, e, "no common %s: it offers only %.*s", a->words, (int)len, offer);
		if (!t->target && !t->login->legacy && old_would_do(a, offer, len))
			err_hint(e,
				"these are weak; if its image can do no better, write "
				"`ssh_profile: legacy` at switch %s in the intent",
				t->login->name);
		else
			err_hint(e, "none of these is safe to speak, or known here");
		return -1;
	}
	return 0;
}
