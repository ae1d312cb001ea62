// SPDX-License-Identifier: Apache-2.0
/* The directives of ssh_face.h. */
#include "ssh_face.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vsw.h"

const struct ssh_face *vswitch_ssh_face(const struct vswitch *s)
{
	return &s->ssh;
}

/* The next word, or NULL; *p goes behind it. The caller frees it. */
static char *take_word(const char **p)
{
	const char *word = *p + strspn(*p, " ");
	size_t len = strcspn(word, " ");

	*p = word + len;
	return len ? strndup(word, len) : NULL;
}

static bool at_end(const char *p)
{
	return !p[strspn(p, " ")];
}

/* `! ssh: 12.2 1024` */
int vsw_face_age(struct vswitch *s, const char *value)
{
	static const struct {
		const char *name;
		enum ssh_age age;
		unsigned bits;
	} ages[] = {
		{ "12.2", SSH_AGE_12_2, 1024 },
		{ "15", SSH_AGE_15, 2048 },
		{ "xe", SSH_AGE_XE, 2048 },
	};
	char *name = take_word(&value), *end;
	size_t n = sizeof(ages) / sizeof(ages[0]), i = 0;

	while (i < n && (!name || strcmp(ages[i].name, name)))
		i++;
	free(name);
	if (i == n)
		return -1;
	s->ssh.age = ages[i].age;
	s->ssh.rsa_bits = ages[i].bits;
	if (at_end(value))
		return 0;
	s->ssh.rsa_bits = (unsigned)strtoul(value, &end, 10);
	return s->ssh.rsa_bits < 768 || s->ssh.rsa_bits > 8192 || !at_end(end) ? -1 : 0;
}

/* `! login: password interactive publickey` */
int vsw_face_login(struct vswitch *s, const char *value)
{
	static const char *const names[] = { "password", "interactive", "publickey" };
	char *name;

	s->ssh.logins = 0;
	while ((name = take_word(&value))) {
		unsigned known = 0;

		for (unsigned i = 0; i < 3; i++)
			known |= strcmp(names[i], name) ? 0 : 1u << i;
		free(name);
		if (!known)
			return -1;
		s->ssh.logins |= known;
	}
	return s->ssh.logins ? 0 : -1;
}

/* `! login-round: "New password: " "x"` */
int vsw_face_round(struct vswitch *s, const char *value)
{
	struct ssh_round *r = vsw_alloc(sizeof(*r)), **at = &s->ssh.rounds;

	while (*at)
		at = &(*at)->next;
	*at = r;
	r->prompt = vsw_quoted(&value);
	r->answer = vsw_quoted(&value);
	return r->prompt && r->answer && at_end(value) ? 0 : -1;
}

/* `! authorized-key: netops ssh-ed25519 AAAA...`, and a comment behind it */
int vsw_face_key(struct vswitch *s, const char *value)
{
	struct ssh_authorized *k = vsw_alloc(sizeof(*k));

	k->next = s->ssh.authorized;
	s->ssh.authorized = k;
	k->user = take_word(&value);
	k->type = take_word(&value);
	k->base64 = take_word(&value);
	s->ssh.logins |= SSH_LOGIN_PUBLICKEY;
	return k->base64 ? 0 : -1;
}

/* `! rtt: 20` */
int vsw_face_rtt(struct vswitch *s, const char *value)
{
	return vsw_number(value, 10000, &s->ssh.rtt_ms);
}

/* `! forward: loopback` */
int vsw_face_forward(struct vswitch *s, const char *value)
{
	s->ssh.forward = !strcmp(value, "loopback");
	return s->ssh.forward ? 0 : -1;
}

void vsw_face_free(struct vswitch *s)
{
	struct ssh_round *r;
	struct ssh_authorized *k;

	while ((r = s->ssh.rounds)) {
		s->ssh.rounds = r->next;
		free(r->prompt);
		free(r->answer);
		free(r);
	}
	while ((k = s->ssh.authorized)) {
		s->ssh.authorized = k->next;
		free(k->user);
		free(k->type);
		free(k->base64);
		free(k);
	}
}
