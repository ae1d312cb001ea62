// SPDX-License-Identifier: Apache-2.0
/*
 * Login: keys of the agent and of ~/.ssh where the switch takes keys, then the one password, once.
 * Further rounds of keyboard-interactive (a token) are the user's to answer.
 * A flapping RADIUS server says "denied" to right passwords, and the second try with a wrong one
 * locks accounts: so there is no second.
 */
#include <string.h>

#include "ssh_private.h"

static int refused(struct ssh_transport *t, struct err *e)
{
	ssh_fail(t, e, "login of `%s` was refused%s", t->login->user ? t->login->user : "",
		t->password_sent ? "" : ": no key that it takes, and no password is at hand");
	if (t->password_sent)
		return err_hint(e,
			"one try was made; check user and password before the next: "
			"a few wrong ones can lock the account");
	return ssh_hint(t, e, "give --password-file, LACPPAIR_PASSWORD, or a key in the agent",
		"give LACPPAIR_JUMP_PASSWORD, or a key in the agent");
}

static int broken(struct ssh_transport *t, struct err *e)
{
	ssh_fail(t, e, "the session broke off at the login: %s", ssh_get_error(t->session));
	return ssh_hint(t, e,
		"all VTY lines may be in use, or its login is blocked after failures "
		"(`show login`)",
		NULL);
}

/* What comes after an answer of denied. */
static int next_method(struct ssh_transport *t, struct err *e)
{
	int methods = ssh_userauth_list(t->session, NULL);

	if (t->phase == SSH_AUTH_NONE && methods & SSH_AUTH_METHOD_PUBLICKEY) {
		t->phase = SSH_AUTH_KEYS;
		return 1;
	}
	if (t->password_sent ||
		!(methods & (SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_INTERACTIVE)))
		return refused(t, e);
	if (!secret_get(t->password, t->login->secrets.password, t->login->secrets.ctx))
		return refused(t, e);
	t->phase = methods & SSH_AUTH_METHOD_PASSWORD ? SSH_AUTH_SECRET : SSH_AUTH_ASKED;
	return 1;
}

/* The passphrase of a key: none is no reason to stop, there may be other keys. */
static int on_passphrase(const char *prompt, char *buf, size_t len, int echo, int verify, void *ctx)
{
	struct ssh_transport *t = ctx;
	const struct switch_secrets *s = &t->login->secrets;
	const char *text;

	(void)echo;
	(void)verify;
	text = s->answer ? s->answer(s->ctx, prompt, false) : NULL;
	if (!text || strlen(text) >= len)
		return -1;
	memcpy(buf, text, strlen(text) + 1);
	return 0;
}

void ssh_auth_ask(struct ssh_transport *t)
{
	t->callbacks =
		(struct ssh_callbacks_struct){ .userdata = t, .auth_function = on_passphrase };
	ssh_callbacks_init(&t->callbacks);
	ssh_set_callbacks(t->session, &t->callbacks);
}

static bool has_word(const char *text, const char *word)
{
	return text && strcasestr(text, word);
}

/* Giving a new password is no business of a tool, and half of it changes the account. */
static bool wants_new_password(struct ssh_transport *t, const char *question)
{
	const char *said = ssh_userauth_kbdint_getinstruction(t->session);

	return has_word(question, "expired") || has_word(question, "new password") ||
		has_word(question, "change") || has_word(said, "expired") ||
		has_word(said, "new password");
}

/* What a round asks: the password first, then whatever only its user knows. NULL with e. */
static const char *answer(struct ssh_transport *t, const char *question, bool echo, struct err *e)
{
	const struct switch_secrets *s = &t->login->secrets;
	const char *text;

	if (wants_new_password(t, question)) {
		ssh_fail(t, e, "its login asks `%s`: the password has expired", question);
		err_hint(e, "log in by hand once and give it a new one");
		return NULL;
	}
	if (echo && t->login->user && (has_word(question, "user") || has_word(question, "login")))
		return t->login->user;
	if (!echo && !t->password_sent) {
		t->password_sent = true;
		return t->password->text;
	}
	text = s->answer ? s->answer(s->ctx, question, echo) : NULL;
	if (!text) {
		ssh_fail(t, e, "its login asks `%s`, and nobody is there to answer", question);
		err_hint(e, "run it on a terminal, or give the account a login without it");
	}
	return text;
}

/* A round of keyboard-interactive; one without questions gets an empty answer. */
static int answer_questions(struct ssh_transport *t, struct err *e)
{
	int n = ssh_userauth_kbdint_getnprompts(t->session);

	if (++t->rounds > SSH_ROUNDS)
		return ssh_fail(t, e, "its login does not come to an end of its questions");
	for (int i = 0; i < n; i++) {
		char echo = 0;
		const char *question =
			ssh_userauth_kbdint_getprompt(t->session, (unsigned)i, &echo);
		const char *text = answer(t, question ? question : "", echo, e);

		if (!text)
			return -1;
		ssh_userauth_kbdint_setanswer(t->session, (unsigned)i, text);
	}
	return 1;
}

static int attempt(struct ssh_transport *t)
{
	switch (t->phase) {
	case SSH_AUTH_NONE:
		return ssh_userauth_none(t->session, NULL);
	case SSH_AUTH_KEYS:
		return ssh_userauth_publickey_auto(t->session, NULL, NULL);
	case SSH_AUTH_SECRET:
		t->password_sent = true;
		return ssh_userauth_password(t->session, NULL, t->password->text);
	case SSH_AUTH_ASKED:
		return ssh_userauth_kbdint(t->session, NULL, NULL);
	case SSH_NAME:
	case SSH_TCP:
	case SSH_HANDSHAKE:
	case SSH_CHANNEL:
	case SSH_PTY:
	case SSH_SHELL:
	case SSH_UP:
		break;
	}
	return SSH_AUTH_ERROR;
}

int ssh_auth_step(struct ssh_transport *t, struct err *e)
{
	switch (attempt(t)) {
	case SSH_AUTH_SUCCESS:
		t->phase = SSH_CHANNEL;
		return 1;
	case SSH_AUTH_AGAIN:
		return 0;
	case SSH_AUTH_INFO:
		return answer_questions(t, e);
	case SSH_AUTH_PARTIAL:
	case SSH_AUTH_DENIED:
		return next_method(t, e);
	default:
		return broken(t, e);
	}
}
