// SPDX-License-Identifier: Apache-2.0
/* NVRAM: startup-config, and vlan.dat, where a VTP server keeps its VLANs. */
#include <string.h>

#include "vsw.h"

/* The directives of the file stay before what a device would store. */
void vsw_store(struct vswitch *s)
{
	buf_reset(&s->startup);
	buf_puts(&s->startup, buf_text(&s->directives));
	vsw_running(s, &s->startup);
}

void vsw_save(struct vswitch_vty *v)
{
	buf_puts(&v->reply, "Building configuration...\n");
	if (vsw_fault_hit(v->s, FAULT_SAVE, "")) {
		buf_puts(
			&v->reply, "startup-config file open failed (Device or resource busy)\n\n");
		return;
	}
	vsw_store(v->s);
	v->s->saves++;
	if (vsw_archive_on(v->s) && v->s->cfg.archive.write_memory)
		vsw_archive_store(v->s);
	buf_puts(&v->reply, "[OK]\n");
}

const char *vswitch_startup(const struct vswitch *s)
{
	return buf_text(&s->startup);
}

unsigned vswitch_saves(const struct vswitch *s)
{
	return s->saves;
}

const char *vswitch_vlan_dat(struct vswitch *s, struct arena *a)
{
	static const char *const modes[] = { "server", "client", "transparent", "off" };
	struct buf text = { 0 };
	const char *r;

	buf_printf(&text, "vtp mode %s\n", modes[s->cfg.vtp]);
	if (*s->cfg.vtp_domain)
		buf_printf(&text, "vtp domain %s\n", s->cfg.vtp_domain);
	if (s->cfg.vtp_version != 1)
		buf_printf(&text, "vtp version %u\n", s->cfg.vtp_version);
	for (const struct vsw_vlan *l = s->cfg.vlans; l; l = l->next)
		buf_printf(&text, "%u %s\n", l->id, l->name);
	r = arena_strdup(a, buf_text(&text));
	buf_free(&text);
	return r;
}
