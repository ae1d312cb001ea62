// SPDX-License-Identifier: Apache-2.0
#include "test.h"
#include "buf.h"
#include "ios_sim.h"

/* Longer ones first: `switchport` is the beginning of others. */
static const struct {
	const char *words;
	const char *hidden; /* the value that is not printed */
	bool bare;
} known[] = {
	{ "switchport trunk encapsulation", NULL, false },
	{ "switchport trunk native vlan", "1", false },
	{ "switchport trunk allowed vlan", NULL, false },
	{ "switchport mode", NULL, false },
	{ "switchport access vlan", "1", false },
	{ "switchport nonegotiate", NULL, true },
	{ "switchport", NULL, true },
	{ "spanning-tree portfast", NULL, false },
	{ "spanning-tree bpduguard", NULL, false },
	{ "port-channel min-links", NULL, false },
	{ "description", NULL, false },
	{ "lacp rate", "normal", false },
	{ "channel-group", NULL, false },
	{ "shutdown", NULL, true },
};

static size_t find_known(const char *text)
{
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		size_t n = strlen(known[i].words);

		if (!strncmp(text, known[i].words, n) &&
			(!text[n] || (text[n] == ' ' && !known[i].bare)))
			return i;
	}
	fail_msg("a line that the interpreter does not know: %s", text);
	return 0;
}

const char *sim_value(const struct sim_section *s, const char *words)
{
	size_t n = strlen(words);

	for (size_t i = 0; i < s->n; i++)
		if (!strncmp(s->line[i], words, n) && (!s->line[i][n] || s->line[i][n] == ' '))
			return s->line[i] + n + (s->line[i][n] == ' ');
	return NULL;
}

bool sim_has(const struct sim_section *s, const char *text)
{
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->line[i], text))
			return true;
	return false;
}

static void drop(struct sim_section *s, const char *words, bool exact)
{
	size_t n = strlen(words), out = 0;

	for (size_t i = 0; i < s->n; i++)
		if (strncmp(s->line[i], words, n) ||
			(s->line[i][n] && (exact || s->line[i][n] != ' ')))
			s->line[out++] = s->line[i];
	s->n = out;
}

static void add(struct sim *s, struct sim_section *sec, const char *text)
{
	assert_true(sec->n < SIM_LINES);
	sec->line[sec->n++] = arena_strdup(s->arena, text);
}

struct sim_section *sim_find(struct sim *s, const char *name)
{
	for (size_t i = 0; i < SIM_SECTIONS; i++)
		if (!strcmp(s->section[i].name, name))
			return &s->section[i];
	return NULL;
}

static struct sim_section *section(struct sim *s, const char *name)
{
	struct sim_section *sec = sim_find(s, name);

	if (sec)
		return sec;
	sec = sim_find(s, "");
	assert_non_null(sec);
	memset(sec, 0, sizeof(*sec));
	snprintf(sec->name, sizeof(sec->name), "%s", name);
	return sec;
}

/* The list as a set; false: all, which is not printed. */
static bool read_list(const struct sim_section *sec, struct vlanset *set)
{
	bool said = false;

	memset(set, 0, sizeof(*set));
	for (size_t i = 0; i < sec->n; i++) {
		const char *l = sec->line[i];

		if (strncmp(l, "switchport trunk allowed vlan ", 30))
			continue;
		said = true;
		l += strncmp(l + 30, "add ", 4) ? 30 : 34;
		if (strcmp(l, "none") != 0)
			assert_int_equal(vlanset_parse(set, l), -1);
	}
	if (!said)
		vlanset_add_range(set, 1, 4094);
	return said;
}

static void write_list(struct sim *s, struct sim_section *sec, struct vlanset set)
{
	char list[64];
	const char *word = "";

	drop(sec, "switchport trunk allowed vlan", false);
	if (vlanset_count(&set) == 4094)
		return;
	if (vlanset_empty(&set))
		add(s, sec, "switchport trunk allowed vlan none");
	while (vlanset_take_chunk(&set, list, sizeof(list), 44)) {
		add(s, sec,
			arena_printf(s->arena, "switchport trunk allowed vlan %s%s", word, list));
		word = "add ";
	}
}

