// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "evidence.h"
#include "evidence_intent.h"
#include "kernel_json.h"
#include "pcapng.h"

#define RUNNING "show running-config"
#define STARTUP "show startup-config"
#define KERNEL_FILE "kernel.json"

struct nic_file {
	const char *nic;
	FILE *file;
};

struct proc_text {
	const char *bond;
	bool missing; /* the bond; not just its text */
	bool written;
};

struct evidence {
	struct cli *cli;
	const char *dir;
	struct buf buf;
	int error; /* the first errno of writing */
	const char *failed;
	struct kernel_view kernel;
	struct {
		struct nic_file *v;
		size_t n, cap;
	} nics;
	struct {
		struct proc_text *v;
		size_t n, cap;
	} procs;
};

static bool is_empty(DIR *d)
{
	for (const struct dirent *f; (f = readdir(d));)
		if (strcmp(f->d_name, ".") != 0 && strcmp(f->d_name, "..") != 0)
			return false;
	return true;
}

/* 0700: captures and a plan of the network are nobody else's business. */
static int make_dir(const char *dir, struct err *e)
{
	DIR *d;
	bool empty;

	if (!mkdir(dir, 0700))
		return 0;
	if (errno != EEXIST)
		return err_set(e, ERR_ENVIRONMENT, dir, "cannot make it: %s", strerror(errno));
	d = opendir(dir);
	if (!d)
		return err_set(e, ERR_ENVIRONMENT, dir, "cannot open: %s", strerror(errno));
	empty = is_empty(d);
	closedir(d);
	return empty ? 0 : err_set(e, ERR_USAGE, "--evidence", "%s has files in it already", dir);
}

struct evidence *evidence_open(struct cli *c, const char *dir, struct err *e)
{
	struct evidence *v = ARENA_NEW(c->arena, struct evidence);

	v->cli = c;
	v->dir = dir;
	return make_dir(dir, e) ? NULL : v;
}

static void fail(struct evidence *v, const char *name)
{
	if (v->error)
		return;
	v->error = errno ? errno : EIO;
	v->failed = name;
}

static FILE *create(struct evidence *v, const char *name)
{
	FILE *f = fopen(arena_printf(v->cli->arena, "%s/%s", v->dir, name), "wxe");

	if (!f)
		fail(v, name);
	return f;
}

static void finish(struct evidence *v, FILE *f, const char *name)
{
	bool bad = f && ferror(f);

	if (f && (fclose(f) || bad))
		fail(v, name);
}

static void write_text(struct evidence *v, const char *name, const char *text)
{
	FILE *f = create(v, name);

	if (f)
		fputs(text, f);
	finish(v, f, name);
}

static struct nic_file *find_nic(struct evidence *v, const char *nic)
{
	for (size_t i = 0; i < v->nics.n; i++)
		if (!strcmp(v->nics.v[i].nic, nic))
			return &v->nics.v[i];
	return NULL;
}

static void put_block(struct evidence *v, struct nic_file *n)
{
	if (n->file && fwrite(v->buf.data, 1, v->buf.len, n->file) != v->buf.len)
		fail(v, n->nic);
	buf_reset(&v->buf);
}

void evidence_nic(struct evidence *v, const char *nic, nanosec start)
{
	struct nic_file *n;

	if (!v || find_nic(v, nic))
		return;
	n = ARENA_PUSH(v->cli->arena, &v->nics);
	n->nic = arena_strdup(v->cli->arena, nic);
	n->file = create(v, arena_printf(v->cli->arena, "%s.pcapng", nic));
	pcapng_write_head(&v->buf, nic, start);
	put_block(v, n);
}

void evidence_frame(
	struct evidence *v, const char *nic, nanosec time, int out, const uint8_t *data, size_t len)
{
	struct nic_file *n = v ? find_nic(v, nic) : NULL;

	if (!n)
		return;
	pcapng_write_packet(&v->buf, time, out, data, len);
	put_block(v, n);
}

