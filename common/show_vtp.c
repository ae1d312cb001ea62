// SPDX-License-Identifier: Apache-2.0
/*
 * show vtp status: "key : value" lines. Version 3 has a mode for each feature, so only what stands
 * before the first feature or under "Feature VLAN:" is about VLANs.
 */
#include <string.h>

#include "show_text.h"
#include "switch_show.h"

static const struct {
	const char *word;
	enum vtp_mode mode;
	bool primary;
} modes[] = {
	{ "Server", VTP_SERVER, false },
	{ "Primary Server", VTP_SERVER, true },
	{ "Client", VTP_CLIENT, false },
	{ "Transparent", VTP_TRANSPARENT, false },
	{ "Off", VTP_OFF, false },
};

/* "2", or "running VTP1 (VTP2 capable)". */
static unsigned read_version(struct show_span value)
{
	struct show_span word;
	unsigned version;

	show_next_word(&value, &word);
	if (show_is(&word, "running"))
		show_next_word(&value, &word);
	if (show_starts(&word, "VTP")) {
		word.text += 3;
		word.len -= 3;
	}
	return show_number(&word, 3, &version) ? version : 0;
}

static void read_mode(const struct show_span *value, struct show_vtp *out)
{
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		if (!show_is(value, modes[i].word))
			continue;
		out->mode = modes[i].mode;
		out->primary = modes[i].primary;
	}
}

int show_vtp_parse(struct arena *a, const char *text, struct show_vtp *out, struct err *e)
{
	struct show_span line, key, value;
	bool vlans = true, mode = false;
	const char *rest = text;

	memset(out, 0, sizeof(*out));
	out->domain = "";
	while (show_next_line(&rest, &line)) {
		if (!show_pair(line, &key, &value))
			continue;
		if (show_starts(&key, "Feature ")) {
			vlans = show_is(&key, "Feature VLAN");
		} else if (show_is(&key, "VTP Version") || show_is(&key, "VTP version running")) {
			out->version = read_version(value);
		} else if (show_is(&key, "VTP Domain Name")) {
			out->domain = arena_strndup(a, value.text, value.len);
		} else if (show_is(&key, "VTP Operating Mode") && vlans) {
			read_mode(&value, out);
			mode = true;
		}
	}
	return mode ? 0 : show_refuse("show vtp status", text, e);
}
