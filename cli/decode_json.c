// SPDX-License-Identifier: Apache-2.0
/* A frame as an element of `frames` (docs/json.md). */
#include "decoded.h"

enum { TEXT_MAX = 512 };

static void put_octets(struct jsonw *j, const char *name, struct octets o)
{
	char text[TEXT_MAX];

	if (o.data)
		jsonw_text(j, name, octets_text(o, text, sizeof(text)));
}

/* An id that is an address is written as one. */
static void put_id(struct jsonw *j, const char *name, const char *subtype_name, uint8_t subtype,
	uint8_t mac_subtype, struct octets id)
{
	if (!id.len)
		return;
	jsonw_uint(j, subtype_name, subtype);
	if (subtype == mac_subtype && id.len == 6)
		jsonw_mac(j, name, id.data);
	else
		put_octets(j, name, id);
}

static void put_port(struct jsonw *j, const char *name, const struct lacp_port *p)
{
	char flags[LACP_STATE_TEXT_MAX];

	jsonw_open(j, name, '{');
	jsonw_mac(j, "system", p->system);
	jsonw_uint(j, "system_priority", p->system_priority);
	jsonw_uint(j, "key", p->key);
	jsonw_uint(j, "port", p->port);
	jsonw_uint(j, "port_priority", p->port_priority);
	jsonw_uint(j, "state", p->state);
	jsonw_text(j, "flags", lacp_state_format(p->state, flags));
	jsonw_close(j, '}');
}

static void put_notes(struct jsonw *j, uint32_t notes)
{
	jsonw_open(j, "accepted", '{');
	jsonw_text(j, "linux", accept_name(conform_accept(notes, conform_linux)));
	jsonw_text(j, "openvswitch", accept_name(conform_accept(notes, conform_ovs)));
	jsonw_text(j, "teamd", accept_name(conform_accept(notes, conform_teamd)));
	jsonw_close(j, '}');
	jsonw_open(j, "notes", '[');
	for (unsigned i = 0; i < conform_count; i++) {
		if (!(notes >> i & 1))
			continue;
		jsonw_open(j, NULL, '{');
		jsonw_text(j, "id", conform_notes[i].id);
		jsonw_text(j, "text", conform_notes[i].text);
		jsonw_close(j, '}');
	}
	jsonw_close(j, ']');
}

static void put_slow(struct jsonw *j, const struct decoded *d)
{
	if (d->frame.kind == FRAME_LACP && d->lacp == LACPDU_OK) {
		jsonw_uint(j, "version", d->lacpdu.version);
		put_port(j, "actor", &d->lacpdu.actor);
		put_port(j, "partner", &d->lacpdu.partner);
		jsonw_uint(j, "collector_max_delay", d->lacpdu.collector_max_delay);
	}
	put_notes(j, d->notes);
}

static void put_vlan_names(struct jsonw *j, const struct lldp *l)
{
	jsonw_open(j, "vlan_names", '[');
	for (unsigned i = 0; i < l->n_vlans && i < LLDP_VLAN_NAMES_MAX; i++) {
		jsonw_open(j, NULL, '{');
		jsonw_uint(j, "vlan", l->vlans[i].id);
		put_octets(j, "name", l->vlans[i].name);
		jsonw_close(j, '}');
	}
	jsonw_close(j, ']');
}

/* Link aggregation, speed and frame size: the organizations' TLVs. */
static void put_lldp_link(struct jsonw *j, const struct lldp *l)
{
	if (l->has_pvid)
		jsonw_uint(j, "native_vlan", l->pvid);
	if (l->n_vlans)
		put_vlan_names(j, l);
	if (l->has_aggregation) {
		jsonw_bool(j, "aggregation_capable", l->aggregation & 1);
		jsonw_bool(j, "aggregated", l->aggregation & 2);
		jsonw_uint(j, "aggregation_port", l->aggregation_port);
	}
	if (l->has_mau) {
		jsonw_bool(j, "autonegotiation", l->autonegotiation & 2);
		jsonw_uint(j, "mau", l->mau);
	}
	if (l->has_max_frame)
		jsonw_uint(j, "max_frame", l->max_frame);
}

static void put_lldp(struct jsonw *j, const struct lldp *l)
{
	put_id(j, "chassis", "chassis_subtype", l->chassis_subtype, LLDP_CHASSIS_MAC, l->chassis);
	put_id(j, "port", "port_subtype", l->port_subtype, LLDP_PORT_MAC, l->port);
	if (l->has_ttl)
		jsonw_uint(j, "ttl", l->ttl);
	put_octets(j, "port_description", l->port_description);
	put_octets(j, "system_name", l->system_name);
	put_octets(j, "system_description", l->system_description);
	if (l->capabilities) {
		jsonw_uint(j, "capabilities", l->capabilities);
		jsonw_uint(j, "enabled", l->enabled);
	}
	put_lldp_link(j, l);
	if (l->fault)
		jsonw_text(j, "fault", l->fault);
}

static void put_cdp(struct jsonw *j, const struct cdp *c)
{
	jsonw_uint(j, "version", c->version);
	jsonw_uint(j, "ttl", c->ttl);
	jsonw_uint(j, "checksum", c->checksum);
	jsonw_bool(j, "checksum_ok", c->checksum_ok);
	put_octets(j, "device_id", c->device_id);
	put_octets(j, "port", c->port_id);
	put_octets(j, "system_name", c->system_name);
	put_octets(j, "software", c->software);
	put_octets(j, "platform", c->platform);
	put_octets(j, "vtp_domain", c->vtp_domain);
	if (c->has_capabilities)
		jsonw_uint(j, "capabilities", c->capabilities);
	if (c->has_native_vlan)
		jsonw_uint(j, "native_vlan", c->native_vlan);
	if (c->has_duplex)
		jsonw_text(j, "duplex", c->full_duplex ? "full" : "half");
	if (c->has_mtu)
		jsonw_uint(j, "mtu", c->mtu);
	if (c->fault)
		jsonw_text(j, "fault", c->fault);
}

static void put_tags(struct jsonw *j, const struct frame *f)
{
	jsonw_open(j, "vlans", '[');
	for (unsigned i = 0; i < f->n_tags; i++)
		jsonw_uint(j, NULL, f->tags[i] & 0xfffU);
	jsonw_close(j, ']');
}

void decode_json(struct jsonw *j, const struct decoded *d)
{
	jsonw_newline(j);
	jsonw_open(j, NULL, '{');
	jsonw_uint(j, "number", d->number);
	jsonw_time(j, "time", d->time_ns);
	jsonw_text(j, "protocol", frame_kind_name(d->frame.kind));
	if (d->out >= 0)
		jsonw_text(j, "direction", d->out ? "out" : "in");
	jsonw_mac(j, "source", d->frame.source);
	jsonw_mac(j, "destination", d->frame.destination);
	jsonw_uint(j, "length", d->len);
	if (d->frame.n_tags)
		put_tags(j, &d->frame);
	if (d->frame.kind == FRAME_LLDP)
		put_lldp(j, &d->lldp);
	else if (d->frame.kind == FRAME_CDP)
		put_cdp(j, &d->cdp);
	else
		put_slow(j, d);
	jsonw_close(j, '}');
}
