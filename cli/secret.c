// SPDX-License-Identifier: Apache-2.0
/*
 * Where a switch's secrets come from: --password-file, the environment, password_command, the
 * terminal; in that order. They are never in the arena, an argument or a message; each lives in
 * one buffer of the process, locked in memory where that is allowed.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "cli_private.h"

/* Of one switch. What was asked for once serves all sessions with it. */
struct source {
	struct source *next;
	struct cli *cli;
	const struct intent_switch *sw;
	bool prompt;
	char password[256], enable[256], jump[256], answer[256];
};

static struct source *sources;

static void wipe(void)
{
	for (struct source *s = sources; s; s = s->next) {
		explicit_bzero(s->password, sizeof(s->password));
		explicit_bzero(s->enable, sizeof(s->enable));
		explicit_bzero(s->jump, sizeof(s->jump));
		explicit_bzero(s->answer, sizeof(s->answer));
	}
}

/* Memory that is not paged out where that is allowed, and in no core file; until the end. */
static struct source *source_new(void)
{
	struct source *s =
		mmap(NULL, sizeof(*s), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (s == MAP_FAILED)
		abort();
	mlock(s, sizeof(*s));
	madvise(s, sizeof(*s), MADV_DONTDUMP);
	if (!sources)
		atexit(wipe);
	s->next = sources;
	return sources = s;
}

static struct source *source_of(const struct intent_switch *sw)
{
	for (struct source *s = sources; s; s = s->next)
		if (s->sw == sw)
			return s;
	return source_new();
}

/* The first line of fd into out. 0, or -1 when there is none or it does not fit. */
static int read_line(int fd, char *out, size_t size)
{
	size_t n = 0;
	ssize_t got = 0;

	while (n < size && (got = read(fd, out + n, 1)) == 1 && out[n] != '\n')
		n++;
	if (got < 0 || n >= size || !n) {
		explicit_bzero(out, size);
		return -1;
	}
	out[n] = '\0';
	if (n && out[n - 1] == '\r')
		out[n - 1] = '\0';
	return 0;
}

static int from_file(const char *path, char *out, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), r;

	if (fd < 0)
		return -1;
	r = read_line(fd, out, size);
	close(fd);
	return r;
}

/* LACPPAIR_PASSWORD_SW1 for "sw1"; what is no letter or digit becomes '_'. */
static const char *from_environment(const char *what, const char *name)
{
	char var[128];
	size_t n = (size_t)snprintf(var, sizeof(var), "LACPPAIR_%s_%s", what, name);
	const char *value;

	for (size_t i = strlen(what) + 10; i < n && i < sizeof(var) - 1; i++)
		var[i] =
			isalnum((unsigned char)var[i]) ? (char)toupper((unsigned char)var[i]) : '_';
	value = getenv(var);
	if (!value) {
		snprintf(var, sizeof(var), "LACPPAIR_%s", what);
		value = getenv(var);
	}
	return value && *value ? value : NULL;
}

static int from_command(const char **argv, char *out, size_t size)
{
	int fds[2], r, status;
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC))
		return -1;
	pid = fork();
	if (pid == 0) {
		char **args = calloc(64, sizeof(*args));

		for (size_t i = 0; args && argv[i] && i < 63; i++)
			args[i] = strdup(argv[i]);
		dup2(fds[1], STDOUT_FILENO);
		if (args)
			execvp(args[0], args);
		_exit(127);
	}
	close(fds[1]);
	r = pid < 0 ? -1 : read_line(fds[0], out, size);
	close(fds[0]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return r || pid < 0 || !WIFEXITED(status) || WEXITSTATUS(status) ? -1 : 0;
}

static int from_terminal(const char *question, bool echo, char *out, size_t size)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC), r;
	struct termios old, silent;

	if (fd < 0)
		return -1;
	if (tcgetattr(fd, &old)) {
		close(fd);
		return -1;
	}
	silent = old;
	if (!echo)
		silent.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(fd, TCSAFLUSH, &silent);
	dprintf(fd, "%s", question);
	r = read_line(fd, out, size);
	tcsetattr(fd, TCSAFLUSH, &old);
	if (!echo)
		dprintf(fd, "\n");
	close(fd);
	return r;
}

static const char *ask(struct source *s, const char *what, char *out, size_t size)
{
	const char *question =
		arena_printf(s->cli->arena, "%s of %s: ", what, cli_clean(s->cli, s->sw->name));

	return s->prompt && !from_terminal(question, false, out, size) ? out : NULL;
}

