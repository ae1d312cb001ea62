// SPDX-License-Identifier: Apache-2.0
/* The switch as a whole: made from its startup file, asked by its callers, freed. */
#include <stdlib.h>
#include <string.h>

#include "vsw.h"

struct vswitch *vswitch_new(const char *config, const char *vlan_dat, struct err *e)
{
	struct vswitch *s = vsw_alloc(sizeof(*s));

	s->model = &vsw_models[0];
	vsw_copy(s->cfg.hostname, sizeof(s->cfg.hostname), "Switch");
	s->cfg.vty_last = 15;
	s->cfg.vtp_version = 1;
	s->minute_ms = 60000;
	s->ssh.logins = SSH_LOGIN_PASSWORD | SSH_LOGIN_INTERACTIVE;
	s->cfg.log_size = VSW_LOG_DEFAULT;
	s->cfg.priority = VSW_PRIORITY_DEFAULT;
	if (vsw_load(s, config, vlan_dat, e)) {
		vswitch_free(s);
		return NULL;
	}
	vsw_store(s);
	return s;
}

void vswitch_free(struct vswitch *s)
{
	if (!s)
		return;
	while (s->vtys)
		vswitch_close(s->vtys);
	while (s->cfg.ifs)
		vsw_if_remove(s, s->cfg.ifs);
	while (s->cfg.vlans)
		vsw_vlan_remove(s, s->cfg.vlans->id);
	for (struct vsw_user *u = s->cfg.users, *next; u; u = next) {
		next = u->next;
		explicit_bzero(u, sizeof(*u));
		free(u);
	}
	vsw_faults_free(s);
	vsw_wires_free(s);
	vsw_face_free(s);
	vsw_revert_end(s);
	vsw_archive_free(s);
	buf_free(&s->cfg.kept);
	buf_free(&s->cfg.vty_kept);
	buf_free(&s->cfg.con_kept);
	buf_free(&s->directives);
	buf_free(&s->startup);
	buf_free(&s->log);
	free(s);
}

bool vswitch_login(const struct vswitch *s, const char *user, const char *password)
{
	for (const struct vsw_user *u = s->cfg.users; u; u = u->next)
		if (!strcmp(u->name, user))
			return *u->secret &&
				(u->plain ? !strcmp(u->secret, password)
					  : vsw_secret_is(u->secret, password));
	return false;
}

unsigned vswitch_vty_limit(const struct vswitch *s)
{
	return s->cfg.vty_last + 1;
}

void vswitch_on_command(
	struct vswitch *s, void (*fn)(void *ctx, const char *user, const char *line), void *ctx)
{
	s->on_command = fn;
	s->on_command_ctx = ctx;
}

unsigned vswitch_generation(const struct vswitch *s)
{
	return s->generation;
}

void vswitch_tick(struct vswitch *s, int64_t now_ms)
{
	s->now_ms = now_ms;
	vsw_revert_tick(s);
	vsw_reload_tick(s);
	for (struct vswitch_vty *v = s->vtys; v; v = v->next)
		vsw_terminal_tick(v);
}
