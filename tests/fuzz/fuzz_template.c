// SPDX-License-Identifier: Apache-2.0
/* The first line is a value, the rest a template: no line that comes out breaks the rules. */
#include <stdint.h>
#include <string.h>

#include "ios_attr.h"
#include "template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	char *value = arena_strndup(a, (const char *)data, size);
	size_t n = strcspn(value, "\n");
	struct ios_template t = { "port-channel.ios", value + n + (value[n] == '\n'), NULL };
	struct vlanset list = { { 0x5555555555555555, 0x5555555555555555, 0x55555555 } };
	struct template_value values[] = { { .name = "port_channel", .value = "Port-channel11" },
		{ .name = "description", .value = value }, { .name = "vlans", .list = &list },
		{ .name = "native" }, { .name = "vlan_name", .value = value }, { 0 } };
	struct want_lines lines = { 0 };
	struct err e;

	value[n] = '\0';
	template_render(a, &t, values, &lines, &e);
	for (size_t i = 0; i < lines.n; i++)
		if (strlen(lines.v[i].line.text) > IOS_LINE_MAX ||
			strpbrk(lines.v[i].line.text, "\n\r"))
			__builtin_trap();
	arena_free(a);
	return 0;
}
