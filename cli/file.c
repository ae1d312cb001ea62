// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "fd.h"
#include "file.h"

char *file_read(struct arena *a, const char *path, size_t max, size_t *len, enum err_class class,
	struct err *e)
{
	int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : dup(STDIN_FILENO);
	char chunk[16384], *text = NULL;
	struct buf b = { 0 };
	ssize_t n = -1;

	if (fd >= 0)
		while (b.len <= max && (n = read(fd, chunk, sizeof(chunk))) > 0)
			buf_add(&b, chunk, (size_t)n);
	if (n < 0)
		err_set(e, class, path, "cannot be read: %s", strerror(errno));
	else if (b.len > max)
		err_set(e, class, path, "over %zu bytes", max);
	else
		text = arena_strndup(a, buf_text(&b), b.len);
	if (fd >= 0)
		close(fd);
	*len = b.len;
	buf_free(&b);
	return text;
}

static int replace(const char *path, const char *text, size_t len)
{
	struct buf name = { 0 };
	int fd, r, saved;

	buf_printf(&name, "%s.XXXXXX", path);
	fd = mkostemp(name.data, O_CLOEXEC);
	if (fd < 0) {
		buf_free(&name);
		return -1;
	}
	r = fd_write(fd, text, len) || fsync(fd) ? -1 : 0;
	if (close(fd) || r || rename(name.data, path)) {
		saved = errno;
		unlink(name.data);
		errno = saved;
		r = -1;
	}
	buf_free(&name);
	return r;
}

int file_write(const char *path, const char *text, size_t len, struct err *e)
{
	if (strcmp(path, "-") ? replace(path, text, len) : fd_write(STDOUT_FILENO, text, len))
		return err_set(e, ERR_ENVIRONMENT, path, "cannot be written: %s", strerror(errno));
	return 0;
}
