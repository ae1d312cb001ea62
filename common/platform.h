/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Catalyst families differ in, as one const table: a row a family. A field that no document
 * tells is 0 (UNSET): then the line is sent as @optional and the switch's own answer decides.
 */
#ifndef COMMON_PLATFORM_H
#define COMMON_PLATFORM_H

#include "intent.h"
#include "switch_facts.h"

struct ios_platform {
	const char *name;            /* the word of `model:` */
	const char *const *models;   /* beginnings of a model's name, without "WS-"; NULL ends */
	const char *image;           /* words of the software's name; NULL: the model decides */
	enum tristate encapsulation; /* wants `switchport trunk encapsulation`; NO: refuses it */
	unsigned groups;             /* how many Port-channels, numbered from 1; 0: not known */
	enum tristate edge;          /* `portfast edge trunk`, not `portfast trunk` */
	enum tristate lacp_rate;     /* knows `lacp rate` */
	enum tristate min_links;     /* knows `port-channel min-links` */
	enum tristate standalone;    /* knows `port-channel standalone-disable` */
	enum tristate port_mtu;      /* knows `mtu` of a switch port; else it is the system's */
	unsigned port_mtu_release;   /* from this major release on; 0: any */
	unsigned stp_instances;      /* of PVST; 0: no limit that a pairing meets */
};

/* The family that `model:` names, or that the device says it is; NULL: not known. */
const struct ios_platform *ios_platform_of(
	const struct intent_switch *sw, const struct show_version *version);

const struct ios_platform *ios_platform_find(const char *name); /* or NULL */

/* All names, with ", " between them, for messages. */
const char *ios_platform_names(struct arena *a);

#endif