void evidence_proc(struct evidence *v, const struct observe_bond *b, const char *text)
{
	struct proc_text *p;

	if (!v)
		return;
	p = ARENA_PUSH(v->cli->arena, &v->procs);
	p->bond = b->name;
	p->missing = b->has_link && !b->present;
	p->written = text != NULL;
	if (text)
		write_text(v, arena_printf(v->cli->arena, "%s.bonding.txt", b->name), text);
}

void evidence_links(struct evidence *v, const struct observe_bond *b, const struct host_state *all)
{
	if (v)
		kernel_view_pick(v->cli->arena, &v->kernel, b, all);
}

void evidence_look(struct evidence *v, const struct observe_bond *b)
{
	if (v)
		kernel_view_note(v->cli->arena, &v->kernel, b);
}

/* A text as a word of a shell's line: what is no plain word is put in quotes. */
static const char *word(struct arena *a, const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-_./=:,+@";
	const char *out = "'";

	if (*text && !text[strspn(text, plain)])
		return text;
	for (const char *p = text; *p; p++)
		out = arena_printf(a, *p == '\'' ? "%s'\\''" : "%s%c", out, *p);
	return arena_printf(a, "%s'", out);
}

static const struct proc_text *proc_of(const struct evidence *v, const char *bond)
{
	for (size_t i = 0; i < v->procs.n; i++)
		if (!strcmp(v->procs.v[i].bond, bond))
			return &v->procs.v[i];
	return NULL;
}

/* "show etherchannel summary" of sw1 -> "sw1.show-etherchannel-summary.txt" */
static const char *show_name(struct evidence *v, const char *sw, const char *command)
{
	char *name = arena_printf(v->cli->arena, "%s.%s.txt", sw, command);

	for (char *p = name; *p; p++)
		if (*p == ' ' || *p == '/')
			*p = '-';
	return name;
}

/* Configurations hold secrets: of them only what the verdict needs is kept. */
static const char *kept_lines(struct arena *a, const struct switch_view *view)
{
	const char *out = "! left out: a configuration holds secrets\n";

	if (view->tags_native)
		out = arena_printf(a, "%svlan dot1q tag native\n", out);
	for (size_t i = 0; view->port_mtus && i < view->port_mtus->rows.n; i++)
		out = arena_printf(a, "%sinterface %s\n mtu %u\n", out,
			view->port_mtus->rows.v[i].port, view->port_mtus->rows.v[i].mtu);
	return out;
}

static void write_saved(struct evidence *v, const struct observe_bond *b)
{
	const char *lines = kept_lines(v->cli->arena, b->view);
	bool same = b->view->saved == SWITCH_SAVED_SAME;

	write_text(v, show_name(v, b->switch_name, RUNNING),
		arena_printf(v->cli->arena, "%send\n", lines));
	write_text(v, show_name(v, b->switch_name, STARTUP),
		arena_printf(v->cli->arena, "%s%send\n", lines, same ? "" : "! it differed\n"));
}

static bool knows_saved(const struct observe_bond *b)
{
	return b->view && b->view->saved != SWITCH_SAVED_UNKNOWN;
}

/* A switch of several bonds is written once. */
static void write_shows(struct evidence *v, const struct verify_bonds *bonds, size_t i)
{
	const struct verify_bond *b = &bonds->v[i];

	for (size_t k = 0; k < i; k++)
		if (bonds->v[k].said == b->said)
			return;
	for (size_t k = 0; b->said && k < b->said->n; k++)
		write_text(v, show_name(v, b->observed->switch_name, b->said->v[k].command),
			b->said->v[k].text);
	if (b->said && knows_saved(b->observed))
		write_saved(v, b->observed);
}

/* " --option WORD" */
static const char *with(struct arena *a, const char *line, const char *option, const char *value)
{
	return arena_printf(a, "%s --%s %s", line, option, word(a, value));
}

static const char *with_show(
	struct evidence *v, const char *line, const struct observe_bond *o, const char *command)
{
	struct arena *a = v->cli->arena;

	return with(a, line, "show",
		arena_printf(a, "%s:%s=%s", o->switch_name, command,
			show_name(v, o->switch_name, command)));
}

