// SPDX-License-Identifier: Apache-2.0
/*
 * Where this session comes from: show users marks its own line with `*`, show ip arp knows the
 * address's MAC, show mac address-table the port behind which it was learnt. Each says something
 * or nothing.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "show_text.h"
#include "switch_facts.h"

static bool is_address(const struct show_span *word, char out[48])
{
	struct in_addr v4;

	return show_copy(word, out, 48) && inet_pton(AF_INET, out, &v4) == 1;
}

/* "*  2 vty 0     netops     idle                 00:00:00 192.0.2.5" */
bool show_users_parse(const char *text, char address[48])
{
	struct show_span line, word;

	while (show_next_line(&text, &line)) {
		if (!line.len || *line.text != '*')
			continue;
		while (show_next_word(&line, &word))
			if (is_address(&word, address))
				return true;
	}
	address[0] = '\0';
	return false;
}

/* "Internet  192.0.2.5               3   5254.0012.3456  ARPA   Vlan40" */
bool show_arp_parse(const char *text, const char *address, char mac[16])
{
	struct show_span line, word;
	uint8_t bytes[6];
	bool here;

	while (show_next_line(&text, &line)) {
		for (here = false; show_next_word(&line, &word);) {
			here |= show_is(&word, address);
			if (here && show_mac(&word, bytes))
				return show_copy(&word, mac, 16);
		}
	}
	mac[0] = '\0';
	return false;
}

/* The one port of the address, in whichever VLAN. */
void show_path_parse(struct arena *a, const char *text, char port[IFNAME_MAX])
{
	struct show_macs macs;
	struct err e;

	port[0] = '\0';
	if (show_macs_parse(a, text, &macs, &e))
		return;
	for (size_t i = 0; i < macs.rows.n; i++) {
		if (port[0] && strcmp(port, macs.rows.v[i].port) != 0) {
			port[0] = '\0';
			return;
		}
		snprintf(port, IFNAME_MAX, "%s", macs.rows.v[i].port);
	}
}
