// SPDX-License-Identifier: Apache-2.0
/*
 * The text is "key: value" lines (drivers/net/bonding/bond_procfs.c): those of the bond first, then
 * a "Slave Interface" section a member, in which "details actor lacp pdu:" and "details partner
 * lacp pdu:" say whose the indented lines are. One table names the lines that count; all others
 * are passed over.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "net.h"
#include "proc_bonding.h"

struct reader {
	struct arena *arena;
	struct proc_bonding *out;
	struct proc_member *member; /* NULL: before the first member */
	struct lacp_port *port;     /* the actor or partner block that is being read, or NULL */
	bool known;                 /* some line was the bond's own */
};

static unsigned number(const char *s, unsigned max)
{
	char *end;
	unsigned long v;

	if (!isdigit((unsigned char)*s))
		return 0;
	v = strtoul(s, &end, 10);
	return v > max ? max : (unsigned)v;
}

static bool is_up(const char *s)
{
	return !strcmp(s, "up");
}

static void bond_mode(struct reader *r, const char *s)
{
	r->out->is_8023ad = strstr(s, "802.3ad") != NULL;
	r->known = true;
}

static void mii_status(struct reader *r, const char *s)
{
	if (r->member)
		r->member->mii_up = is_up(s);
	else
		r->out->mii_up = is_up(s);
}

static void polling(struct reader *r, const char *s)
{
	r->out->miimon_ms = number(s, 1u << 30);
}

static void lacp_rate(struct reader *r, const char *s)
{
	r->out->fast = !strcmp(s, "fast");
}

static void min_links(struct reader *r, const char *s)
{
	r->out->min_links = number(s, 1u << 30);
}

static void aggregator(struct reader *r, const char *s)
{
	unsigned id = number(s, 0xffff);

	if (r->member) {
		r->member->aggregator = (uint16_t)id;
		return;
	}
	r->out->has_active = true;
	r->out->aggregator = id;
}

static void num_ports(struct reader *r, const char *s)
{
	r->out->num_ports = number(s, 0xffff);
}

static void actor_key(struct reader *r, const char *s)
{
	r->out->actor_key = number(s, 0xffff);
}

static void partner_key(struct reader *r, const char *s)
{
	r->out->partner_key = number(s, 0xffff);
}

static void partner_mac(struct reader *r, const char *s)
{
	mac_parse(s, r->out->partner_mac);
}

/* A name that no interface can have is cut by nobody: its section is read into nothing. */
static void slave_interface(struct reader *r, const char *s)
{
	r->member = ARENA_PUSH(r->arena, &r->out->members);
	r->port = NULL;
	if (*s && strlen(s) < sizeof(r->member->name))
		strcpy(r->member->name, s);
}

static void speed(struct reader *r, const char *s)
{
	if (r->member)
		r->member->speed_mbps = number(s, 1u << 30);
}

static void duplex(struct reader *r, const char *s)
{
	if (r->member)
		r->member->full_duplex = !strcmp(s, "full");
}

static void link_failures(struct reader *r, const char *s)
{
	if (r->member)
		r->member->link_failures = number(s, 1u << 31);
}

static void perm_mac(struct reader *r, const char *s)
{
	if (r->member)
		mac_parse(s, r->member->perm_mac);
}

static void actor_block(struct reader *r, const char *s)
{
	(void)s;
	r->port = r->member ? &r->member->actor : NULL;
}

static void partner_block(struct reader *r, const char *s)
{
	(void)s;
	r->port = r->member ? &r->member->partner : NULL;
}

static void system_priority(struct reader *r, const char *s)
{
	if (r->port)
		r->port->system_priority = (uint16_t)number(s, 0xffff);
}

static void system_mac(struct reader *r, const char *s)
{
	if (r->port)
		mac_parse(s, r->port->system);
}

static void port_key(struct reader *r, const char *s)
{
	if (r->port)
		r->port->key = (uint16_t)number(s, 0xffff);
}

static void port_priority(struct reader *r, const char *s)
{
	if (r->port)
		r->port->port_priority = (uint16_t)number(s, 0xffff);
}

static void port_number(struct reader *r, const char *s)
{
	if (r->port)
		r->port->port = (uint16_t)number(s, 0xffff);
}

/* The last line of a block: only a member with both states was shown whole. */
static void port_state(struct reader *r, const char *s)
{
	if (!r->port)
		return;
	r->port->state = (uint8_t)number(s, 0xff);
	if (r->port == &r->member->partner)
		r->member->has_lacp = true;
}

static const struct {
	const char *key;
	void (*read)(struct reader *r, const char *value);
} lines[] = {
	{ "Bonding Mode", bond_mode },
	{ "MII Status", mii_status },
	{ "MII Polling Interval (ms)", polling },
	{ "LACP rate", lacp_rate },
	{ "Min links", min_links },
	{ "Aggregator ID", aggregator },
	{ "Number of ports", num_ports },
	{ "Actor Key", actor_key },
	{ "Partner Key", partner_key },
	{ "Partner Mac Address", partner_mac },
	{ "Slave Interface", slave_interface },
	{ "Speed", speed },
	{ "Duplex", duplex },
	{ "Link Failure Count", link_failures },
	{ "Permanent HW addr", perm_mac },
	{ "details actor lacp pdu", actor_block },
	{ "details partner lacp pdu", partner_block },
	{ "system priority", system_priority },
	{ "system mac address", system_mac },
	{ "port key", port_key },
	{ "oper key", port_key },
	{ "port priority", port_priority },
	{ "port number", port_number },
	{ "port state", port_state },
};

enum { LINE_MAX_LEN = 160 };

static void read_line(struct reader *r, const char *p, size_t len)
{
	char line[LINE_MAX_LEN], *value;

	while (len && isspace((unsigned char)*p))
		p++, len--;
	while (len && isspace((unsigned char)p[len - 1]))
		len--;
	if (!len || len >= sizeof(line))
		return;
	memcpy(line, p, len);
	line[len] = '\0';
	value = strchr(line, ':');
	if (!value)
		return;
	*value++ = '\0';
	while (*value == ' ')
		value++;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (!strcmp(lines[i].key, line))
			lines[i].read(r, value);
}

int proc_bonding_parse(struct arena *a, const char *text, struct proc_bonding *out, struct err *e)
{
	struct reader r = { .arena = a, .out = out };

	memset(out, 0, sizeof(*out));
	for (const char *p = text; *p;) {
		size_t len = strcspn(p, "\n");

		read_line(&r, p, len);
		p += len + (p[len] == '\n');
	}
	if (!r.known)
		return err_set(e, ERR_ENVIRONMENT, "bonding",
			"not a text of /proc/net/bonding: no line \"Bonding Mode\"");
	return 0;
}
