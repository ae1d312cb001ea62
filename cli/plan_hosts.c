// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "file.h"
#include "gather.h"
#include "plan_sides.h"
#include "state_json.h"

enum { STATE_FILE_MAX = 64 << 20 };

static int check_state_names(struct cli *c, struct err *e)
{
	const char *name;

	for (size_t i = 0; cli_value_at(c, "host-state", i); i++) {
		name = cli_file_name(c, "host-state", i, e);
		if (!name)
			return -1;
		if (intent_find_host(c->intent, name))
			continue;
		err_set(e, ERR_USAGE, "--host-state", "the file has no host `%.80s'", name);
		return err_hint(e, "it has: %s", intent_host_names(c->arena, c->intent));
	}
	return 0;
}

static int add_from_file(struct cli *c, struct plan *plan, const struct intent_host *host,
	const char *path, struct err *e)
{
	size_t len;
	const char *text = file_read(c->arena, path, STATE_FILE_MAX, &len, ERR_USAGE, e);
	const struct host_state *found = text ? state_document_read(c->arena, text, len, e) : NULL;

	if (text && !found)
		err_set(e, ERR_USAGE, path, "%s", arena_strdup(c->arena, e->text));
	if (!found)
		return -1;
	if (strcmp(found->name, host->name) != 0) {
		err_set(e, ERR_USAGE, path, "this is the state of %.80s, not of %s", found->name,
			host->name);
		return err_hint(
			e, "write it there with import --host %s --host-state FILE", host->name);
	}
	return gather_host_found(c, plan, host, found, NULL, NULL, e);
}

static int add_from_kernel(
	struct cli *c, struct plan *plan, const struct intent_host *host, struct err *e)
{
	struct host_nl *nl = host_nl_open(e);
	int r = nl ? gather_host(c, plan, host, nl, NULL, e) : -1;

	host_nl_close(nl);
	return r;
}

static int add_host(struct cli *c, struct plan *plan, const struct intent_host *host,
	const struct intent_host *here, struct err *e)
{
	const char *path = cli_file_of(c, "host-state", host->name);

	if (path)
		return add_from_file(c, plan, host, path, e);
	if (cli_flag(c, "offline"))
		return gather_host(c, plan, host, NULL, "offline", e);
	if (host == here)
		return add_from_kernel(c, plan, host, e);
	return gather_host(c, plan, host, NULL, "this machine has another name", e);
}

/* Where no host is meant (another machine, no --host), all of them are there as unread. */
int plan_hosts(struct cli *c, struct plan *plan, struct err *e)
{
	const struct intent_host *here = cli_host(c, false, e);
	bool some = here || cli_flag(c, "host-state");

	if ((!here && cli_value(c, "host")) || check_state_names(c, e))
		return -1;
	for (size_t i = 0; i < c->intent->hosts.n; i++) {
		const struct intent_host *host = c->intent->hosts.v[i];
		bool meant = host == here ||
			(!cli_value(c, "host") && cli_file_of(c, "host-state", host->name));

		if ((meant || !some) && add_host(c, plan, host, here, e))
			return -1;
	}
	return 0;
}
