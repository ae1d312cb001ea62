// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "lldp.h"

enum tlv_type {
	TLV_END = 0,
	TLV_CHASSIS = 1,
	TLV_PORT = 2,
	TLV_TTL = 3,
	TLV_PORT_DESCRIPTION = 4,
	TLV_SYSTEM_NAME = 5,
	TLV_SYSTEM_DESCRIPTION = 6,
	TLV_CAPABILITIES = 7,
	TLV_ORGANIZATION = 127,
};

struct tlv {
	uint8_t type;
	struct cursor value;
};

/* All bounds of the format are tested here. False: the end, or a fault. */
static bool tlv_next(struct cursor *c, struct tlv *out, const char **fault)
{
	uint16_t head, len;

	if (!cursor_left(c))
		return false;
	head = cursor_u16(c);
	len = head & 0x1ff;
	out->type = (uint8_t)(head >> 9);
	if (c->failed || len > cursor_left(c)) {
		*fault = c->failed ? "a TLV's header is cut" : "a TLV is longer than the frame";
		return false;
	}
	cursor_init(&out->value, c->data + c->at, len);
	cursor_skip(c, len);
	return out->type != TLV_END;
}

static void read_vlan_name(struct cursor *v, struct lldp *out)
{
	struct lldp_vlan vlan = { .id = cursor_u16(v) };
	uint8_t len = cursor_u8(v);

	if (len > cursor_left(v)) {
		v->failed = true;
		return;
	}
	vlan.name = (struct octets){ v->data + v->at, len };
	if (!v->failed && out->n_vlans++ < LLDP_VLAN_NAMES_MAX)
		out->vlans[out->n_vlans - 1] = vlan;
}

static void read_aggregation(struct cursor *v, struct lldp *out)
{
	out->aggregation = cursor_u8(v);
	out->aggregation_port = (uint32_t)cursor_u16(v) << 16;
	out->aggregation_port |= cursor_u16(v);
	out->has_aggregation = !v->failed;
}

static void read_8021(struct cursor *v, uint8_t subtype, struct lldp *out)
{
	if (subtype == 1) {
		out->pvid = cursor_u16(v);
		out->has_pvid = !v->failed;
	} else if (subtype == 3) {
		read_vlan_name(v, out);
	} else if (subtype == 7) {
		read_aggregation(v, out);
	}
}

static void read_8023(struct cursor *v, uint8_t subtype, struct lldp *out)
{
	if (subtype == 1) {
		out->autonegotiation = cursor_u8(v);
		cursor_skip(v, 2); /* what is advertised */
		out->mau = cursor_u16(v);
		out->has_mau = !v->failed;
	} else if (subtype == 3) { /* before 802.1AX took it over */
		read_aggregation(v, out);
	} else if (subtype == 4) {
		out->max_frame = cursor_u16(v);
		out->has_max_frame = !v->failed;
	}
}

static void read_organization(struct cursor *v, struct lldp *out)
{
	static const uint8_t ieee_8021[3] = { 0x00, 0x80, 0xc2 };
	static const uint8_t ieee_8023[3] = { 0x00, 0x12, 0x0f };
	uint8_t organization[3], subtype;

	cursor_copy(v, organization, sizeof(organization));
	subtype = cursor_u8(v);
	if (v->failed)
		return;
	if (!memcmp(organization, ieee_8021, sizeof(organization)))
		read_8021(v, subtype, out);
	else if (!memcmp(organization, ieee_8023, sizeof(organization)))
		read_8023(v, subtype, out);
}

/* An id has at least one octet behind its subtype. */
static void read_id(struct cursor *v, uint8_t *subtype, struct octets *id)
{
	*subtype = cursor_u8(v);
	*id = octets_rest(v);
	if (!id->len)
		v->failed = true;
}

static void read_tlv(struct tlv *t, struct lldp *out)
{
	struct cursor *v = &t->value;

	switch (t->type) {
	case TLV_CHASSIS:
		read_id(v, &out->chassis_subtype, &out->chassis);
		break;
	case TLV_PORT:
		read_id(v, &out->port_subtype, &out->port);
		break;
	case TLV_TTL:
		out->ttl = cursor_u16(v);
		out->has_ttl = !v->failed;
		break;
	case TLV_PORT_DESCRIPTION:
		out->port_description = octets_rest(v);
		break;
	case TLV_SYSTEM_NAME:
		out->system_name = octets_rest(v);
		break;
	case TLV_SYSTEM_DESCRIPTION:
		out->system_description = octets_rest(v);
		break;
	case TLV_CAPABILITIES:
		out->capabilities = cursor_u16(v);
		out->enabled = cursor_u16(v);
		break;
	case TLV_ORGANIZATION:
		read_organization(v, out);
		break;
	default: /* other TLVs say nothing that is asked here */
		break;
	}
}

bool lldp_read(struct cursor payload, struct lldp *out)
{
	struct tlv t;

	memset(out, 0, sizeof(*out));
	while (tlv_next(&payload, &t, &out->fault)) {
		read_tlv(&t, out);
		if (t.value.failed && !out->fault)
			out->fault = "a TLV is shorter than its fields";
	}
	if (!out->fault && (!out->chassis.len || !out->port.len || !out->has_ttl))
		out->fault = "chassis id, port id or time to live is missing";
	return !out->fault;
}
