// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include "vty.h"

struct vswitch *vty_switch(const char *config)
{
	struct err e = { 0 };
	struct vswitch *s = vswitch_new(config, NULL, &e);

	if (!s)
		fail_msg("%s: %s", e.object, e.text);
	return s;
}

/* Lines end with \r\n, always; what else is no text is shown as \xNN. */
static void readable(const char *data, size_t len, struct buf *out)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)data[i];

		if (c == '\r') {
			assert_true(i + 1 < len && data[i + 1] == '\n');
			continue;
		}
		if (c == '\n')
			assert_true(i > 0 && data[i - 1] == '\r');
		if (c < ' ' && c != '\n')
			buf_printf(out, "\\x%02x", c);
		else
			buf_add(out, data + i, 1);
	}
}

void vty_type(struct vswitch_vty *v, const char *keys, size_t len, struct buf *out)
{
	const char *data;
	size_t n;

	vswitch_input(v, keys, len);
	n = vswitch_output(v, &data);
	readable(data, n, out);
}

char *vty_ask(struct vswitch *s, const char *line)
{
	struct vswitch_vty *v = vswitch_open(s, "netops");
	struct buf out = { 0 };
	char *begin, *end, *r;
	const char *data;

	vswitch_set_width(v, 0, 0);
	vswitch_output(v, &data);
	vty_type(v, line, strlen(line), &out);
	vty_type(v, "\n", 1, &out);
	begin = strchr(out.data, '\n') + 1;
	end = strrchr(begin, '\n');
	r = end ? strndup(begin, (size_t)(end - begin) + 1) : strdup("");
	vswitch_close(v);
	buf_free(&out);
	return r;
}

void vty_line(struct vswitch_vty *v, const char *lines)
{
	struct buf out = { 0 };

	vty_type(v, lines, strlen(lines), &out);
	vty_type(v, "\n", 1, &out);
	buf_free(&out);
}
