// SPDX-License-Identifier: Apache-2.0
/*
 * lacppair virtual-switch: the virtual switch behind SSH. With a network namespace its
 * configuration becomes that namespace's bridge and bonds, again and again: what the kernel
 * refuses now is asked again at the next turn.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "diff_host.h"
#include "file.h"
#include "read.h"
#include "server.h"
#include "stats.h"
#include "write.h"

enum { TURN_MS = 50, KERNEL_MS = 100, CONFIG_MAX = 8 << 20 };

static const struct cli_option options[] = {
	{ "listen", 0, "ADDR:PORT", false, "where to take SSH connections (port 0: any)" },
	{ "config", 0, "FILE", false, "its startup-config; written by `write memory`" },
	{ "netns", 0, "NAME", false, "its ports are links of this network namespace" },
	{ "no-kernel", 0, NULL, false, "no links but those of directives: for trying a push" },
	{ "host-key", 0, "FILE", false, "its SSH host key, made when absent (else: a new one)" },
	{ "log", 0, "FILE", false, "append each command line as \"user: line\"" },
	CLI_OPT_END,
};

struct running {
	struct cli *c;
	struct vswitch *s;
	struct vswitch_server *srv;
	struct host_nl *nl; /* NULL: --no-kernel */
	FILE *log;
	const char *config;
	char *vlan_path;
	char *vlan_dat; /* as last stored */
	unsigned saves, generation;
	int64_t read_ms;
	char failed[400]; /* the last kernel error said, to say it once */
};

/* A reader sees the old text or the new one, never half of it. It may hold secrets. */
static int write_file(const char *path, const char *text, struct err *e)
{
	struct arena *a = arena_new();
	const char *tmp = arena_printf(a, "%s.new", path);
	size_t len = strlen(text);
	int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600), r = 0;
	bool ok = fd >= 0 && write(fd, text, len) == (ssize_t)len;

	if (fd >= 0)
		ok = !close(fd) && ok && !rename(tmp, path);
	if (!ok)
		r = err_set(e, ERR_ENVIRONMENT, path, "cannot be written: %s", strerror(errno));
	if (!ok && fd >= 0)
		unlink(tmp);
	arena_free(a);
	return r;
}

/* vlan.dat is written as it changes, the startup-config when somebody saves: as on a switch. */
static void store(struct running *r)
{
	struct arena *a = arena_new();
	const char *vlans = vswitch_vlan_dat(r->s, a);
	struct err e;

	if (strcmp(vlans, r->vlan_dat)) {
		if (write_file(r->vlan_path, vlans, &e))
			cli_progress(r->c, "%s: %s", e.object, e.text);
		free(r->vlan_dat);
		r->vlan_dat = strdup(vlans);
		if (!r->vlan_dat)
			abort();
	}
	if (vswitch_saves(r->s) != r->saves && write_file(r->config, vswitch_startup(r->s), &e))
		cli_progress(r->c, "%s: %s", e.object, e.text);
	r->saves = vswitch_saves(r->s);
	arena_free(a);
}

static void on_command(void *ctx, const char *user, const char *line)
{
	struct running *r = ctx;

	if (r->log)
		fprintf(r->log, "%s: %s\n", user, line);
}

static void kernel_failed(struct running *r, const struct err *e)
{
	char text[sizeof(r->failed)];

	snprintf(text, sizeof(text), "%s: %.150s", e->object, e->text);
	if (strcmp(text, r->failed))
		cli_progress(r->c, "%s", text);
	memcpy(r->failed, text, sizeof(text));
}

static void take_facts(struct running *r, struct arena *a, const struct host_state *found)
{
	int64_t now = cli_now_ms();

	vswitch_facts(r->s, found, now);
	for (size_t i = 0; i < found->links.n; i++) {
		const struct link *l = &found->links.v[i];
		struct proc_bonding p = { 0 };
		struct err e;
		char *text;

		if (l->kind != LINK_BOND)
			continue;
		text = host_read_proc_bonding(a, l->name, &e);
		if (text && !proc_bonding_parse(a, text, &p, &e))
			vswitch_facts_bond(r->s, l->name, &p, now);
	}
}

