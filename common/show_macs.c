// SPDX-License-Identifier: Apache-2.0
/*
 * show mac address-table: `  40    5254.0012.3456    DYNAMIC     Gi1/0/1`; some families have more
 * columns between the type and the port, and a mark before the VLAN.
 */
#include <string.h>

#include "show_text.h"
#include "switch_ports.h"

enum { WORDS_MAX = 10 };

/* The VLAN stands before the address, the port last. An entry of several ports is no one's place.
 */
static bool read_row(struct show_span line, struct show_mac *out)
{
	struct show_span w[WORDS_MAX];
	size_t n = show_words(line, w, WORDS_MAX);

	for (size_t i = 1; n <= WORDS_MAX && i + 2 < n; i++)
		if (show_mac(&w[i], out->mac))
			return show_number(&w[i - 1], VLAN_MAX, &out->vlan) &&
				show_port(&w[n - 1], out->port);
	return false;
}

static bool is_head(struct show_span line)
{
	struct show_span w[3];
	size_t n = show_words(line, w, 3);

	return n >= 2 &&
		((show_starts(&w[0], "Mac") && show_starts(&w[1], "Address")) ||
			(show_starts(&w[0], "Vlan") && show_starts(&w[1], "Mac")));
}

int show_macs_parse(struct arena *a, const char *text, struct show_macs *out, struct err *e)
{
	const char *rest = text;
	struct show_span line;
	struct show_mac row;
	bool known = false;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		known |= is_head(line);
		if (known && read_row(line, &row))
			*ARENA_PUSH(a, &out->rows) = row;
	}
	return known ? 0 : show_refuse("show mac address-table", text, e);
}
