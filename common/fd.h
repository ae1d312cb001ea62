/* SPDX-License-Identifier: Apache-2.0 */
/* Files that must not be lost: whole reads and writes of a descriptor, and their directory's sync.
 */
#ifndef COMMON_FD_H
#define COMMON_FD_H

#include "buf.h"

/* All of it, through interrupted and short writes. 0, or -1 with errno. */
int fd_write(int fd, const void *data, size_t len);

/* Adds what is left to read. 0, or -1 with errno: EFBIG when out grows to max bytes before the end.
 */
int fd_read(int fd, struct buf *out, size_t max);

/* Makes renames and removals in it last; what cannot be synced is left to the kernel. */
void fd_sync_directory(const char *dir);

#endif
