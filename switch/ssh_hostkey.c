// SPDX-License-Identifier: Apache-2.0
/* Is it the switch that we know? Decided before anything secret is sent. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ssh_private.h"

enum { FINGERPRINT_MAX = 128 };

static const char *fingerprint(ssh_key key, char out[FINGERPRINT_MAX])
{
	unsigned char *hash = NULL;
	size_t len;
	char *text = NULL;

	if (key && ssh_get_publickey_hash(key, SSH_PUBLICKEY_HASH_SHA256, &hash, &len) == SSH_OK)
		text = ssh_get_fingerprint_hash(SSH_PUBLICKEY_HASH_SHA256, hash, len);
	snprintf(out, FINGERPRINT_MAX, "%s", text ? text : "(unreadable)");
	ssh_string_free_char(text);
	ssh_clean_pubkey_hash(&hash);
	return out;
}

static const char *file_name(const struct ssh_transport *t)
{
	return t->login->known_hosts ? t->login->known_hosts : "~/.ssh/known_hosts";
}

/* "192.0.2.10", or "[192.0.2.10]:2222", as known_hosts has it. */
static void host_name(const struct ssh_transport *t, char *out, size_t size)
{
	unsigned port = t->login->port ? t->login->port : 22;

	if (port == 22)
		snprintf(out, size, "%s", t->login->address);
	else
		snprintf(out, size, "[%s]:%u", t->login->address, port);
}

/* What known_hosts has about this host, beyond what libssh tells of it. */
struct known {
	char fingerprint[FINGERPRINT_MAX]; /* of the first key; libssh only tells of one that fits
					    */
	unsigned unreadable;               /* the line of this host that is no key; 0: none */
	bool revoked;                      /* the key that it shows is */
};

static void known_line(
	const char *host, char *line, unsigned number, ssh_key shown, struct known *k)
{
	struct ssh_knownhosts_entry *entry = NULL;
	bool revoked = !strncmp(line, "@revoked", 8) && strchr(" \t", line[8]);
	int rc;

	line[strcspn(line, "\n")] = '\0';
	if (revoked)
		line += 8 + strspn(line + 8, " \t");
	rc = ssh_known_hosts_parse_line(host, line, &entry);
	if (rc == SSH_ERROR && !k->unreadable && *line && *line != '#')
		k->unreadable = number;
	if (rc != SSH_OK)
		return;
	if (revoked)
		k->revoked |= !ssh_key_cmp(entry->publickey, shown, SSH_KEY_CMP_PUBLIC);
	else if (!k->fingerprint[0])
		fingerprint(entry->publickey, k->fingerprint);
	ssh_knownhosts_entry_free(entry);
}

static void known_read(struct ssh_transport *t, ssh_key shown, struct known *k)
{
	char host[300], *path = NULL, *line = NULL;
	unsigned number = 0;
	size_t size = 0;
	FILE *f;

	*k = (struct known){ .unreadable = 0 };
	host_name(t, host, sizeof(host));
	if (ssh_options_get(t->session, SSH_OPTIONS_KNOWNHOSTS, &path) != SSH_OK)
		return;
	f = fopen(path, "re");
	ssh_string_free_char(path);
	while (f && getline(&line, &size, f) >= 0)
		known_line(host, line, ++number, shown, k);
	free(line);
	if (f)
		fclose(f);
}

static int changed(struct ssh_transport *t, const struct known *k, const char *shown, struct err *e)
{
	ssh_fail(t, e, "its host key is not the known one: it shows %s, %s has %s", shown,
		file_name(t), k->fingerprint[0] ? k->fingerprint : "another");
	return ssh_hint(t, e,
		"another device answers at this address, or the switch was replaced or has a new "
		"key: compare with `show ip ssh` on its console, then take the old key out with "
		"ssh-keygen -R",
		"another host answers at this address, or it has a new key: compare, then take the "
		"old key out with ssh-keygen -R");
}

static int unknown(struct ssh_transport *t, const char *shown, struct err *e)
{
	if (!t->login->accept_new) {
		ssh_fail(t, e, "its host key %s is unknown to %s", shown, file_name(t));
		return err_hint(e, "compare it with the %s own, then give --accept-new once",
			t->target ? "host's" : "switch's");
	}
	if (ssh_session_update_known_hosts(t->session) != SSH_OK) {
		ssh_fail(t, e, "its host key %s cannot be kept in %s: %s", shown, file_name(t),
			ssh_get_error(t->session));
		return -1;
	}
	return 0;
}

