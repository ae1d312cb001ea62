// SPDX-License-Identifier: Apache-2.0
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "managers.h"

/* The value of the line "KEY=value", in a, or NULL. */
static const char *value_of(struct arena *a, const char *text, const char *key)
{
	size_t len = strlen(key);

	for (const char *p = text; *p; p += *p == '\n') {
		size_t line = strcspn(p, "\n");

		if (line > len && !strncmp(p, key, len) && p[len] == '=')
			return arena_strndup(a, p + len + 1, line - len - 1);
		p += line;
	}
	return NULL;
}

static bool line_is(const char *text, const char *line)
{
	size_t len = strlen(line);

	for (const char *p = text; *p; p += *p == '\n') {
		size_t n = strcspn(p, "\n");

		if (n == len && !strncmp(p, line, len))
			return true;
		p += n;
	}
	return false;
}

/* Of a line of nmcli -t: colons within a field have a backslash before them. */
static const char *unescaped(struct arena *a, const char *field, size_t len)
{
	char *out = arena_strndup(a, field, len);
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (out[i] == '\\' && i + 1 < len)
			i++;
		out[n++] = isprint((unsigned char)out[i]) ? out[i] : '?';
	}
	out[n] = '\0';
	return out;
}

/* A name of a link has no colon (dev_valid_name), neither has a state; a profile's name may. */
static bool nm_device(struct arena *a, const char *line, size_t len, struct manager_nm_device *out)
{
	const char *state = memchr(line, ':', len), *profile;
	size_t rest;

	if (!state || state == line || state - line >= LINK_NAME_MAX)
		return false;
	snprintf(out->link, sizeof(out->link), "%.*s", (int)(state - line), line);
	rest = len - (size_t)(++state - line);
	profile = memchr(state, ':', rest);
	if (!profile)
		return false;
	out->managed = strncmp(state, "unmanaged:", strlen("unmanaged:")) != 0;
	out->external = memmem(state, (size_t)(profile - state), "(externally)", 12) != NULL;
	rest -= (size_t)(++profile - state);
	out->profile = rest ? unescaped(a, profile, rest) : NULL;
	return true;
}

bool manager_nm_device(struct arena *a, const char **text, struct manager_nm_device *out)
{
	while (**text) {
		const char *line = *text;
		size_t len = strcspn(line, "\n");

		*text += len + (line[len] == '\n');
		if (nm_device(a, line, len, out))
			return true;
	}
	return false;
}

int manager_nm_managed(const char *text)
{
	if (line_is(text, "managed=true") || line_is(text, "managed=1"))
		return 1;
	return line_is(text, "managed=false") || line_is(text, "managed=0") ? 0 : -1;
}

const char *manager_nm_profile(struct arena *a, const char *text)
{
	return value_of(a, text, "connection-uuid");
}

bool manager_networkd_owns(struct arena *a, const char *text, const char **file)
{
	const char *state = value_of(a, text, "ADMIN_STATE");

	*file = value_of(a, text, "NETWORK_FILE");
	if (!*file)
		*file = "";
	if (state && (!strcmp(state, "unmanaged") || !strcmp(state, "initialized")))
		return false;
	return **file || (state && strcmp(state, "pending") != 0);
}

static bool in_name(char c)
{
	return isalnum((unsigned char)c) || c == '.' || c == '_' || c == '-';
}

static bool has_word(const char *line, size_t len, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; n && i + n <= len && line[i] != '#'; i++)
		if (!strncmp(line + i, word, n) && (!i || !in_name(line[i - 1])) &&
			(i + n == len || !in_name(line[i + n])))
			return true;
	return false;
}

unsigned manager_mentions(const char *text, const char *word)
{
	unsigned line = 1;

	for (const char *p = text; *p; p += *p == '\n', line++) {
		size_t len = strcspn(p, "\n");

		if (has_word(p, len, word))
			return line;
		p += len;
	}
	return 0;
}

/* What stands between `from` and the next of `end`, in a; NULL: it is not there. */
static const char *between(struct arena *a, const char *text, const char *from, const char *end)
{
	const char *p = strstr(text, from);
	size_t len;

	if (!p)
		return NULL;
	p += strlen(from);
	len = strcspn(p, end);
	return p[len] && len ? arena_strndup(a, p, len) : NULL;
}

const char *manager_libvirt_name(struct arena *a, const char *text)
{
	return between(a, text, "<name>", "<");
}

const char *manager_libvirt_bridge(struct arena *a, const char *text)
{
	if (strstr(text, "<forward mode='bridge'"))
		return NULL;
	return between(a, text, "<bridge name='", "'");
}

/* <forward dev='eno1' ...>, <interface dev='eno1'/>: as libvirt writes it, in a network only so. */
const char *manager_libvirt_nic(struct arena *a, const char **text)
{
	static const char before[] = " dev='";
	const char *p = strstr(*text, before), *nic = p ? between(a, p, before, "'") : NULL;

	*text = nic ? p + strlen(before) + strlen(nic) : "";
	return nic;
}
