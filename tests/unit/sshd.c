// SPDX-License-Identifier: Apache-2.0
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "sshd.h"
#include "virtual.h"

#define SSHD "/usr/sbin/sshd"

static const char config[] = "hostname sw1\nusername netops privilege 15 secret 0 hunter2\n"
			     "interface GigabitEthernet1/0/1\nline vty 0 4\nend\n";

bool sshd_exists(void)
{
	return !access(SSHD, X_OK);
}

int sshd_play_switch(void)
{
	struct err e;
	struct vswitch *s = vswitch_new(config, NULL, &e);
	struct vswitch_vty *v = s ? vswitch_open(s, "netops") : NULL;
	struct termios raw;
	char in[4096];
	ssize_t n = 0;

	if (!v || tcgetattr(STDIN_FILENO, &raw))
		return 1;
	cfmakeraw(&raw);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	do {
		const char *out;
		size_t len;

		vswitch_input(v, in, (size_t)n);
		len = vswitch_output(v, &out);
		if (len && write(STDOUT_FILENO, out, len) < 0)
			break;
	} while (!vswitch_ended(v) && (n = read(STDIN_FILENO, in, sizeof(in))) > 0);
	vswitch_close(v);
	vswitch_free(s);
	return 0;
}

static const char *password(void *ctx)
{
	struct sshd *s = ctx;

	s->asked++;
	return s->password;
}

static void note(void *ctx, const char *name, const char *what, const char *detail)
{
	struct sshd *s = ctx;
	size_t n = strlen(s->told);

	snprintf(s->told + n, sizeof(s->told) - n, "%s: %s: %s\n", name, what, detail);
}

void sshd_run(struct sshd *s, const char *fmt, ...)
{
	char command[1024], whole[1200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(command, sizeof(command), fmt, ap);
	va_end(ap);
	snprintf(whole, sizeof(whole), "cd %s && { %s; } >>out 2>&1", s->dir, command);
	if (system(whole))
		fail_msg("%s", whole);
}

void sshd_prepare(struct sshd *s)
{
	const struct passwd *p = getpwuid(geteuid());

	*s = (struct sshd){ .dir = "/tmp/test_sshd.XXXXXX" };
	assert_non_null(p);
	assert_non_null(mkdtemp(s->dir));
	if (!geteuid()) /* where sshd's unprivileged half lives */
		mkdir("/run/sshd", 0755);
	snprintf(s->known_hosts, sizeof(s->known_hosts), "%s/known_hosts", s->dir);
	sshd_run(s, "ssh-keygen -q -t ed25519 -N '' -f user && cp user.pub authorized");
	s->login = (struct switch_login){
		.name = "sw1",
		.address = "127.0.0.1",
		.user = strdup(p->pw_name),
		.known_hosts = s->known_hosts,
		.accept_new = true,
		.note = note,
		.note_ctx = s,
		.secrets = { .password = password, .ctx = s },
	};
}

static void write_config(const struct sshd *s, const char *lines)
{
	char path[128], self[512];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	FILE *f;

	assert_true(n > 0);
	self[n] = '\0';
	snprintf(path, sizeof(path), "%s/config", s->dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fprintf(f,
		"UsePAM no\nStrictModes no\nPermitRootLogin yes\nPasswordAuthentication no\n"
		"KbdInteractiveAuthentication no\nAuthorizedKeysFile %s/authorized\n"
		"PidFile none\n%s\nForceCommand %s switch\n",
		s->dir, lines, self);
	fclose(f);
}

/* The child: a server for each connection, until it is killed. */
static void serve(const struct sshd *s, int listener)
{
	char path[128], log[128];

	snprintf(path, sizeof(path), "%s/config", s->dir);
	snprintf(log, sizeof(log), "%s/log", s->dir);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	signal(SIGCHLD, SIG_IGN);
	if (chdir(s->dir)) /* HostKey lines are relative */
		_exit(1);
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			_exit(1);
		if (!fork()) {
			dup2(fd, 0);
			dup2(fd, 1);
			signal(SIGCHLD, SIG_DFL);
			execl(SSHD, SSHD, "-i", "-E", log, "-f", path, (char *)NULL);
			_exit(1);
		}
		close(fd);
	}
}

void sshd_start(struct sshd *s, const char *lines)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	write_config(s, lines);
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(fd, 16), 0);
	getsockname(fd, (struct sockaddr *)&a, &len);
	s->port = s->login.port = ntohs(a.sin_port);
	s->pid = fork();
	if (!s->pid)
		serve(s, fd);
	close(fd);
}

static void end(pid_t *pid)
{
	if (*pid <= 0)
		return;
	kill(*pid, SIGKILL);
	waitpid(*pid, NULL, 0);
	*pid = 0;
}

void sshd_stop(struct sshd *s)
{
	char command[128];

	if (!s->dir[0])
		return;
	end(&s->pid);
	end(&s->agent);
	unsetenv("SSH_AUTH_SOCK");
	snprintf(command, sizeof(command), "rm -rf %s", s->dir);
	assert_int_equal(system(command), 0);
	free((void *)(uintptr_t)s->login.user);
	s->dir[0] = '\0';
}

void sshd_agent(struct sshd *s)
{
	char path[96];

	snprintf(path, sizeof(path), "%s/agent", s->dir);
	s->agent = fork();
	if (!s->agent) {
		if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
			_exit(1);
		execlp("ssh-agent", "ssh-agent", "-D", "-a", path, (char *)NULL);
		_exit(1);
	}
	setenv("SSH_AUTH_SOCK", path, 1);
	/* Its socket is there before it listens. */
	sshd_run(s,
		"for i in $(seq 400); do ssh-add -q user && break; sleep 0.05; done; "
		"ssh-add -l");
}

int sshd_read(struct sshd *s, struct switch_read *found, struct err *e)
{
	struct arena *a = arena_new();
	struct switch_job *job = switch_job_read(a, &s->login, SWITCH_CONFIG, found);
	int rc;

	*e = (struct err){ 0 };
	s->told[0] = '\0';
	s->asked = 0;
	rc = switch_run(job, e);
	*found = (struct switch_read){ 0 };
	arena_free(a);
	return rc;
}