/* LACPDUs; a kernel that does not count them leaves them at 0. */
static void take_counters(struct running *r, struct arena *a, const struct host_state *found)
{
	struct host_stats stats = { 0 };
	struct err e;

	if (host_read_stats(r->nl, a, &stats, &e))
		return;
	for (size_t i = 0; i < found->links.n; i++) {
		const struct link *l = &found->links.v[i];
		const struct link_stats *n = host_stats_of(&stats, l->ifindex);

		if (n && n->has_lacp)
			vswitch_facts_counters(r->s, l->name, n->lacpdu_tx, n->lacpdu_rx);
	}
}

/* One turn: what the kernel is, what it should be, the steps between. */
static void drive_kernel(struct running *r)
{
	struct arena *a = arena_new();
	struct err e = { 0 };
	struct host_state *found = host_read(r->nl, a, &e);
	struct steps steps = { 0 };

	if (found) {
		take_facts(r, a, found);
		take_counters(r, a, found);
		diff_host(a, vswitch_want(r->s, a, cli_now_ms()), found, &steps);
	}
	if (!found || host_write_all(r->nl, a, &steps, &e))
		kernel_failed(r, &e);
	else
		r->failed[0] = '\0';
	arena_free(a);
}

/* Takes away the bonds and the bridge; the ports stay, as they were given. */
static void leave_kernel(struct running *r)
{
	struct arena *a = arena_new();
	struct err e = { 0 };
	struct host_state *found = host_read(r->nl, a, &e), gone = { 0 };
	const struct host_state *want = vswitch_want(r->s, a, cli_now_ms());
	struct steps steps = { 0 };

	for (size_t i = 0; i < want->links.n; i++)
		if (want->links.v[i].kind != LINK_PLAIN)
			host_state_add_link(a, &gone, want->links.v[i].name, want->links.v[i].kind)
				->gone = true;
	if (found)
		diff_host(a, &gone, found, &steps);
	if (host_write_all(r->nl, a, &steps, &e))
		kernel_failed(r, &e);
	arena_free(a);
}

static void serve(struct running *r)
{
	while (!cli_stop) {
		vswitch_server_run(r->srv, TURN_MS);
		vswitch_tick(r->s, cli_now_ms());
		if (!r->nl)
			vswitch_facts(r->s, NULL, cli_now_ms());
		else if (vswitch_generation(r->s) != r->generation ||
			cli_now_ms() - r->read_ms >= KERNEL_MS) {
			drive_kernel(r);
			r->generation = vswitch_generation(r->s);
			r->read_ms = cli_now_ms();
		}
		store(r);
	}
	if (r->nl)
		leave_kernel(r);
}

