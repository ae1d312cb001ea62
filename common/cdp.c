// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "cdp.h"

enum tlv_type {
	TLV_DEVICE_ID = 0x01,
	TLV_PORT_ID = 0x03,
	TLV_CAPABILITIES = 0x04,
	TLV_SOFTWARE = 0x05,
	TLV_PLATFORM = 0x06,
	TLV_VTP_DOMAIN = 0x09,
	TLV_NATIVE_VLAN = 0x0a,
	TLV_DUPLEX = 0x0b,
	TLV_MTU = 0x11,
	TLV_SYSTEM_NAME = 0x14,
};

enum { TLV_HEAD = 4 };

struct tlv {
	uint16_t type;
	struct cursor value;
};

/* All bounds of the format are tested here. The length counts its own header. */
static bool tlv_next(struct cursor *c, struct tlv *out, const char **fault)
{
	uint16_t len;

	if (!cursor_left(c))
		return false;
	out->type = cursor_u16(c);
	len = cursor_u16(c);
	if (c->failed)
		*fault = "a TLV's header is cut";
	else if (len < TLV_HEAD)
		*fault = "a TLV's length is less than its header";
	else if (len - TLV_HEAD > (int)cursor_left(c))
		*fault = "a TLV is longer than the frame";
	if (*fault)
		return false;
	cursor_init(&out->value, c->data + c->at, len - TLV_HEAD);
	cursor_skip(c, len - TLV_HEAD);
	return true;
}

static uint32_t read_u32(struct cursor *v)
{
	uint32_t high = cursor_u16(v);

	return high << 16 | cursor_u16(v);
}

static void read_tlv(struct tlv *t, struct cdp *out)
{
	struct cursor *v = &t->value;

	switch (t->type) {
	case TLV_DEVICE_ID:
		out->device_id = octets_rest(v);
		break;
	case TLV_PORT_ID:
		out->port_id = octets_rest(v);
		break;
	case TLV_SOFTWARE:
		out->software = octets_rest(v);
		break;
	case TLV_PLATFORM:
		out->platform = octets_rest(v);
		break;
	case TLV_VTP_DOMAIN:
		out->vtp_domain = octets_rest(v);
		break;
	case TLV_SYSTEM_NAME:
		out->system_name = octets_rest(v);
		break;
	case TLV_CAPABILITIES:
		out->capabilities = read_u32(v);
		out->has_capabilities = !v->failed;
		break;
	case TLV_NATIVE_VLAN:
		out->native_vlan = cursor_u16(v);
		out->has_native_vlan = !v->failed;
		break;
	case TLV_DUPLEX:
		out->full_duplex = cursor_u8(v) == 1;
		out->has_duplex = !v->failed;
		break;
	case TLV_MTU:
		out->mtu = read_u32(v);
		out->has_mtu = !v->failed;
		break;
	default: /* other TLVs say nothing that is asked here */
		break;
	}
}

/*
 * The Internet checksum, with what IOS makes of an odd length: the last octet is the low half of a
 * word and is added as a signed number in one's complement.
 */
static bool checksum_holds(const uint8_t *data, size_t len)
{
	uint32_t sum = 0;

	for (size_t i = 0; i + 1 < len; i += 2)
		sum += (uint32_t)(data[i] << 8 | data[i + 1]);
	if (len % 2)
		sum += data[len - 1] < 0x80 ? data[len - 1] : 0xff00U | (data[len - 1] - 1U);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return sum == 0xffff;
}

bool cdp_read(struct cursor payload, struct cdp *out)
{
	struct octets all = octets_rest(&payload);
	struct tlv t;

	memset(out, 0, sizeof(*out));
	out->version = cursor_u8(&payload);
	out->ttl = cursor_u8(&payload);
	out->checksum = cursor_u16(&payload);
	if (payload.failed)
		out->fault = "the header is cut";
	out->checksum_ok = !payload.failed && checksum_holds(all.data, all.len);
	while (!out->fault && tlv_next(&payload, &t, &out->fault)) {
		read_tlv(&t, out);
		if (t.value.failed)
			out->fault = "a TLV is shorter than its field";
	}
	if (!out->fault && !out->checksum_ok)
		out->fault = "the checksum is wrong";
	return !out->fault;
}
