// SPDX-License-Identifier: Apache-2.0
/*
 * Where the port's name stands differs: CDP says it in full; with LLDP old IOS puts the interface's
 * description into the port id (subtype 1) and the name into the port description, others have
 * "Fa0/13" as a local id (subtype 7). So the first that reads as an interface name counts, and a
 * description never does.
 */
#include <string.h>
#include <strings.h>

#include "cdp.h"
#include "lldp.h"
#include "neighbor.h"

/* Takes the text as the port's name if it is one. */
static bool take_name(struct neighbor *out, struct octets o)
{
	char text[NEIGHBOR_TEXT_MAX];

	octets_text(o, text, sizeof(text));
	if (ifname_canonical(text, out->interface))
		return false;
	memcpy(out->port, text, sizeof(text));
	return true;
}

static void take_lldp_port(struct neighbor *out, const struct lldp *l)
{
	bool is_name = l->port_subtype == LLDP_PORT_IFNAME || l->port_subtype == LLDP_PORT_LOCAL;

	if (take_name(out, l->port_description) || (is_name && take_name(out, l->port)))
		return;
	if (l->port_subtype != LLDP_PORT_MAC)
		octets_text(l->port, out->port, sizeof(out->port));
	else
		octets_text(l->port_description, out->port, sizeof(out->port));
}

static bool read_lldp(const struct frame *f, struct neighbor *out)
{
	struct lldp l;

	if (!lldp_read(f->payload, &l) || !l.ttl)
		return false;
	octets_text(l.system_name, out->system, sizeof(out->system));
	take_lldp_port(out, &l);
	out->has_native_vlan = l.has_pvid && l.pvid; /* 0: the port knows none */
	out->native_vlan = l.pvid;
	out->has_mtu = l.has_max_frame;
	out->mtu = l.max_frame;
	return true;
}

static bool read_cdp(const struct frame *f, struct neighbor *out)
{
	struct cdp c;

	if (!cdp_read(f->payload, &c) || !c.port_id.len)
		return false;
	octets_text(c.device_id, out->system, sizeof(out->system));
	if (!take_name(out, c.port_id))
		octets_text(c.port_id, out->port, sizeof(out->port));
	out->has_native_vlan = c.has_native_vlan;
	out->native_vlan = c.native_vlan;
	out->has_mtu = c.has_mtu;
	out->mtu = c.mtu;
	return true;
}

bool neighbor_read(const struct frame *f, int64_t time_ns, struct neighbor *out)
{
	struct neighbor n = { .heard = true, .via = f->kind, .time_ns = time_ns };

	if (f->kind != FRAME_LLDP && f->kind != FRAME_CDP)
		return false;
	if (!(f->kind == FRAME_LLDP ? read_lldp(f, &n) : read_cdp(f, &n)))
		return false;
	*out = n;
	return true;
}

bool neighbor_same_system(const char *a, const char *b)
{
	size_t n = strcspn(a, ".(");

	return n == strcspn(b, ".(") && !strncasecmp(a, b, n);
}
