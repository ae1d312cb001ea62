// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>
#include <string.h>

#include "dialect.h"

/* Whether any interface has a line that begins so. */
static bool shows(const struct ios_config *running, const char *words)
{
	for (const struct ios_line *l = running ? running->lines : NULL; l; l = l->next)
		if (!strncmp(l->text, "interface ", 10) && ios_config_child(running, l, words))
			return true;
	return false;
}

static enum tristate decide(const struct intent_switch *sw, bool shown, enum tristate family)
{
	if (sw && sw->model && family != UNSET)
		return family;
	return shown ? YES : family;
}

/* A line that came with a release; of which release this is may not be known. */
static enum tristate has_port_mtu(const struct ios_platform *p, const struct show_version *version)
{
	if (p->port_mtu != YES || !p->port_mtu_release)
		return p->port_mtu;
	if (!version || !*version->release)
		return UNSET;
	return strtoul(version->release, NULL, 10) >= p->port_mtu_release ? YES : NO;
}

void ios_dialect_read(struct ios_dialect *d, const struct intent_switch *sw,
	const struct show_version *version, const struct ios_config *running)
{
	static const struct ios_platform unknown = { .name = "" };
	const struct ios_platform *p = ios_platform_of(sw, version);

	d->platform = p;
	if (!p)
		p = &unknown;
	d->encapsulation =
		decide(sw, shows(running, "switchport trunk encapsulation"), p->encapsulation);
	d->edge = decide(sw, shows(running, "spanning-tree portfast edge"), p->edge);
	d->lacp_rate = decide(sw, shows(running, "lacp rate"), p->lacp_rate);
	d->min_links = decide(sw, shows(running, "port-channel min-links"), p->min_links);
	d->standalone =
		decide(sw, shows(running, "no port-channel standalone-disable"), p->standalone);
	d->port_mtu = decide(sw, shows(running, "mtu"), has_port_mtu(p, version));
}

const char *ios_dialect_line(const struct ios_dialect *d, const char *text)
{
	if (d->edge == YES && !strcmp(text, "spanning-tree portfast trunk"))
		return "spanning-tree portfast edge trunk";
	return text;
}
