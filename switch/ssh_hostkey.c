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

/* The key that the file has for this address; libssh only tells of one that fits. */
static void known_fingerprint(struct ssh_transport *t, char out[FINGERPRINT_MAX])
{
	struct ssh_knownhosts_entry *entry;
	unsigned port = t->login->port ? t->login->port : 22;
	char host[300], line[8192], *path = NULL;
	FILE *f;

	snprintf(out, FINGERPRINT_MAX, "another");
	if (port == 22)
		snprintf(host, sizeof(host), "%s", t->login->address);
	else
		snprintf(host, sizeof(host), "[%s]:%u", t->login->address, port);
	if (ssh_options_get(t->session, SSH_OPTIONS_KNOWNHOSTS, &path) != SSH_OK)
		return;
	f = fopen(path, "re");
	ssh_string_free_char(path);
	while (f && fgets(line, sizeof(line), f)) {
		line[strcspn(line, "\n")] = '\0';
		if (ssh_known_hosts_parse_line(host, line, &entry) != SSH_OK)
			continue;
		fingerprint(entry->publickey, out);
		ssh_knownhosts_entry_free(entry);
		break;
	}
	if (f)
		fclose(f);
}

static int changed(struct ssh_transport *t, const char *shown, struct err *e)
{
	char known[FINGERPRINT_MAX];

	known_fingerprint(t, known);
	ssh_fail(t, e, "its host key is not the known one: it shows %s, %s has %s", shown,
		file_name(t), known);
	return err_hint(e,
		"another device answers at this address, or the switch was replaced or has a new "
		"key: compare with `show ip ssh` on its console, then take the old key out with "
		"ssh-keygen -R");
}

static int unknown(struct ssh_transport *t, const char *shown, struct err *e)
{
	if (!t->login->accept_new) {
		ssh_fail(t, e, "its host key %s is unknown to %s", shown, file_name(t));
		return err_hint(e, "compare it with the switch's own, then give --accept-new once");
	}
	if (ssh_session_update_known_hosts(t->session) != SSH_OK) {
		ssh_fail(t, e, "its host key %s cannot be kept in %s: %s", shown, file_name(t),
			ssh_get_error(t->session));
		return -1;
	}
	return 0;
}

int ssh_hostkey_check(struct ssh_transport *t, struct err *e)
{
	enum ssh_known_hosts_e found = ssh_session_is_known_server(t->session);
	char shown[FINGERPRINT_MAX];
	ssh_key key = NULL;

	if (found == SSH_KNOWN_HOSTS_OK)
		return 0;
	ssh_get_server_publickey(t->session, &key);
	fingerprint(key, shown);
	ssh_key_free(key);
	switch (found) {
	case SSH_KNOWN_HOSTS_UNKNOWN:
	case SSH_KNOWN_HOSTS_NOT_FOUND:
		return unknown(t, shown, e);
	case SSH_KNOWN_HOSTS_CHANGED:
	case SSH_KNOWN_HOSTS_OTHER:
		return changed(t, shown, e);
	case SSH_KNOWN_HOSTS_OK:
	case SSH_KNOWN_HOSTS_ERROR:
		break;
	}
	return ssh_fail(t, e, "its host key %s cannot be compared with %s: %s", shown, file_name(t),
		ssh_get_error(t->session));
}