static const char *password(void *ctx)
{
	struct source *s = ctx;
	const char *file = cli_value(s->cli, "password-file");
	const char *env = from_environment("PASSWORD", s->sw->name);

	if (s->password[0])
		return s->password;
	if (file)
		return from_file(file, s->password, sizeof(s->password)) ? NULL : s->password;
	if (env) {
		snprintf(s->password, sizeof(s->password), "%s", env);
		return s->password;
	}
	if (s->sw->password_command)
		return from_command(s->sw->password_command, s->password, sizeof(s->password))
			? NULL
			: s->password;
	return ask(s, "Password", s->password, sizeof(s->password));
}

static const char *enable(void *ctx)
{
	struct source *s = ctx;
	const char *env = from_environment("ENABLE", s->sw->name);

	if (s->enable[0])
		return s->enable;
	if (env) {
		snprintf(s->enable, sizeof(s->enable), "%s", env);
		return s->enable;
	}
	return ask(s, "Enable secret", s->enable, sizeof(s->enable));
}

static const char *jump_password(void *ctx)
{
	struct source *s = ctx;
	const char *env = from_environment("JUMP_PASSWORD", s->sw->name);

	if (s->jump[0])
		return s->jump;
	if (env) {
		snprintf(s->jump, sizeof(s->jump), "%s", env);
		return s->jump;
	}
	return ask(s, arena_printf(s->cli->arena, "Password on %s, jump host", s->sw->jump_address),
		s->jump, sizeof(s->jump));
}

/* In the words of a device or a library: what is no text is not printed. */
static const char *answer(void *ctx, const char *question, bool echo)
{
	struct source *s = ctx;
	const char *text = arena_printf(
		s->cli->arena, "%s asks: %s ", s->sw->name, cli_clean(s->cli, question));

	return s->prompt && !from_terminal(text, echo, s->answer, sizeof(s->answer)) ? s->answer
										     : NULL;
}

bool cli_has_password(struct cli *c, const struct intent_switch *sw)
{
	return cli_value(c, "password-file") || from_environment("PASSWORD", sw->name) ||
		sw->password_command;
}

static const char *own_name(const struct cli *c)
{
	const struct passwd *p = getpwuid(geteuid());

	return arena_strdup(c->arena, p ? p->pw_name : "root");
}

static bool was_noted(const struct cli *c, const char *text)
{
	const json_t *list = json_object_get(c->doc, "warnings");
	const json_t *entry;
	size_t i;

	json_array_foreach(list, i, entry)
	{
		if (!strcmp(json_string_value(json_object_get(entry, "text")), text))
			return true;
	}
	return false;
}

/* A warning about a login; that of a second session is the same, and not said again. */
static void note(void *ctx, const char *name, const char *what, const char *detail)
{
	struct cli *c = ctx;
	struct report r = { .arena = c->arena };
	const char *text = cli_clean(c, arena_printf(c->arena, "%s: %s: %s", name, what, detail));

	if (was_noted(c, text))
		return;
	report_add(&r, REPORT_WARNING, (struct pos){ .line = 0 }, "%s", text);
	cli_report(c, &r, "warnings");
}

void cli_login(struct cli *c, const struct intent_switch *sw, bool prompt, struct switch_login *out)
{
	struct source *s = source_of(sw);
	struct switch_login *jump = NULL;

	s->cli = c;
	s->sw = sw;
	s->prompt = prompt;
	*out = (struct switch_login){
		.name = sw->name,
		.address = sw->address,
		.port = sw->port,
		.user = sw->user ? sw->user : own_name(c),
		.known_hosts = cli_value(c, "known-hosts"),
		.identity = cli_value(c, "identity"),
		.accept_new = cli_flag(c, "accept-new"),
		.legacy = sw->ssh_legacy,
		.note = note,
		.note_ctx = c,
		.stop = &cli_stop,
		.log = cli_value(c, "log") ? cli_log_line : NULL,
		.log_ctx = c,
		.secrets = { .password = password, .enable = enable, .answer = answer, .ctx = s },
	};
	if (!sw->jump_address)
		return;
	/* The same but for what is the switch's own. */
	jump = ARENA_NEW(c->arena, struct switch_login);
	*jump = *out;
	jump->address = sw->jump_address;
	jump->port = sw->jump_port;
	jump->user = sw->jump_user ? sw->jump_user : own_name(c);
	jump->legacy = false;
	jump->secrets.password = jump_password;
	out->jump = jump;
}
