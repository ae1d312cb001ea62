/* SPDX-License-Identifier: Apache-2.0 */
/* A place in a text that a person wrote: the intent file or a template. */
#ifndef COMMON_POS_H
#define COMMON_POS_H

struct pos {
	const char *file;      /* NULL: nowhere */
	unsigned line, column; /* from 1; the column counts bytes */
};

#endif