/* One line a bond, to be run in the directory. */
static const char *replay_line(
	struct evidence *v, const struct intent_host *host, const struct verify_bond *b)
{
	struct arena *a = v->cli->arena;
	const struct observe_bond *o = b->observed;
	const struct proc_text *p = proc_of(v, o->name);
	const char *line = "lacppair verify -f intent.yaml";

	line = with(a, with(a, line, "host", host->name), "bond", o->name);
	line = arena_printf(a, "%s --stable %d%s", line, (int)(o->stable / SEC(1)),
		cli_flag(v->cli, "cabling") ? " --cabling" : "");
	if (p && p->missing)
		line = arena_printf(a, "%s --no-bond", line);
	else if (p && p->written)
		line = with(a, line, "bonding", arena_printf(a, "%s.bonding.txt", o->name));
	line = with(a, line, "kernel", KERNEL_FILE);
	for (size_t i = 0; i < o->members.n; i++)
		if (find_nic(v, o->members.v[i].name))
			line = with(a, line, "pcap",
				arena_printf(a, "%s=%s.pcapng", o->members.v[i].name,
					o->members.v[i].name));
	for (size_t i = 0; b->said && i < b->said->n; i++)
		line = with_show(v, line, o, b->said->v[i].command);
	if (b->said && knows_saved(o))
		line = with_show(v, with_show(v, line, o, RUNNING), o, STARTUP);
	return line;
}

static void close_captures(struct evidence *v, nanosec end)
{
	for (size_t i = 0; i < v->nics.n; i++) {
		struct nic_file *n = &v->nics.v[i];

		pcapng_write_end(&v->buf, end);
		put_block(v, n);
		finish(v, n->file, n->nic);
		n->file = NULL;
	}
	buf_free(&v->buf);
}

static void write_json(struct evidence *v, const char *name, const json_t *j)
{
	FILE *f = create(v, name);

	if (!f)
		return;
	if (json_dumpf(j, f, JSON_INDENT(2)))
		fail(v, name);
	fputc('\n', f);
	finish(v, f, name);
}

static void write_intent(
	struct evidence *v, const struct intent_host *host, const struct verify_bonds *bonds)
{
	json_t *j = evidence_intent(v->cli->arena, v->cli->intent, host, bonds);

	write_json(v, "intent.yaml", j);
	json_decref(j);
}

/* What a switch or a kernel said comes as it came; a document is text of one line each. */
static const char *clean(const struct evidence *v, const char *text)
{
	return text ? cli_clean(v->cli, text) : NULL;
}

static void write_kernel(
	struct evidence *v, const struct intent_host *host, const struct verify_bonds *bonds)
{
	json_t *j;

	v->kernel.host = host->name;
	for (size_t i = 0; i < bonds->n; i++)
		kernel_view_end(v->cli->arena, &v->kernel, bonds->v[i].observed);
	for (size_t i = 0; i < v->kernel.bonds.n; i++) {
		struct kernel_bond *k = &v->kernel.bonds.v[i];

		k->switch_error = clean(v, k->switch_error);
		for (size_t p = 0; p < k->probes.n; p++)
			k->probes.v[p].error = clean(v, k->probes.v[p].error);
	}
	j = kernel_document(&v->kernel);
	write_json(v, KERNEL_FILE, j);
	json_decref(j);
}

int evidence_close(struct evidence *v, const struct intent_host *host,
	const struct verify_bonds *bonds, struct err *e)
{
	const char *lines = "";
	nanosec end = 0;

	for (size_t i = 0; i < bonds->n; i++) {
		const struct verify_bond *b = &bonds->v[i];

		end = b->observed->now > end ? b->observed->now : end;
		write_shows(v, bonds, i);
		lines = arena_printf(v->cli->arena, "%s%s\n", lines, replay_line(v, host, b));
	}
	close_captures(v, end);
	write_text(v, "replay.txt", lines);
	write_intent(v, host, bonds);
	write_kernel(v, host, bonds);
	write_json(v, "verdict.json", v->cli->doc);
	if (!v->error)
		return 0;
	return err_set(
		e, ERR_ENVIRONMENT, v->dir, "cannot write %s: %s", v->failed, strerror(v->error));
}
