// SPDX-License-Identifier: Apache-2.0
/*
 * --log FILE: what was said with switches, a line each, with its time. Secrets are taken out where
 * the lines are made (switch/transcript.h); the file is its owner's alone all the same, for a
 * configuration tells much else.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cli_private.h"

static int log_fd = -1;

int cli_log_open(struct cli *c, struct err *e)
{
	const char *path = cli_value(c, "log");
	struct stat st;

	if (!path)
		return 0;
	log_fd =
		open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
	if (log_fd >= 0 && !fstat(log_fd, &st) && S_ISREG(st.st_mode) && !fchmod(log_fd, 0600))
		return 0;
	err_set(e, ERR_ENVIRONMENT, path, "cannot write the log: %s",
		log_fd < 0 ? strerror(errno) : "not a file of our own");
	return err_hint(e, "nothing was begun; name another file, or go without --log");
}

static void put_time(char *out, size_t size)
{
	struct timespec now;
	struct tm tm;
	size_t n;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	n = strftime(out, size, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(out + n, size - n, ".%03ldZ", now.tv_nsec / 1000000);
}

/* A full disk must not keep a push from its way back: said once, and on it goes. */
static void failed(struct cli *c)
{
	cli_progress(c, "warning: the log ends here, it cannot be written: %s", strerror(errno));
	close(log_fd);
	log_fd = -1;
}

void cli_log_line(void *ctx, const char *name, char direction, const char *line)
{
	char time[40];

	if (log_fd < 0)
		return;
	put_time(time, sizeof(time));
	if (dprintf(log_fd, "%s %s %c %s\n", time, name, direction, line) < 0)
		failed(ctx);
}
