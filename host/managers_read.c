// SPDX-License-Identifier: Apache-2.0
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "managers_ask.h"
#include "managers_read.h"

enum { FILE_MAX = 256 << 10, FILES_MAX = 4096 };

struct looking {
	struct arena *a;
	const char *root;
	const struct host_state *found;
	struct manager_facts *out;
};

/* A small file as text, in the arena; NULL when it is not there. */
static const char *text_of(const struct looking *l, const char *path)
{
	char chunk[8192];
	struct buf b = { 0 };
	const char *text = NULL;
	int fd = open(arena_printf(l->a, "%s%s", l->root, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t n = -1;

	if (fd < 0)
		return NULL;
	while (b.len < FILE_MAX && (n = read(fd, chunk, sizeof(chunk))) > 0)
		buf_add(&b, chunk, (size_t)n);
	if (n >= 0)
		text = arena_strdup(l->a, buf_text(&b));
	close(fd);
	buf_free(&b);
	return text;
}

static void claim(
	const struct looking *l, enum manager by, const char *link, bool owns, const char *where)
{
	struct manager_claim *c = ARENA_PUSH(l->a, &l->out->claims);

	c->by = by;
	snprintf(c->link, sizeof(c->link), "%s", link);
	c->owns = owns;
	c->where = where;
}

/* Calls each() with "DIR/NAME" for the entries of a folder, dot files left out. */
static void each_file(const struct looking *l, const char *dir,
	void (*each)(const struct looking *l, const char *path))
{
	DIR *d = opendir(arena_printf(l->a, "%s%s", l->root, dir));
	const struct dirent *e;

	for (size_t n = 0; d && n < FILES_MAX && (e = readdir(d)); n++)
		if (e->d_name[0] != '.')
			each(l, arena_printf(l->a, "%s/%s", dir, e->d_name));
	if (d)
		closedir(d);
}

/* A daemon in a container's network is not ours. Where that cannot be seen, it is taken for ours.
 */
static bool in_our_network(const struct looking *l, const char *process)
{
	char ours[64], theirs[64];
	ssize_t n = readlink(arena_printf(l->a, "%s/proc/self/ns/net", l->root), ours, 64);
	ssize_t m = readlink(arena_printf(l->a, "%s%s/ns/net", l->root, process), theirs, 64);

	return n < 0 || m < 0 || (n == m && !memcmp(ours, theirs, (size_t)n));
}

/* The kernel cuts a process's name after 15 bytes. */
static void look_at_process(const struct looking *l, const char *path)
{
	static const struct {
		const char *comm;
		enum manager is;
	} daemons[] = {
		{ "NetworkManager\n", MANAGER_NETWORKMANAGER },
		{ "systemd-network\n", MANAGER_NETWORKD },
		{ "libvirtd\n", MANAGER_LIBVIRT },
		{ "virtnetworkd\n", MANAGER_LIBVIRT },
	};
	const char *comm;

	if (!isdigit((unsigned char)path[strlen("/proc/")]))
		return;
	comm = text_of(l, arena_printf(l->a, "%s/comm", path));
	for (size_t i = 0; comm && i < sizeof(daemons) / sizeof(daemons[0]); i++)
		if (!strcmp(comm, daemons[i].comm) && in_our_network(l, path))
			l->out->running[daemons[i].is] = true;
}

/* There may be thousands of links, and no such folder. */
static void look_at_links(const struct looking *l, const char *dir,
	void (*look)(const struct looking *l, const struct link *link))
{
	if (access(arena_printf(l->a, "%s%s", l->root, dir), X_OK))
		return;
	for (size_t i = 0; i < l->found->links.n; i++)
		look(l, &l->found->links.v[i]);
}

/* A NIC that it manages gets a profile as soon as it has carrier. Of a link that others made it
 * says that it manages it, too, and leaves it alone unless a profile of its own is active there. */
static void claim_for_nm(
	const struct looking *l, const struct link *link, bool managed, const char *profile)
{
	claim(l, MANAGER_NETWORKMANAGER, link->name,
		managed && (profile || link->kind == LINK_PLAIN),
		profile ? arena_printf(l->a, "profile %s", profile) : "");
}

static void look_at_nm(const struct looking *l, const struct link *link)
{
	const char *text =
		text_of(l, arena_printf(l->a, "/run/NetworkManager/devices/%d", link->ifindex));

	if (text && manager_nm_managed(text) >= 0)
		claim_for_nm(l, link, manager_nm_managed(text), manager_nm_profile(l->a, text));
}

/* What it is asked and says; else what it left in /run. */
static void look_at_networkmanager(const struct looking *l)
{
	const char *program = *l->root ? arena_printf(l->a, "%s/nmcli", l->root) : "nmcli";
	const char *text =
		l->out->running[MANAGER_NETWORKMANAGER] ? managers_ask_nm(l->a, program) : NULL;
	struct manager_nm_device d;
	const struct link *link;

	if (!text) {
		look_at_links(l, "/run/NetworkManager/devices", look_at_nm);
		return;
	}
	while (manager_nm_device(l->a, &text, &d))
		if ((link = host_state_link(l->found, d.link)))
			claim_for_nm(l, link, d.managed, d.external ? NULL : d.profile);
}

static void look_at_networkd(const struct looking *l, const struct link *link)
{
	const char *text =
		text_of(l, arena_printf(l->a, "/run/systemd/netif/links/%d", link->ifindex));
	const char *file;

	if (text && manager_networkd_owns(l->a, text, &file))
		claim(l, MANAGER_NETWORKD, link->name, true, file);
}

/* As netplan's `match: macaddress:' does. */
static unsigned mentions_mac(const char *text, const struct link *l)
{
	char mac[MAC_TEXT_MAX];
	unsigned line;

	if (l->kind != LINK_PLAIN || mac_is_zero(l->perm_mac))
		return 0;
	line = manager_mentions(text, mac_format(l->perm_mac, mac));
	for (char *p = mac; *p; p++)
		*p = (char)toupper((unsigned char)*p);
	return line ? line : manager_mentions(text, mac);
}

/* Names of links that do not exist yet may be spoken of, too: found are not all that matter, but
 * those that do not exist are ours to make, and a file for them is no danger before a boot. */
static void look_for_links(const struct looking *l, enum manager by, const char *path)
{
	const char *text = text_of(l, path);

	for (size_t i = 0; text && i < l->found->links.n; i++) {
		const char *name = l->found->links.v[i].name;
		unsigned line = strcmp(name, "lo") ? manager_mentions(text, name) : 0;

		if (!line)
			line = mentions_mac(text, &l->found->links.v[i]);
		if (line)
			claim(l, by, name, false, arena_printf(l->a, "%s:%u", path, line));
	}
}

static void look_at_interfaces(const struct looking *l, const char *path)
{
	look_for_links(l, MANAGER_IFUPDOWN, path);
}

static void look_at_netplan(const struct looking *l, const char *path)
{
	look_for_links(l, MANAGER_NETPLAN, path);
}

/* A network that is started; its daemon may sleep meanwhile (virtnetworkd ends when idle). */
static void look_at_network(const struct looking *l, const char *path, bool started)
{
	const char *text = text_of(l, path);
	const char *name = text ? manager_libvirt_name(l->a, text) : NULL;
	const char *link = name ? manager_libvirt_bridge(l->a, text) : NULL;

	if (link)
		claim(l, MANAGER_LIBVIRT, link, started, name);
	l->out->running[MANAGER_LIBVIRT] |= link && started;
	while (name && (link = manager_libvirt_nic(l->a, &text)))
		claim(l, MANAGER_LIBVIRT, link, false, name);
}

static void look_at_started_network(const struct looking *l, const char *path)
{
	look_at_network(l, path, true);
}

static void look_at_defined_network(const struct looking *l, const char *path)
{
	look_at_network(l, path, false);
}

struct manager_facts *managers_read(
	struct arena *a, const char *root, const struct host_state *found)
{
	struct looking l = { a, root, found, ARENA_NEW(a, struct manager_facts) };

	each_file(&l, "/proc", look_at_process);
	look_at_networkmanager(&l);
	look_at_links(&l, "/run/systemd/netif/links", look_at_networkd);
	look_at_interfaces(&l, "/etc/network/interfaces");
	each_file(&l, "/etc/network/interfaces.d", look_at_interfaces);
	each_file(&l, "/etc/netplan", look_at_netplan);
	each_file(&l, "/run/netplan", look_at_netplan);
	each_file(&l, "/run/libvirt/network", look_at_started_network);
	each_file(&l, "/etc/libvirt/qemu/networks", look_at_defined_network);
	return l.out;
}
