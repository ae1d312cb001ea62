// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "prompt.h"

static const char name_bytes[] =
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-@/:+";

/* What IOS leaves of the name in configuration at the least. */
enum { PROMPT_CUT_MIN = 16 };

/* NAME[(MODE)]{>|#}: fills out, but for the meaning of the mode. */
static bool prompt_parse(const char *line, size_t *name_len, struct prompt *out)
{
	size_t name = strspn(line, name_bytes), mode = 0;
	const char *p = line + name;

	if (!name || name >= PROMPT_HOST_MAX)
		return false;
	if (*p == '(') {
		mode = strspn(p + 1, name_bytes);
		if (mode >= PROMPT_MODE_MAX || p[1 + mode] != ')')
			return false;
		memcpy(out->mode_name, p + 1, mode);
		p += mode + 2;
	}
	if (*p != '>' && *p != '#')
		return false;
	out->mode_name[mode] = '\0';
	out->mode = p != line + name ? IOS_MODE_CONFIG : *p == '#' ? IOS_MODE_EXEC : IOS_MODE_USER;
	out->len = (size_t)(p + 1 - line);
	*name_len = name;
	return true;
}

bool prompt_ends(const char *rest)
{
	return !rest[0] || (rest[0] == ' ' && !rest[1]);
}

bool prompt_learn(const char *line, char host[PROMPT_HOST_MAX])
{
	struct prompt p;
	size_t name;

	if (!prompt_parse(line, &name, &p) || p.mode == IOS_MODE_CONFIG ||
		!prompt_ends(line + p.len))
		return false;
	memcpy(host, line, name);
	host[name] = '\0';
	return true;
}

/* The shell of Tcl and the states of a supervisor look like a mode of configuration. */
static bool mode_is_foreign(const char *mode)
{
	static const char *const foreign[] = { "tcl", "standby", "boot", "rp-rec-mode",
		"maint-mode" };

	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
		if (!strcmp(mode, foreign[i]))
			return true;
	return false;
}

static bool is_config(const char *line, const struct prompt *p)
{
	return p->mode == IOS_MODE_CONFIG && line[p->len - 1] == '#' &&
		!mode_is_foreign(p->mode_name);
}

bool prompt_learn_config(const char *line, char host[PROMPT_HOST_MAX], struct prompt *out)
{
	size_t name;

	if (!prompt_parse(line, &name, out) || !is_config(line, out) ||
		!prompt_ends(line + out->len))
		return false;
	memcpy(host, line, name);
	host[name] = '\0';
	return true;
}

bool prompt_starts(const char *host, const char *line, struct prompt *out)
{
	size_t name;

	if (*line != *host || !prompt_parse(line, &name, out) || strncmp(line, host, name))
		return false;
	if (host[name] && (out->mode != IOS_MODE_CONFIG || name < PROMPT_CUT_MIN))
		return false;
	return out->mode != IOS_MODE_CONFIG || is_config(line, out);
}

bool prompt_is(const char *host, const char *line, struct prompt *out)
{
	return prompt_starts(host, line, out) && prompt_ends(line + out->len);
}

bool prompt_unfit(const char *line)
{
	static const char *const loaders[] = { "rommon ", "switch:", "loader>", "+>" };
	struct prompt p;
	size_t name;

	for (size_t i = 0; i < sizeof(loaders) / sizeof(*loaders); i++)
		if (!strncmp(line, loaders[i], strlen(loaders[i])))
			return true;
	if (!prompt_parse(line, &name, &p) || !prompt_ends(line + p.len))
		return false;
	return (p.mode == IOS_MODE_CONFIG && mode_is_foreign(p.mode_name)) ||
		(name > 8 && !strncmp(line + name - 8, "-standby", 8));
}
