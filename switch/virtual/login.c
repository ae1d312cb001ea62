// SPDX-License-Identifier: Apache-2.0
/* Who may come in: password, keyboard-interactive in rounds, public key. */
#include <stdio.h>
#include <string.h>

#include "server_private.h"

static const struct ssh_face *face(const struct connection *c)
{
	return vswitch_ssh_face(c->srv->s);
}

int login_methods(const struct connection *c)
{
	unsigned logins = face(c)->logins;

	return (logins & SSH_LOGIN_PASSWORD ? SSH_AUTH_METHOD_PASSWORD : 0) |
		(logins & SSH_LOGIN_INTERACTIVE ? SSH_AUTH_METHOD_INTERACTIVE : 0) |
		(logins & SSH_LOGIN_PUBLICKEY ? SSH_AUTH_METHOD_PUBLICKEY : 0);
}

static bool password_is(struct connection *c, const char *user, const char *password)
{
	if (user && strlen(user) < sizeof(c->user) &&
		vswitch_login(c->srv->s, user, password ? password : ""))
		return true;
	c->failures++;
	return false;
}

static void let_in(struct connection *c, const char *user)
{
	snprintf(c->user, sizeof(c->user), "%s", user);
	c->in = true;
}

int login_password(ssh_session session, const char *user, const char *password, void *ctx)
{
	struct connection *c = ctx;

	(void)session;
	if (!(face(c)->logins & SSH_LOGIN_PASSWORD) || !password_is(c, user, password))
		return SSH_AUTH_DENIED;
	let_in(c, user);
	return SSH_AUTH_SUCCESS;
}

static bool is_authorized(const struct connection *c, const char *user, ssh_key key)
{
	const struct ssh_authorized *k;
	bool same = false;
	ssh_key known;

	for (k = face(c)->authorized; k && !same; k = k->next) {
		if (strcmp(k->user, user) ||
			ssh_pki_import_pubkey_base64(
				k->base64, ssh_key_type_from_name(k->type), &known) != SSH_OK)
			continue;
		same = !ssh_key_cmp(key, known, SSH_KEY_CMP_PUBLIC);
		ssh_key_free(known);
	}
	return same;
}

/* Asked twice: whether the key would do, then with its signature. */
int login_key(ssh_session session, const char *user, struct ssh_key_struct *key, char signature,
	void *ctx)
{
	struct connection *c = ctx;

	(void)session;
	if (!(face(c)->logins & SSH_LOGIN_PUBLICKEY) || !user || !is_authorized(c, user, key))
		return SSH_AUTH_DENIED;
	if (signature == SSH_PUBLICKEY_STATE_NONE)
		return SSH_AUTH_SUCCESS;
	if (signature != SSH_PUBLICKEY_STATE_VALID)
		return SSH_AUTH_DENIED;
	let_in(c, user);
	return SSH_AUTH_SUCCESS;
}

static void ask(ssh_message m, const char *prompt)
{
	const char *prompts[] = { prompt };
	char echo[] = { 0 };

	ssh_message_auth_interactive_request(m, "", "", *prompt ? 1 : 0, prompts, echo);
}

/* The round that comes next; NULL: none, he is in. */
static const struct ssh_round *round_at(const struct connection *c, unsigned n)
{
	const struct ssh_round *r = face(c)->rounds;

	while (r && --n)
		r = r->next;
	return r;
}

/* Round 0 is the password. */
static bool answer_is(struct connection *c)
{
	const struct ssh_round *r = c->round ? round_at(c, c->round) : NULL;
	int n = ssh_userauth_kbdint_getnanswers(c->session);
	const char *answer = n == 1 ? ssh_userauth_kbdint_getanswer(c->session, 0) : "";

	if (!c->round)
		return n == 1 && password_is(c, c->asked, answer);
	return r && (*r->prompt ? n == 1 && !strcmp(answer, r->answer) : !n);
}

/* The answer's message names no user: the request's does. 1 lets libssh refuse. */
int login_interactive(struct connection *c, ssh_message m)
{
	const char *user = ssh_message_auth_user(m);
	const struct ssh_round *next;

	if (!(face(c)->logins & SSH_LOGIN_INTERACTIVE))
		return 1;
	if (!ssh_message_auth_kbdint_is_response(m)) {
		snprintf(c->asked, sizeof(c->asked), "%s", user ? user : "");
		c->round = 0;
		ask(m, "Password: ");
		return 0;
	}
	if (!answer_is(c))
		return 1;
	next = round_at(c, ++c->round);
	if (next) {
		ask(m, next->prompt);
		return 0;
	}
	let_in(c, c->asked);
	ssh_message_auth_reply_success(m, 0);
	return 0;
}
