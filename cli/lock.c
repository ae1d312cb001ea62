// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lock.h"

static const char *directory(struct cli *c, const char *of_root)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (geteuid() == 0)
		return of_root;
	if (state && state[0] == '/')
		return arena_printf(c->arena, "%s/lacppair", state);
	return arena_printf(c->arena, "%s/.local/state/lacppair", home ? home : "");
}

/* mkdir -p with 0700; what is wrong shows when the file is opened. */
static void make_directory(struct cli *c, const char *path)
{
	char *p = arena_strdup(c->arena, path);

	for (char *slash = strchr(p + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(p, 0700);
		*slash = '/';
	}
	mkdir(p, 0700);
}

int lock_take(struct cli *c, const char *name, struct err *e)
{
	const char *dir = directory(c, "/run/lacppair");
	char *file = arena_printf(c->arena, "%s.lock", name), *path;
	int fd;

	for (char *p = file; *p; p++)
		if (*p == '/' || *p == ' ')
			*p = '-';
	path = arena_printf(c->arena, "%s/%s", dir, file);
	make_directory(c, dir);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return err_set(
			e, ERR_ENVIRONMENT, path, "cannot open the lock: %s", strerror(errno));
	if (!flock(fd, LOCK_EX | LOCK_NB))
		return fd;
	close(fd);
	err_set(e, ERR_ENVIRONMENT, name, "another lacppair is changing it now");
	return err_hint(e, "wait for it to end; the lock is %s", path);
}

int lock_host(struct cli *c, const char *host, struct err *e)
{
	return lock_take(c, arena_printf(c->arena, "host %s", host), e);
}

/* Whoever could replace the snapshot could have any network made of it. */
static int make_private(struct cli *c, const char *path, struct err *e)
{
	struct stat st;

	make_directory(c, path);
	if (lstat(path, &st))
		return err_set(e, ERR_ENVIRONMENT, path, "%s", strerror(errno));
	if (!S_ISDIR(st.st_mode) || st.st_uid != geteuid())
		return err_set(e, ERR_ENVIRONMENT, path, "is not a directory of this user's");
	if (st.st_mode & 077 && chmod(path, 0700))
		return err_set(e, ERR_ENVIRONMENT, path, "is open to others: %s", strerror(errno));
	return 0;
}

int lock_guard_place(struct cli *c, struct guard_place *out, struct err *e)
{
	out->state = directory(c, "/var/lib/lacppair");
	out->run = directory(c, "/run/lacppair");
	return make_private(c, out->state, e) || make_private(c, out->run, e) ? -1 : 0;
}
