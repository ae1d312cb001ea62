// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>
#include <utmp.h>

#include "guard_private.h"

/* A terminal that is held (Ctrl-S) or gone must not hold up the guard. */
static void tell_terminal(const char *line, const char *text, size_t len)
{
	char path[sizeof("/dev/") + UT_LINESIZE];
	int fd;

	snprintf(path, sizeof(path), "/dev/%.*s", UT_LINESIZE, line);
	if (strstr(path, ".."))
		return;
	fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return;
	if (isatty(fd) && write(fd, text, len) < 0)
		syslog(LOG_DEBUG, "cannot write to %s", path);
	close(fd);
}

void guard_tell(const char *host, const char *text)
{
	struct buf b = { 0 };
	const struct utmp *u;

	openlog("lacppair", LOG_PID, LOG_DAEMON);
	syslog(LOG_NOTICE, "%s: %s", host, text);
	buf_printf(&b, "\r\nlacppair: %s: %s\r\n", host, text);
	setutent();
	while ((u = getutent()))
		if (u->ut_type == USER_PROCESS)
			tell_terminal(u->ut_line, buf_text(&b), b.len);
	endutent();
	closelog();
	buf_free(&b);
}