/* Into the namespace, with its /sys and /proc/net as far as this program reads them. */
static int enter_netns(const char *name, struct err *e)
{
	char path[300];
	int fd, ret;

	if (strchr(name, '/') || strlen(name) > 255)
		return err_set(e, ERR_USAGE, "--netns", "not a name: %s", name);
	snprintf(path, sizeof(path), "/run/netns/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(e, ERR_ENVIRONMENT, path, "%s", strerror(errno));
	ret = setns(fd, CLONE_NEWNET);
	if (ret)
		err_set(e, ERR_ENVIRONMENT, path, "cannot be entered: %s", strerror(errno));
	close(fd);
	return ret;
}

static int parse_listen(const char *text, char address[64], uint16_t *port, struct err *e)
{
	const char *colon = text ? strrchr(text, ':') : NULL;
	char *end;
	unsigned long n;
	size_t len;

	if (!text)
		return err_set(e, ERR_USAGE, "--listen", "is needed: ADDR:PORT");
	n = colon ? strtoul(colon + 1, &end, 10) : 0;
	len = colon ? (size_t)(colon - text) : 0;
	if (!colon || !colon[1] || *end || n > 65535 || !len || len >= 64)
		return err_set(e, ERR_USAGE, "--listen", "not ADDR:PORT: %s", text);
	if (*text == '[' && text[len - 1] == ']') {
		text++;
		len -= 2;
	}
	memcpy(address, text, len);
	address[len] = '\0';
	*port = (uint16_t)n;
	return 0;
}

static int check_usage(const struct cli *c, struct err *e)
{
	bool no_kernel = cli_flag(c, "no-kernel");

	if (!cli_value(c, "config"))
		return err_set(e, ERR_USAGE, "--config", "is needed: FILE");
	if (no_kernel == (cli_value(c, "netns") != NULL))
		return err_set(
			e, ERR_USAGE, "virtual-switch", "give one of --netns NAME and --no-kernel");
	return 0;
}

static int load(struct running *r, struct err *e)
{
	struct arena *a = r->c->arena;
	const char *text, *vlans;
	struct err none;
	size_t len;

	r->config = cli_value(r->c, "config");
	text = file_read(a, r->config, CONFIG_MAX, &len, ERR_ENVIRONMENT, e);
	if (!text)
		return -1;
	r->vlan_path = arena_printf(a, "%s.vlan", r->config);
	/* A switch that was never on has no vlan.dat. */
	vlans = file_read(a, r->vlan_path, CONFIG_MAX, &len, ERR_ENVIRONMENT, &none);
	r->s = vswitch_new(text, vlans, e);
	if (!r->s) {
		err_context(e, "%s", e->object);
		snprintf(e->object, sizeof(e->object), "%s", r->config);
		return -1;
	}
	r->vlan_dat = strdup(vswitch_vlan_dat(r->s, a));
	if (!r->vlan_dat)
		abort();
	vswitch_on_command(r->s, on_command, r);
	return 0;
}

static int open_log(struct running *r, struct err *e)
{
	const char *path = cli_value(r->c, "log");

	if (!path)
		return 0;
	r->log = fopen(path, "ae");
	if (!r->log)
		return err_set(e, ERR_ENVIRONMENT, path, "cannot be written: %s", strerror(errno));
	setvbuf(r->log, NULL, _IOLBF, 0);
	return 0;
}

/* The socket is opened before the namespace is entered: clients are outside. */
static int start(struct running *r, struct err *e)
{
	const char *netns = cli_value(r->c, "netns");
	char address[64];
	uint16_t port = 0;

	if (check_usage(r->c, e) || parse_listen(cli_value(r->c, "listen"), address, &port, e) ||
		load(r, e) || open_log(r, e))
		return -1;
	r->srv = vswitch_server_new(r->s, address, port, cli_value(r->c, "host-key"), e);
	if (!r->srv)
		return -1;
	if (netns && enter_netns(netns, e))
		return -1;
	if (netns && !(r->nl = host_nl_open(e)))
		return -1;
	if (r->nl)
		drive_kernel(r);
	cli_print(r->c, strchr(address, ':') ? "listening on [%s]:%u\n" : "listening on %s:%u\n",
		address, vswitch_server_port(r->srv));
	fflush(stdout);
	return 0;
}

static int run(struct cli *c)
{
	struct running r = { .c = c };
	struct err e = { 0 };
	int status = 0;

	if (start(&r, &e))
		status = cli_fail(c, &e);
	else
		serve(&r);
	vswitch_server_free(r.srv);
	vswitch_free(r.s);
	host_nl_close(r.nl);
	free(r.vlan_dat);
	if (r.log)
		fclose(r.log);
	return status;
}

const struct cli_command cli_virtual_switch = {
	.name = "virtual-switch",
	.summary = "serve a virtual Cisco IOS switch over SSH",
	.detail =
		"Plays a switch: an IOS-like command line behind SSH, whose configuration, with\n"
		"--netns, is a real bridge and real LACP bonds of that network namespace. A port\n"
		"GigabitEthernet1/0/1 is the link gi1-0-1 there.",
	.options = options,
	.run = run,
};
