// SPDX-License-Identifier: Apache-2.0
/*
 * Reads the startup file through the same tables as a terminal does, with a vty that asks nothing
 * and may create physical ports; comment lines such as `! model: C3750E` are directives.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vsw_parser.h"

static int set_model(struct vswitch *s, const char *value)
{
	for (const struct vsw_model *m = vsw_models; m->name; m++)
		if (!strcasecmp(m->name, value)) {
			s->model = m;
			return 0;
		}
	return -1;
}

static int set_mac(struct vswitch *s, const char *value)
{
	if (mac_parse(value, s->mac) || s->mac[0] & 1 || mac_is_zero(s->mac))
		return -1;
	s->mac_said = true;
	return 0;
}

int vsw_number(const char *value, unsigned max, unsigned *out)
{
	char *end;
	unsigned long n = strtoul(value, &end, 10);

	if (*end || n < 1 || n > max || !isdigit((unsigned char)*value))
		return -1;
	*out = (unsigned)n;
	return 0;
}

/* How long a minute of its timers is, in milliseconds: tests have no time. */
static int set_minute(struct vswitch *s, const char *value)
{
	return vsw_number(value, 60000, &s->minute_ms);
}

static int set_word(char *to, size_t size, const char *value)
{
	if (!*value || strlen(value) >= size || strpbrk(value, " ,"))
		return -1;
	vsw_copy(to, size, value);
	return 0;
}

static int set_release(struct vswitch *s, const char *value)
{
	if (!isdigit((unsigned char)*value)) /* `version` in the configuration is made from it */
		return -1;
	return set_word(s->release, sizeof(s->release), value);
}

static int set_serial(struct vswitch *s, const char *value)
{
	return set_word(s->serial, sizeof(s->serial), value);
}

/* How long a reload takes, in milliseconds. */
static int set_boot(struct vswitch *s, const char *value)
{
	return vsw_number(value, 600000, &s->boot_takes_ms);
}

static const struct {
	const char *name;
	int (*set)(struct vswitch *s, const char *value);
} directives[] = {
	{ "model:", set_model },
	{ "base-mac:", set_mac },
	{ "version:", set_release },
	{ "serial:", set_serial },
	{ "minute:", set_minute },
	{ "boot:", set_boot },
	{ "ssh:", vsw_face_age },
	{ "login:", vsw_face_login },
	{ "login-round:", vsw_face_round },
	{ "authorized-key:", vsw_face_key },
	{ "rtt:", vsw_face_rtt },
	{ "forward:", vsw_face_forward },
	{ "fault:", vsw_fault_read },
};

/* What is shown to terminals and written to files again. */
static bool is_printable(const char *line)
{
	while (*line >= ' ' && *line <= '~')
		line++;
	return !*line;
}

/* `! cdp: PORT ...` and such; no other comment has such a word and a colon. */
static int wire_directive(struct vswitch *s, const char *line, const char *p)
{
	char name[8];
	size_t len = strcspn(p, ": ");

	if (p[len] != ':' || len >= sizeof(name))
		return 0;
	memcpy(name, p, len);
	name[len] = '\0';
	switch (vsw_wire_read(s, name, p + len + 1)) {
	case 0:
		if (!is_printable(line))
			return -1;
		buf_printf(&s->directives, "%s\n", line);
		return 0;
	case 1:
		return 0;
	default:
		return -1;
	}
}

/* `! name: value`. Other comments are comments. */
static int directive(struct vswitch *s, const char *line)
{
	const char *p = line + 1 + strspn(line + 1, " ");

	for (size_t i = 0; i < sizeof(directives) / sizeof(directives[0]); i++) {
		size_t len = strlen(directives[i].name);

		if (strncasecmp(p, directives[i].name, len))
			continue;
		if (!is_printable(line))
			return -1;
		buf_printf(&s->directives, "%s\n", line);
		return directives[i].set(s, p + len + strspn(p + len, " "));
	}
	return wire_directive(s, line, p);
}

/* Lines that frame a configuration that a device printed. */
static bool is_frame(const char *line)
{
	return !strncmp(line, "Building configuration", 22) ||
		!strncmp(line, "Current configuration", 21) || !strncmp(line, "Using ", 6);
}

