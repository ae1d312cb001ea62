// SPDX-License-Identifier: Apache-2.0
/* Texts as devices printed them; their severity differs by image, so it does not count. */
#include <ctype.h>
#include <string.h>

#include "ios_message.h"
#include "show_text.h"

const struct ios_message_row ios_message_rows[] = {
	{ MESSAGE_FAILED, "SW_VLAN", "VLAN_CREATE_FAIL",
		"the VLAN was not made: the switch uses it itself (`show vlan internal usage`)",
		"%SW_VLAN-4-VLAN_CREATE_FAIL: Failed to create VLANs 1008: VLAN(s) not available "
		"in Port Manager" },
	{ MESSAGE_FAILED, "PM", "EXT_VLAN_INUSE",
		"the switch uses this VLAN itself (`show vlan internal usage`)",
		"%PM-4-EXT_VLAN_INUSE: VLAN 1006 currently in use by GigabitEthernet1/0/48" },
	{ MESSAGE_UNLIKE, "EC", "CANNOT_BUNDLE2",
		"the port differs from its Port-channel in what must be alike",
		"%EC-5-CANNOT_BUNDLE2: Gi1/0/21 is not compatible with Gi1/0/22 and will be "
		"suspended (vlan mask is different)" },
	{ MESSAGE_UNLIKE, "EC", "CANNOT_BUNDLE_LACP",
		"the port differs from the other members, or its partner from theirs",
		"%EC-5-CANNOT_BUNDLE_LACP: Gi0/3 is not compatible with aggregators in channel 1 "
		"and cannot attach to them (speed of Gi0/3 is 100M, Gi0/1 is 1000M)" },
	{ MESSAGE_UNLIKE, "EC", "CANNOT_ALLOCATE_AGGREGATOR",
		"the switch has no Port-channel left for the port",
		"%EC-5-CANNOT_ALLOCATE_AGGREGATOR: Aggregator limit reached, cannot allocate "
		"aggregator for group 7" },
	{ MESSAGE_CLEARED, "EC", "COMPATIBLE", "the port is like its Port-channel again",
		"%EC-5-COMPATIBLE: Gi0/1 is compatible with port-channel members" },
	{ MESSAGE_CLEARED, "EC", "BUNDLE", "the port is bundled",
		"%EC-5-BUNDLE: Interface Gi1/0/1 joined port-channel Po11" },
	{ MESSAGE_NO_PARTNER, "EC", "L3DONTBNDL2", "no LACPDU came from the host yet",
		"%EC-5-L3DONTBNDL2: Gi0/0 suspended: LACP currently not enabled on the remote "
		"port." },
	{ MESSAGE_NO_PARTNER, "EC", "L3DONTBNDL3", "LACPDUs from the host ended",
		"%EC-5-L3DONTBNDL3: Gi0/0 suspended: LACP currently not enabled on the remote "
		"port." },
	{ MESSAGE_DISABLED, "PM", "ERR_DISABLE", "the switch has disabled the port",
		"%PM-4-ERR_DISABLE: bpduguard error detected on Gi1/0/1, putting Gi1/0/1 in "
		"err-disable state" },
	{ MESSAGE_LINK, "EC", "UNBUNDLE", "the port has left its Port-channel",
		"%EC-5-UNBUNDLE: Interface Gi1/0/1 left the port-channel Po11" },
	{ MESSAGE_LINK, "EC", "STAYDOWN", "its Port-channel is shut",
		"%EC-5-STAYDOWN: Gi1/0/1 will remain down as its port-channel Po11 is "
		"admin-down." },
	{ MESSAGE_LINK, "EC", "PORTDOWN", "its Port-channel is shut",
		"%EC-5-PORTDOWN: Shutting down Gi1/0/1 as its port-channel is admin-down." },
	{ MESSAGE_LINK, "LINK", "UPDOWN", "the link went up or down",
		"%LINK-3-UPDOWN: Interface GigabitEthernet1/0/1, changed state to up" },
	{ MESSAGE_LINK, "LINK", "CHANGED", "the port was shut",
		"%LINK-5-CHANGED: Interface GigabitEthernet1/0/1, changed state to "
		"administratively down" },
	{ MESSAGE_LINK, "LINEPROTO", "UPDOWN", "the link began or ended to carry frames",
		"%LINEPROTO-5-UPDOWN: Line protocol on Interface GigabitEthernet1/0/1, changed "
		"state to down" },
	{ MESSAGE_OTHER, NULL, NULL, NULL, NULL },
};

/* "%EC-5-BUNDLE: " at the start of text; a switch number may stand between ("%EC-SW1_STBY-5-X"). */
static bool is_row(const struct show_span *text, const struct ios_message_row *row)
{
	size_t n = strlen(row->mnemonic), name = strlen(row->name);
	const char *colon = memchr(text->text, ':', text->len);
	size_t head = colon ? (size_t)(colon - text->text) : 0;

	return head >= n + name + 4 && !memcmp(text->text + 1, row->mnemonic, n) &&
		text->text[n + 1] == '-' && !memcmp(colon - name, row->name, name) &&
		colon[-(ptrdiff_t)name - 1] == '-';
}

/* Where "%FACILITY-5-NAME: " begins behind sequence number and date, or NULL. */
static const char *find_message(const char *line, size_t len)
{
	for (const char *at = line; (at = memchr(at, '%', len - (size_t)(at - line))); at++) {
		const char *end = line + len, *p = at + 1;

		while (p < end &&
			(isupper((unsigned char)*p) || isdigit((unsigned char)*p) || *p == '_' ||
				*p == '-'))
			p++;
		if (p - at > 5 && p < end && *p == ':' && memchr(at, '-', (size_t)(p - at)))
			return at;
	}
	return NULL;
}

static void read_port(struct show_span text, char port[IFNAME_MAX])
{
	struct show_span word;

	while (show_next_word(&text, &word)) {
		while (word.len && strchr(",.:", word.text[word.len - 1]))
			word.len--;
		if (word.len && isdigit((unsigned char)word.text[word.len - 1]) &&
			show_port(&word, port))
			return;
	}
	port[0] = '\0';
}

static void read_reason(const struct show_span *text, char *reason, size_t size)
{
	const char *open = memchr(text->text, '(', text->len);
	struct show_span inside;

	reason[0] = '\0';
	if (!open || text->text[text->len - 1] != ')')
		return;
	inside.text = open + 1;
	inside.len = (size_t)(text->text + text->len - open) - 2;
	show_clean(&inside, reason, size);
}

bool ios_message_read(const char *line, size_t len, struct ios_message *out)
{
	struct show_span text = { find_message(line, len), 0 };

	*out = (struct ios_message){ .class = MESSAGE_OTHER };
	if (!text.text)
		return false;
	text.len = (size_t)(line + len - text.text);
	while (text.len && isspace((unsigned char)text.text[text.len - 1]))
		text.len--;
	show_clean(&text, out->text, sizeof(out->text));
	for (const struct ios_message_row *r = ios_message_rows; r->mnemonic; r++) {
		if (!is_row(&text, r))
			continue;
		out->class = r->class;
		out->meaning = r->meaning;
		read_port(text, out->port);
		read_reason(&text, out->reason, sizeof(out->reason));
		break;
	}
	return true;
}
