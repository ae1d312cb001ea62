// SPDX-License-Identifier: Apache-2.0
/*
 * show system mtu: "System MTU size is 1500 bytes", "System Jumbo MTU size is 9198 bytes", "Global
 * Ethernet MTU is 1500 bytes.".
 */
#include <string.h>

#include "ios_config.h"
#include "show_text.h"
#include "switch_ports.h"

/* The number behind "is", of a line that speaks of an MTU. */
static bool read_size(struct show_span line, unsigned *size)
{
	struct show_span w[9];
	size_t n = show_words(line, w, 8);
	bool mtu = false;

	for (size_t i = 0; n <= 8 && i + 1 < n; i++) {
		mtu |= show_is(&w[i], "MTU");
		if (mtu && show_is(&w[i], "is"))
			return show_number(&w[i + 1], 65535, size);
	}
	return false;
}

int show_mtu_parse(struct arena *a, const char *text, struct show_mtu *out, struct err *e)
{
	const char *rest = text;
	struct show_span line;
	unsigned size;

	(void)a;
	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		if (!read_size(line, &size))
			continue;
		if (show_starts(&line, "System Jumbo"))
			out->jumbo = size;
		else if (show_starts(&line, "System MTU") || show_starts(&line, "Global Ethernet"))
			out->system = size;
	}
	return out->system || out->jumbo ? 0 : show_refuse("show system mtu", text, e);
}

void show_port_mtus_read(struct arena *a, const char *config, struct show_port_mtus *out)
{
	static const char head[] = "interface ";
	const struct ios_config *c = ios_config_parse(a, config);

	memset(out, 0, sizeof(*out));
	for (const struct ios_line *l = c->lines; l; l = l->next) {
		bool is_port = !strncmp(l->text, head, sizeof(head) - 1);
		const char *value = is_port ? ios_config_value(c, l, "mtu") : NULL;
		struct show_port_mtu row = { 0 };

		if (!value || ifname_canonical(l->text + sizeof(head) - 1, row.port) ||
			!show_number(&(struct show_span){ value, strlen(value) }, 65535, &row.mtu))
			continue;
		*ARENA_PUSH(a, &out->rows) = row;
	}
}
