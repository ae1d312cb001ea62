// SPDX-License-Identifier: Apache-2.0
/*
 * Which device this is: show version, show inventory, show privilege, show configuration lock. The
 * software's line stands behind the one of IOS-XE, which says less; a stack prints a serial number
 * for each member.
 */
#include <string.h>
#include <strings.h>

#include "show_text.h"
#include "switch_facts.h"

static const char *dup(struct arena *a, const struct show_span *s)
{
	char text[160];

	show_clean(s, text, sizeof(text));
	return arena_strdup(a, text);
}

/* What stands behind `words` in the line. False: they do not. */
static bool find(struct show_span line, const char *words, struct show_span *rest)
{
	size_t n = strlen(words);
	const char *at = memmem(line.text, line.len, words, n);

	if (!at)
		return false;
	rest->text = at + n;
	rest->len = (size_t)(line.text + line.len - rest->text);
	return true;
}

/* "Cisco IOS Software [Fuji], Catalyst L3 Switch Software (CAT9K_IOSXE), Version 16.9.3, ..." */
static bool read_software(struct arena *a, struct show_span line, struct show_version *out)
{
	struct show_span version, name = line, head;

	if (!find(line, "Version ", &version) || !memmem(line.text, line.len, " Software (", 11))
		return false;
	name.len = (size_t)(version.text - strlen("Version ") - line.text);
	while (name.len && strchr(", ", name.text[name.len - 1]))
		name.len--;
	if (show_starts(&name, "Cisco IOS Software") && find(name, ", ", &head))
		name = head;
	out->software = dup(a, &name);
	version.len = strcspn(version.text, ", \n") < version.len ? strcspn(version.text, ", \n")
								  : version.len;
	out->release = dup(a, &version);
	return true;
}

/* "cisco WS-C3850-48U (MIPS) processor with 4194304K bytes of physical memory." */
static void read_model(struct arena *a, struct show_span line, struct show_version *out)
{
	struct show_span rest = line, word;

	if (*out->model || !memmem(line.text, line.len, "bytes of ", 9) ||
		!show_next_word(&rest, &word) || word.len != 5 ||
		strncasecmp(word.text, "cisco", 5) != 0 || !show_next_word(&rest, &word))
		return;
	out->model = dup(a, &word);
}

static void add_serial(struct arena *a, struct show_span value, struct show_serials *out)
{
	struct show_span word;
	const char *serial;

	if (!show_next_word(&value, &word))
		return;
	if (word.text[word.len - 1] == ',')
		word.len--;
	serial = dup(a, &word);
	for (size_t i = 0; i < out->n; i++)
		if (!strcmp(out->v[i], serial))
			return;
	if (*serial)
		*ARENA_PUSH(a, out) = serial;
}

static void read_serial(struct arena *a, struct show_span line, struct show_version *out)
{
	static const char system[] = "System Serial Number";
	struct show_span key, value;

	if (show_starts(&line, "Processor board ID ") && find(line, " ID ", &value))
		add_serial(a, value, &out->serials);
	else if (show_pair(line, &key, &value) && key.len == strlen(system) &&
		!strncasecmp(key.text, system, key.len))
		add_serial(a, value, &out->serials);
}

int show_version_parse(struct arena *a, const char *text, struct show_version *out, struct err *e)
{
	const char *rest = text;
	struct show_span line;

	*out = (struct show_version){ .release = "", .model = "" };
	while (show_next_line(&rest, &line)) {
		if (!out->software && read_software(a, line, out))
			continue;
		read_model(a, line, out);
		read_serial(a, line, out);
	}
	return out->software ? 0 : show_refuse("show version", text, e);
}

/* "PID: WS-C3850-48U      , VID: V05  , SN: FOC11111111" */
int show_inventory_parse(struct arena *a, const char *text, struct show_serials *out, struct err *e)
{
	const char *rest = text;
	struct show_span line, value;
	bool known = false;

	memset(out, 0, sizeof(*out));
	while (show_next_line(&rest, &line)) {
		if (!show_starts(&line, "PID:"))
			continue;
		known = true;
		if (find(line, "SN:", &value))
			add_serial(a, value, out);
	}
	return known ? 0 : show_refuse("show inventory", text, e);
}

int show_privilege_parse(const char *text, unsigned *out, struct err *e)
{
	struct show_span line, rest;

	for (const char *p = text; show_next_line(&p, &line);)
		if (find(line, "Current privilege level is ", &rest) && show_number(&rest, 15, out))
			return 0;
	return show_refuse("show privilege", text, e);
}

int show_lock_parse(const char *text, struct show_lock *out, struct err *e)
{
	struct show_span line, key, value;
	bool known = false;

	memset(out, 0, sizeof(*out));
	for (const char *p = text; show_next_line(&p, &line);) {
		if (!show_pair(line, &key, &value))
			continue;
		if (show_is(&key, "User"))
			show_clean(&value, out->user, sizeof(out->user));
		else if (show_is(&key, "TTY"))
			show_clean(&value, out->tty, sizeof(out->tty));
		else if (show_is(&key, "State")) {
			known = true;
			out->locked = show_is(&value, "LOCKED");
		}
	}
	return known ? 0 : show_refuse("show configuration lock", text, e);
}
