// SPDX-License-Identifier: Apache-2.0
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "link_field.h"

#define AT(member) offsetof(struct link, member)

const struct link_field link_fields[] = {
	{ "kind_name", LINK_FIELD_TEXT, AT(kind_name), 0, false },
	{ "not_ethernet", LINK_FIELD_BOOL, AT(not_ethernet), 0, false },
	{ "up", LINK_FIELD_BOOL, AT(up), LINK_HAS_UP, false },
	{ "carrier", LINK_FIELD_BOOL, AT(carrier), 0, true },
	{ "mac", LINK_FIELD_MAC, AT(mac), LINK_HAS_MAC, false },
	{ "perm_mac", LINK_FIELD_MAC, AT(perm_mac), 0, false },
	{ "master", LINK_FIELD_TEXT, AT(master), LINK_HAS_MASTER, false },
	{ "lower", LINK_FIELD_TEXT, AT(lower), 0, false },
	{ "vlan", LINK_FIELD_U16, AT(vlan_id), LINK_HAS_VLAN, false },
	{ "mtu", LINK_FIELD_U32, AT(mtu), LINK_HAS_MTU, false },
	{ "stp", LINK_FIELD_BOOL, AT(stp), LINK_HAS_STP, false },
	{ "vlan_filtering", LINK_FIELD_BOOL, AT(vlan_filtering), LINK_HAS_VLAN_FILTERING, false },
	{ "default_pvid", LINK_FIELD_U16, AT(default_pvid), LINK_HAS_VLAN_FILTERING, false },
	{ "forward_delay", LINK_FIELD_U32, AT(forward_delay), LINK_HAS_FORWARD_DELAY, false },
	{ "ageing_time", LINK_FIELD_U32, AT(ageing_time), LINK_HAS_AGEING_TIME, false },
	{ "mcast_snooping", LINK_FIELD_BOOL, AT(mcast_snooping), LINK_HAS_MCAST_SNOOPING, false },
	{ "max_mtu", LINK_FIELD_U32, AT(max_mtu), 0, true },
	{ "carrier_changes", LINK_FIELD_U32, AT(carrier_changes), 0, true },
	{ "no_addrconf", LINK_FIELD_BOOL, AT(no_addrconf), LINK_HAS_NO_ADDRCONF, false },
	{ NULL, LINK_FIELD_BOOL, 0, 0, false },
};

static size_t field_size(const struct link_field *f)
{
	switch (f->type) {
	case LINK_FIELD_BOOL:
		return sizeof(bool);
	case LINK_FIELD_U16:
		return sizeof(uint16_t);
	case LINK_FIELD_U32:
		return sizeof(uint32_t);
	case LINK_FIELD_TEXT:
		return LINK_NAME_MAX;
	case LINK_FIELD_MAC:
		return 6;
	}
	return 0;
}

bool link_field_same(const struct link *x, const struct link *y, const struct link_field *f)
{
	const char *p = (const char *)x + f->at, *q = (const char *)y + f->at;

	return f->type == LINK_FIELD_TEXT ? !strcmp(p, q) : !memcmp(p, q, field_size(f));
}

void link_field_copy(struct link *to, const struct link *from, const struct link_field *f)
{
	memcpy((char *)to + f->at, (const char *)from + f->at, field_size(f));
}

const char *link_field_format(
	const struct link *l, const struct link_field *f, char out[LINK_FIELD_TEXT_MAX])
{
	const void *p = (const char *)l + f->at;

	switch (f->type) {
	case LINK_FIELD_BOOL:
		return strcpy(out, *(const bool *)p ? "yes" : "no");
	case LINK_FIELD_U16:
		snprintf(out, LINK_FIELD_TEXT_MAX, "%u", *(const uint16_t *)p);
		return out;
	case LINK_FIELD_U32:
		snprintf(out, LINK_FIELD_TEXT_MAX, "%" PRIu32, *(const uint32_t *)p);
		return out;
	case LINK_FIELD_TEXT:
		snprintf(out, LINK_FIELD_TEXT_MAX, "%s",
			*(const char *)p ? (const char *)p : "none");
		return out;
	case LINK_FIELD_MAC:
		return mac_format(p, out);
	}
	return out;
}

static const char *const kinds[] = {
	[LINK_PLAIN] = "nic",
	[LINK_BOND] = "bond",
	[LINK_VLAN] = "vlan",
	[LINK_BRIDGE] = "bridge",
};

const char *link_kind_name(enum link_kind kind)
{
	return kinds[kind];
}

int link_kind_parse(const char *name, enum link_kind *out)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(kinds[i], name)) {
			*out = (enum link_kind)i;
			return 0;
		}
	return -1;
}