static void set_list(struct sim *s, struct sim_section *sec, const char *value)
{
	struct vlanset set, read = { { 0 } };
	bool adds = !strncmp(value, "add ", 4), removes = !strncmp(value, "remove ", 7);

	read_list(sec, &set);
	if (!strcmp(value, "all")) {
		memset(&set, 0, sizeof(set));
		vlanset_add_range(&set, 1, 4094);
	} else if (!strcmp(value, "none")) {
		memset(&set, 0, sizeof(set));
	} else {
		assert_int_equal(vlanset_parse(&read, value + (adds ? 4 : removes ? 7 : 0)), -1);
		if (adds)
			vlanset_union(&set, &read);
		else if (removes)
			vlanset_minus(&set, &read);
		else
			set = read;
	}
	write_list(s, sec, set);
}

/* What IOS answers with `Command rejected`. */
static void check_rejections(const struct sim *s, const struct sim_section *sec)
{
	const char *mode = sim_value(sec, "switchport mode");

	if (sim_has(sec, "switchport nonegotiate") && (!mode || !strncmp(mode, "dynamic", 7)))
		fail_msg("%s: Conflict between 'nonegotiate' and 'dynamic' status", sec->name);
	if (s->wants_encapsulation && mode && !strcmp(mode, "trunk") &&
		!sim_has(sec, "switchport trunk encapsulation dot1q"))
		fail_msg("%s: trunk encapsulation is \"Auto\"", sec->name);
}

static char protocol(const char *group)
{
	const char *mode = strstr(group, "mode ");

	assert_non_null(mode);
	return strchr("ap", mode[5]) && strncmp(mode + 5, "auto", 4) ? 'L'
		: mode[5] == 'o'                                     ? 's'
								     : 'P';
}

/* All ports of a group speak one protocol, the port's own mode of before among them. */
static void check_group(const struct sim *s, const char *value)
{
	for (size_t i = 0; i < SIM_SECTIONS; i++) {
		const char *other = sim_value(&s->section[i], "channel-group");

		if (other && atoi(other) == atoi(value) && protocol(other) != protocol(value))
			fail_msg("Channel protocol mismatch: %s has %s", s->section[i].name, other);
	}
}

static void change(struct sim *s, struct sim_section *sec, const char *text)
{
	bool no = !strncmp(text, "no ", 3);
	const char *bare = no ? text + 3 : text, *value;
	size_t k = find_known(bare);

	value = bare + strlen(known[k].words);
	value += *value == ' ';
	if (!no && !strcmp(known[k].words, "channel-group"))
		check_group(s, value);
	if (!strcmp(known[k].words, "switchport trunk allowed vlan")) {
		set_list(s, sec, no ? "all" : value);
	} else if (!strcmp(known[k].words, "switchport")) {
		drop(sec, "no switchport", true);
		if (no)
			add(s, sec, "no switchport");
	} else {
		drop(sec, known[k].words, known[k].bare);
		if (!no && (!known[k].hidden || strcmp(value, known[k].hidden) != 0))
			add(s, sec, bare);
	}
	check_rejections(s, sec);
}

static bool is_copied(const struct sim *s, const char *text)
{
	return strstr(text, "switchport") ||
		(s->copies_all && (strstr(text, "spanning-tree") || strstr(text, "shutdown")));
}

/* The group of a member, or of a Port-channel by its name; 0: none. */
static int group_of(const struct sim_section *sec)
{
	const char *group = sim_value(sec, "channel-group");

	return group ? atoi(group) : 0;
}

static int channel_number(const struct sim_section *sec)
{
	return strncmp(sec->name, "interface Port-channel", 22) ? 0 : atoi(sec->name + 22);
}

