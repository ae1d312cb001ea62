/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Other programs that manage the network of a host: what was seen of them, and what that means for
 * a plan. A daemon that is at work on a link which the plan touches is a refusal that says how to
 * hand the link over, for nobody wins against a daemon that puts it back; what merely speaks of
 * our links, and acts at the next boot or by hand, is a warning. Pure; host/managers_read.h reads.
 */
#ifndef COMMON_MANAGERS_H
#define COMMON_MANAGERS_H

#include "host_state.h"
#include "report.h"
#include "step.h"

enum manager {
	MANAGER_NETWORKMANAGER,
	MANAGER_NETWORKD,
	MANAGER_IFUPDOWN, /* and ifupdown2: no daemon */
	MANAGER_NETPLAN,  /* no daemon: it writes for the two first */
	MANAGER_LIBVIRT,
	MANAGER_COUNT
};

/* A manager has to do with a link. */
struct manager_claim {
	enum manager by;
	char link[LINK_NAME_MAX];
	bool owns;         /* it is at work on it now */
	const char *where; /* the file that says so, with its line; a libvirt network's name */
};

struct manager_facts {
	bool running[MANAGER_COUNT]; /* its daemon */
	struct {
		struct manager_claim *v;
		size_t n, cap;
	} claims;
};

const char *manager_name(enum manager m); /* "NetworkManager" */
int manager_parse(const char *name, enum manager *out);

/* Appends what found->managers (NULL: nobody looked) means for the links that steps touch. */
void managers_judge(const struct host_state *wanted, const struct host_state *found,
	const struct steps *steps, struct report *r);

/* Readers of their files; any bytes will do. */

/* A device of NetworkManager's, as it says itself. */
struct manager_nm_device {
	char link[LINK_NAME_MAX];
	bool managed;
	bool external;       /* somebody else configured it, and it looks on */
	const char *profile; /* that is active there, or NULL */
};

/*
 * Takes the next line off *text, what `nmcli -t -f DEVICE,STATE,CONNECTION device` says; false at
 * the end. What is no such line is skipped.
 */
bool manager_nm_device(struct arena *a, const char **text, struct manager_nm_device *out);

/* Of /run/NetworkManager/devices/INDEX (nm-config.c): 1 managed, 0 not, -1 does not say. It is
 * written when a device's state changes, not when the configuration does. */
int manager_nm_managed(const char *text);

/* The UUID of the profile that is active there, in a; NULL: none is. */
const char *manager_nm_profile(struct arena *a, const char *text);

/* Of /run/systemd/netif/links/INDEX: whether networkd configures the link, and by which file (in
 * a; "" where it does not say). */
bool manager_networkd_owns(struct arena *a, const char *text, const char **file);

/* The first line that has this word outside comments; 0: none. */
unsigned manager_mentions(const char *text, const char *word);

/* The name of a network of libvirt, in a; NULL: text is none. */
const char *manager_libvirt_name(struct arena *a, const char *text);

/* The bridge that it makes by itself, in a; NULL: none (mode bridge uses what is there). */
const char *manager_libvirt_bridge(struct arena *a, const char *text);

/* The next NIC that it forwards by, in a, taken off *text; NULL at the end. */
const char *manager_libvirt_nic(struct arena *a, const char **text);

#endif
