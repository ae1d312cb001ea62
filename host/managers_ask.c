// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fd.h"
#include "managers_ask.h"

enum { ANSWER_MAX = 1 << 20, WAIT_S = 5 };

/* Its states are words of the user's language otherwise. A bus that hangs ends with the alarm. */
static void be_nmcli(int out, char *program)
{
	char *const args[] = { program, "-t", "-f", "DEVICE,STATE,CONNECTION", "device", NULL };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	dup2(null, STDIN_FILENO);
	dup2(null, STDERR_FILENO);
	dup2(out, STDOUT_FILENO);
	setenv("LC_ALL", "C", 1);
	unsetenv("LANGUAGE");
	signal(SIGALRM, SIG_DFL);
	alarm(WAIT_S);
	execvp(program, args);
	_exit(127);
}

static bool ended_well(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return false;
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

const char *managers_ask_nm(struct arena *a, const char *program)
{
	const char *answer = NULL;
	struct buf b = { 0 };
	int fds[2], failed;
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC))
		return NULL;
	pid = fork();
	if (!pid)
		be_nmcli(fds[1], arena_strdup(a, program));
	close(fds[1]);
	failed = pid < 0 || fd_read(fds[0], &b, ANSWER_MAX);
	close(fds[0]);
	if (pid > 0 && ended_well(pid) && !failed)
		answer = arena_strdup(a, buf_text(&b));
	buf_free(&b);
	return answer;
}
