/* SPDX-License-Identifier: Apache-2.0 */
/* A terminal of the virtual switch, for tests: keys in, what it shows out. */
#ifndef VTY_H
#define VTY_H

#include "buf.h"
#include "virtual.h"

/* A switch of this startup file; fails the test on a mistake in it. */
struct vswitch *vty_switch(const char *config);

/* Types keys; what came is added to out, a line's end as \n, what is no text as \xNN. */
void vty_type(struct vswitch_vty *v, const char *keys, size_t len, struct buf *out);

void vty_line(struct vswitch_vty *v, const char *lines);

/* The answer to one line, without its echo and the prompt behind it. The caller frees it. */
char *vty_ask(struct vswitch *s, const char *line);

#endif