static void drop_channel(struct sim *s, struct sim_section *channel)
{
	for (size_t i = 0; i < SIM_SECTIONS; i++) {
		struct sim_section *m = &s->section[i];

		if (!*m->name || group_of(m) != channel_number(channel))
			continue;
		drop(m, "channel-group", false);
		drop(m, "shutdown", true);
		add(s, m, "shutdown");
	}
	memset(channel, 0, sizeof(*channel));
}

static void global_line(struct sim *s, const char *text)
{
	if (!strncmp(text, "vlan ", 5))
		vlanset_add(&s->vlans, (unsigned)atoi(text + 5));
	else if (!strncmp(text, "no vlan ", 8))
		vlanset_del(&s->vlans, (unsigned)atoi(text + 8));
	else if (!strncmp(text, "no interface Port-channel", 25) && sim_find(s, text + 3))
		drop_channel(s, sim_find(s, text + 3));
	else
		fail_msg("a global line that the interpreter does not know: %s", text);
}

void sim_line(struct sim *s, const struct switch_line *line)
{
	struct sim_section *sec;

	assert_true(strlen(line->text) <= 254);
	if (!line->parent) {
		global_line(s, line->text);
		return;
	}
	if (!strncmp(line->parent, "vlan ", 5))
		return;
	sec = section(s, line->parent);
	change(s, sec, line->text);
	if (group_of(sec))
		section(s, arena_printf(s->arena, "interface Port-channel%d", group_of(sec)));
	for (size_t i = 0; i < SIM_SECTIONS && channel_number(sec); i++)
		if (is_copied(s, line->text) && group_of(&s->section[i]) == channel_number(sec))
			change(s, &s->section[i], line->text);
}

void sim_read(struct sim *s, struct arena *a, const char *config, const char *vlans)
{
	struct sim_section *sec = NULL;
	char *text = arena_strdup(a, config), *save = NULL;

	memset(s, 0, sizeof(*s));
	s->arena = a;
	assert_int_equal(vlanset_parse(&s->vlans, vlans), -1);
	for (char *l = strtok_r(text, "\n", &save); l; l = strtok_r(NULL, "\n", &save)) {
		if (!strncmp(l, "interface ", 10))
			sec = section(s, l);
		else if (*l == ' ' && sec)
			add(s, sec, l + 1);
	}
}

static int compare_lines(const void *x, const void *y)
{
	const char *const *a = x, *const *b = y;

	return strcmp(*a, *b);
}

static int compare_sections(const void *x, const void *y)
{
	const struct sim_section *a = x, *b = y;

	return strcmp(a->name, b->name);
}

static void print_line(struct buf *b, const struct sim *s, const char *line)
{
	if (s->prints_edge && !strcmp(line, "spanning-tree portfast trunk"))
		line = "spanning-tree portfast edge trunk";
	buf_printf(b, " %s\n", line);
}

/* Wrapped lists are in their order already: "add" is only ever compared with "add". */
const char *sim_text(const struct sim *s)
{
	struct sim copy = *s;
	struct buf b = { 0 };
	const char *text;
	char list[512];

	vlanset_format(&s->vlans, list, sizeof(list));
	buf_printf(&b, "! vlans %s\n", list);
	qsort(copy.section, SIM_SECTIONS, sizeof(copy.section[0]), compare_sections);
	for (size_t i = 0; i < SIM_SECTIONS; i++) {
		struct sim_section *sec = &copy.section[i];

		if (!*sec->name)
			continue;
		qsort(sec->line, sec->n, sizeof(sec->line[0]), compare_lines);
		buf_printf(&b, "%s\n", sec->name);
		for (size_t k = 0; k < sec->n; k++)
			print_line(&b, s, sec->line[k]);
	}
	text = arena_strdup(s->arena, buf_text(&b));
	buf_free(&b);
	return text;
}
