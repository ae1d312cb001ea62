// SPDX-License-Identifier: Apache-2.0
/* A frame as a line, and a line below for each thing that is odd about it. */
#include "decoded.h"

enum { TEXT_MAX = 200 };

static void put_number(struct writer *w, const char *name, uint64_t v)
{
	writer_text(w, name);
	writer_uint(w, v);
}

static void put_octets(struct writer *w, const char *name, struct octets o)
{
	char text[TEXT_MAX];

	if (!o.data)
		return;
	writer_text(w, name);
	writer_char(w, '"');
	writer_text(w, octets_text(o, text, sizeof(text)));
	writer_char(w, '"');
}

static void put_id(struct writer *w, const char *name, bool is_mac, struct octets id)
{
	if (is_mac && id.len == 6) {
		writer_text(w, name);
		writer_mac(w, id.data);
	} else {
		put_octets(w, name, id);
	}
}

static void put_port(struct writer *w, const char *name, const struct lacp_port *p)
{
	char flags[LACP_STATE_TEXT_MAX];

	writer_text(w, name);
	writer_uint(w, p->system_priority);
	writer_char(w, ',');
	writer_mac(w, p->system);
	put_number(w, " key ", p->key);
	put_number(w, " port ", p->port_priority);
	put_number(w, ",", p->port);
	writer_char(w, ' ');
	writer_text(w, lacp_state_format(p->state, flags));
}

static void put_who(struct writer *w, const char *name, enum accept a)
{
	writer_text(w, name);
	writer_char(w, ' ');
	writer_text(w, accept_name(a));
}

static void put_notes(struct writer *w, uint32_t notes)
{
	for (unsigned i = 0; i < conform_count; i++) {
		if (!(notes >> i & 1))
			continue;
		writer_text(w, "\n    ");
		writer_text(w, conform_notes[i].id);
		writer_text(w, ": ");
		writer_text(w, conform_notes[i].text);
	}
	if (!notes)
		return;
	put_who(w, "\n    taken by: Linux", conform_accept(notes, conform_linux));
	put_who(w, ", Open vSwitch", conform_accept(notes, conform_ovs));
	put_who(w, ", teamd", conform_accept(notes, conform_teamd));
}

static void put_slow(struct writer *w, const struct decoded *d)
{
	if (d->frame.kind == FRAME_LACP && d->lacp == LACPDU_OK) {
		put_number(w, " v", d->lacpdu.version);
		put_port(w, " actor ", &d->lacpdu.actor);
		put_port(w, " partner ", &d->lacpdu.partner);
	}
	put_notes(w, d->notes);
}

static void put_fault(struct writer *w, const char *fault)
{
	if (!fault)
		return;
	writer_text(w, "\n    fault: ");
	writer_text(w, fault);
}

static void put_lldp(struct writer *w, const struct lldp *l)
{
	put_id(w, " chassis ", l->chassis_subtype == LLDP_CHASSIS_MAC, l->chassis);
	put_id(w, " port ", l->port_subtype == LLDP_PORT_MAC, l->port);
	put_octets(w, " description ", l->port_description);
	put_octets(w, " system ", l->system_name);
	if (l->has_ttl)
		put_number(w, " ttl ", l->ttl);
	if (l->has_pvid)
		put_number(w, " native vlan ", l->pvid);
	for (unsigned i = 0; i < l->n_vlans && i < LLDP_VLAN_NAMES_MAX; i++) {
		put_number(w, " vlan ", l->vlans[i].id);
		put_octets(w, " ", l->vlans[i].name);
	}
	if (l->has_aggregation)
		writer_text(w, l->aggregation & 2 ? " aggregated" : " not aggregated");
	if (l->has_mau)
		put_number(w, " mau ", l->mau);
	if (l->has_max_frame)
		put_number(w, " max frame ", l->max_frame);
	put_fault(w, l->fault);
}

static void put_cdp(struct writer *w, const struct cdp *c)
{
	put_number(w, " v", c->version);
	put_octets(w, " device ", c->device_id);
	put_octets(w, " port ", c->port_id);
	put_octets(w, " platform ", c->platform);
	put_octets(w, " vtp domain ", c->vtp_domain);
	put_number(w, " ttl ", c->ttl);
	if (c->has_native_vlan)
		put_number(w, " native vlan ", c->native_vlan);
	if (c->has_duplex)
		writer_text(w, c->full_duplex ? " full duplex" : " half duplex");
	if (c->has_mtu)
		put_number(w, " mtu ", c->mtu);
	put_fault(w, c->fault);
}

static void put_head(struct writer *w, const struct decoded *d)
{
	char time[WRITER_TIME_LEN];

	writer_uint(w, d->number);
	writer_char(w, ' ');
	writer_format_time(time, d->time_ns);
	writer_put(w, time, sizeof(time));
	writer_text(w, d->out < 0 ? " " : d->out ? " out " : " in ");
	writer_mac(w, d->frame.source);
	writer_text(w, " > ");
	writer_mac(w, d->frame.destination);
	for (unsigned i = 0; i < d->frame.n_tags; i++)
		put_number(w, " vlan ", d->frame.tags[i] & 0xfffU);
	writer_char(w, ' ');
	writer_text(w, frame_kind_name(d->frame.kind));
}

void decode_text(struct writer *w, const struct decoded *d)
{
	put_head(w, d);
	if (d->frame.kind == FRAME_LLDP)
		put_lldp(w, &d->lldp);
	else if (d->frame.kind == FRAME_CDP)
		put_cdp(w, &d->cdp);
	else
		put_slow(w, d);
	writer_char(w, '\n');
}
