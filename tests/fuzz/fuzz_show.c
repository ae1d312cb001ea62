// SPDX-License-Identifier: Apache-2.0
/* Any text as the answer to every show command. */
#include <stdlib.h>
#include <string.h>

#include "ios_message.h"
#include "show_archive.h"
#include "switch_facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_channels(struct arena *a, const char *text)
{
	struct show_etherchannel channels;
	struct show_lacp_neighbors neighbors;
	struct show_lacp_internals internals;
	struct show_lacp_counters counters;
	struct show_lacp_system system;
	struct err e;

	show_etherchannel_parse(a, text, &channels, &e);
	show_lacp_neighbors_parse(a, text, &neighbors, &e);
	show_lacp_internals_parse(a, text, &internals, &e);
	show_lacp_counters_parse(a, text, &counters, &e);
	show_lacp_system_parse(text, &system, &e);
}

static void read_ports(struct arena *a, const char *text)
{
	struct show_trunks trunks;
	struct show_statuses statuses;
	struct show_stps stps;
	struct show_vlans vlans;
	struct show_vtp vtp;
	struct show_macs macs;
	struct show_log log;
	struct show_mtu mtu;
	struct err e;

	show_macs_parse(a, text, &macs, &e);
	show_log_parse(a, text, &log, &e);
	show_mtu_parse(a, text, &mtu, &e);
	show_trunks_parse(a, text, &trunks, &e);
	show_statuses_parse(a, text, &statuses, &e);
	show_stps_parse(a, text, &stps, &e);
	show_vtp_parse(a, text, &vtp, &e);
	if (!show_vlans_parse(a, text, &vlans, &e))
		for (size_t i = 0; i < vlans.rows.n; i++)
			if (!vlans.rows.v[i].id || vlans.rows.v[i].id > VLAN_MAX)
				__builtin_trap();
}

static void read_facts(struct arena *a, const char *text)
{
	struct show_version version;
	struct show_serials serials;
	struct show_neighbors neighbors;
	struct show_lock lock;
	struct ios_message message;
	struct show_revert revert = { 0 };
	char address[48], mac[16], port[IFNAME_MAX];
	unsigned privilege;
	struct err e;

	ios_message_read(text, strlen(text), &message);
	show_version_parse(a, text, &version, &e);
	show_inventory_parse(a, text, &serials, &e);
	show_privilege_parse(text, &privilege, &e);
	show_lock_parse(text, &lock, &e);
	show_cdp_parse(a, text, &neighbors, &e);
	show_lldp_parse(a, text, &neighbors, &e);
	show_users_parse(text, address);
	show_arp_parse(text, "192.0.2.5", mac);
	show_path_parse(a, text, port);
	show_archive_parse(a, text, &revert);
	show_revert_parse(a, text, &revert);
}

/* The text has an allocation of its own, so that a read beyond its end is seen. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	char *text = malloc(size + 1);

	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	read_channels(a, text);
	read_ports(a, text);
	read_facts(a, text);
	free(text);
	arena_free(a);
	return 0;
}