static int revoked(struct ssh_transport *t, const char *shown, struct err *e)
{
	ssh_fail(t, e, "its host key %s is marked as revoked in %s", shown, file_name(t));
	return ssh_hint(t, e, "give the switch a new key: `crypto key generate rsa modulus 2048`",
		"give it a new key");
}

static int unreadable(struct ssh_transport *t, unsigned line, struct err *e)
{
	ssh_fail(t, e, "line %u of %s is for it, and is no host key", line, file_name(t));
	return err_hint(e, "mend the line or take it out; nothing was sent to the switch");
}

static int too_small(struct ssh_transport *t, unsigned bits, struct err *e)
{
	ssh_fail(t, e, "its host key is RSA of %u bits, too small to be safe (%d at least)", bits,
		SSH_RSA_MODERN);
	if (t->target)
		return err_hint(e, "give it a key of another kind, or a larger one");
	return err_hint(e,
		"on the switch: `crypto key generate rsa modulus %d`; or `ssh_profile: legacy` at "
		"switch %s in the intent",
		SSH_RSA_MODERN, t->login->name);
}

static int judge(struct ssh_transport *t, ssh_key key, struct err *e)
{
	enum ssh_known_hosts_e found = ssh_session_is_known_server(t->session);
	char shown[FINGERPRINT_MAX];
	struct known k;

	fingerprint(key, shown);
	known_read(t, key, &k);
	if (k.revoked)
		return revoked(t, shown, e);
	switch (found) {
	case SSH_KNOWN_HOSTS_OK:
		return 0;
	case SSH_KNOWN_HOSTS_UNKNOWN:
	case SSH_KNOWN_HOSTS_NOT_FOUND:
		return k.unreadable ? unreadable(t, k.unreadable, e) : unknown(t, shown, e);
	case SSH_KNOWN_HOSTS_CHANGED:
	case SSH_KNOWN_HOSTS_OTHER:
		return changed(t, &k, shown, e);
	case SSH_KNOWN_HOSTS_ERROR:
		break;
	}
	if (k.unreadable)
		return unreadable(t, k.unreadable, e);
	return ssh_fail(t, e, "its host key %s cannot be compared with %s: %s", shown, file_name(t),
		ssh_get_error(t->session));
}

/* The value of a base64 digit, 64: it is none. */
static unsigned digit(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (unsigned)(at - digits) : 64;
}

static size_t from_base64(const char *text, uint8_t *out, size_t size)
{
	unsigned bits = 0, have = 0;
	size_t n = 0;

	for (; digit(*text) < 64 && n < size; text++) {
		bits = bits << 6 | digit(*text);
		have += 6;
		if (have >= 8)
			out[n++] = (uint8_t)(bits >> (have -= 8));
	}
	return n;
}

/* One field of RFC 4253, 6.6: a length and so many bytes; NULL: it is not all there. */
static const uint8_t *field(const uint8_t **p, size_t *left, size_t *len)
{
	const uint8_t *at = *p + 4;

	if (*left < 4)
		return NULL;
	*len = (size_t)(*p)[0] << 24 | (size_t)(*p)[1] << 16 | (size_t)(*p)[2] << 8 | (*p)[3];
	if (*len > *left - 4)
		return NULL;
	*left -= 4 + *len;
	*p = at + *len;
	return at;
}

unsigned ssh_hostkey_rsa_bits(const char *base64)
{
	uint8_t blob[4096];
	const uint8_t *p = blob, *n;
	size_t left = from_base64(base64, blob, sizeof(blob)), len;

	n = field(&p, &left, &len);
	if (!n || len != 7 || memcmp(n, "ssh-rsa", 7) || !field(&p, &left, &len))
		return 0;
	n = field(&p, &left, &len);
	for (; n && len && !*n; len--)
		n++;
	if (!n || !len)
		return 0;
	return (unsigned)len * 8 - (unsigned)__builtin_clz(*n) + 24;
}

int ssh_hostkey_check(struct ssh_transport *t, struct err *e)
{
	ssh_key key = NULL;
	char *base64 = NULL;
	unsigned bits = 0;
	int rc;

	if (ssh_get_server_publickey(t->session, &key) != SSH_OK)
		return ssh_fail(t, e, "no host key: %s", ssh_get_error(t->session));
	if (ssh_pki_export_pubkey_base64(key, &base64) == SSH_OK)
		bits = ssh_hostkey_rsa_bits(base64);
	ssh_string_free_char(base64);
	if (bits && bits < SSH_RSA_MODERN && !t->login->legacy)
		rc = too_small(t, bits, e);
	else
		rc = judge(t, key, e);
	ssh_key_free(key);
	if (!rc)
		ssh_algorithms_note(t, bits);
	return rc;
}