static int load_line(struct vswitch_vty *v, char *line, bool faults, unsigned number, struct err *e)
{
	char object[32];
	size_t len = strlen(line);

	while (len && isspace((unsigned char)line[len - 1]))
		line[--len] = '\0';
	snprintf(object, sizeof(object), "line %u", number);
	if (*line == '!') {
		if (faults && directive(v->s, line))
			return err_set(e, ERR_USAGE, object, "not understood: %s", line);
		return 0;
	}
	if (faults || !len || is_frame(line))
		return 0;
	if (len > VSW_STORED_MAX)
		return err_set(e, ERR_USAGE, object, "longer than %d characters", VSW_STORED_MAX);
	if (*line != ' ' && v->mode != MODE_CONFIG)
		vsw_leave(v, MODE_CONFIG);
	if (!strcmp(line, "end"))
		return 0;
	vsw_execute(v, line);
	if (v->reply.len)
		return err_set(e, ERR_USAGE, object, "%s: %s", line, buf_text(&v->reply));
	return 0;
}

/* Twice over the text: directives first, for the model decides which lines there are. */
static int load_text(struct vswitch_vty *v, const char *text, bool directives_only, struct err *e)
{
	char *copy = strdup(text), *save = copy, *line;
	unsigned number = 0;
	int r = 0;

	if (!copy)
		abort();
	while (!r && (line = strsep(&save, "\n"))) {
		number++;
		r = load_line(v, line, directives_only, number, e);
	}
	free(copy);
	return r;
}

/* One line of vlan.dat: "vtp mode client", or "40 mgmt". */
static int load_vlan(struct vswitch_vty *v, const char *line, unsigned number, struct err *e)
{
	char object[32], *end;
	unsigned long id = strtoul(line, &end, 10);

	snprintf(object, sizeof(object), "VLANs, line %u", number);
	if (!strncmp(line, "vtp ", 4)) {
		vsw_execute(v, line);
		if (v->reply.len)
			return err_set(e, ERR_USAGE, object, "not understood: %s", line);
		return 0;
	}
	end += strspn(end, " ");
	for (const char *p = end; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 127)
			id = 0;
	if (id < VLAN_MIN || id > VLAN_MAX || strlen(end) > VSW_VLAN_NAME_MAX)
		return err_set(e, ERR_USAGE, object, "not understood: %s", line);
	if (*end)
		vsw_copy(vsw_vlan_add(v->s, (unsigned)id)->name, VSW_VLAN_NAME_MAX + 1, end);
	else
		vsw_vlan_add(v->s, (unsigned)id);
	return 0;
}

static void forget_vlans(struct vswitch *s)
{
	while (s->cfg.vlans)
		vsw_vlan_remove(s, s->cfg.vlans->id);
}

/* A server's and a client's VLANs are what vlan.dat says; a transparent one's what the text says.
 */
static int load_vlans(struct vswitch_vty *v, const char *text, struct err *e)
{
	char *copy, *save, *line;
	unsigned number = 0;
	int r = 0;

	if (!text || v->s->cfg.vtp >= VSW_VTP_TRANSPARENT)
		return 0;
	copy = save = strdup(text);
	if (!copy)
		abort();
	forget_vlans(v->s);
	while (!r && (line = strsep(&save, "\n"))) {
		number++;
		if (*line)
			r = load_vlan(v, line, number, e);
	}
	free(copy);
	return r;
}

/* A locally administered address that follows from the name. */
static void derive_mac(struct vswitch *s)
{
	uint32_t h = vsw_hash(s->cfg.hostname);

	if (s->mac_said)
		return;
	s->mac[0] = 0x02;
	s->mac[1] = 0x1e;
	s->mac[2] = (uint8_t)(h >> 24);
	s->mac[3] = (uint8_t)(h >> 16);
	s->mac[4] = (uint8_t)(h >> 8);
	s->mac[5] = 0;
}

int vsw_load(struct vswitch *s, const char *config, const char *vlan_dat, struct err *e)
{
	struct vswitch_vty *v = vswitch_open(s, "startup");
	int r;

	v->privilege = 15;
	v->loading = true;
	v->mode = MODE_CONFIG;
	r = load_text(v, config, true, e);
	if (!r)
		r = load_text(v, config, false, e);
	if (!r)
		vsw_leave(v, MODE_CONFIG);
	if (!r)
		r = load_vlans(v, vlan_dat, e);
	vswitch_close(v);
	vsw_vlan_add(s, 1);
	vsw_copy(vsw_vlan_find(s, 1)->name, 8, "default");
	derive_mac(s);
	return r;
}
