// SPDX-License-Identifier: Apache-2.0
/*
 * Login: keys of the agent and of ~/.ssh where the switch takes keys, then the one password, once.
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
	return err_hint(e, "give --password-file, LACPPAIR_PASSWORD, or a key in the agent");
}

static int broken(struct ssh_transport *t, struct err *e)
{
	ssh_fail(t, e, "the session broke off at the login: %s", ssh_get_error(t->session));
	return err_hint(e,
		"all VTY lines may be in use, or its login is blocked after failures "
		"(`show login`)");
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
	t->asked = !t->password->asked;
	if (!secret_get(t->password, t->login->secrets.password, t->login->secrets.ctx))
		return refused(t, e);
	t->phase = methods & SSH_AUTH_METHOD_PASSWORD ? SSH_AUTH_SECRET : SSH_AUTH_ASKED;
	return 1;
}

/* The first hidden question gets the password; a round without questions gets nothing. */
static int answer_questions(struct ssh_transport *t, struct err *e)
{
	int n = ssh_userauth_kbdint_getnprompts(t->session);

	for (int i = 0; i < n; i++) {
		char echo = 0;
		const char *question =
			ssh_userauth_kbdint_getprompt(t->session, (unsigned)i, &echo);

		if (t->password_sent || echo) {
			ssh_fail(t, e, "its login asks `%s`, which cannot be answered",
				question ? question : "");
			return err_hint(e, "the password may have expired: log in by hand once");
		}
		ssh_userauth_kbdint_setanswer(t->session, (unsigned)i, t->password->text);
		t->password_sent = true;
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
