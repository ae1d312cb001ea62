// SPDX-License-Identifier: Apache-2.0
/* lacppair import: an intent file from what is there; or what is there, for plan elsewhere. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "gather.h"
#include "import.h"
#include "managers_read.h"
#include "state_json.h"

enum { CONFIG_MAX = 8 << 20 };

static const struct cli_option options[] = {
	{ "running-config", 0, "SWITCH=FILE", true,
		"the other side: what `show running-config` of SWITCH printed" },
	{ "port", 0, "NIC=SWITCH:PORT", true,
		"where a cable ends (else: the port whose description has host and NIC)" },
	{ "host-state", 0, "FILE", false,
		"write what plan --host-state reads elsewhere, and no intent; -: standard output" },
	{ "host", 0, "NAME", false, "how the intent calls this host (else: this machine's name)" },
	CLI_OPT_END,
};

static const char *host_name(struct cli *c)
{
	char name[256] = "host";

	if (cli_value(c, "host"))
		return cli_value(c, "host");
	gethostname(name, sizeof(name) - 1);
	name[strcspn(name, ".")] = '\0';
	return arena_strdup(c->arena, name);
}

/* "LEFT=REST": both in the arena. */
static int split(struct cli *c, const char *option, const char *value, const char **left,
	const char **rest, struct err *e)
{
	const char *equals = strchr(value, '=');

	if (!equals || equals == value || !equals[1])
		return err_set(e, ERR_USAGE, option, "`%.80s' has no `='", value);
	*left = arena_strndup(c->arena, value, (size_t)(equals - value));
	*rest = equals + 1;
	return 0;
}

static int read_switches(struct cli *c, struct import *in, struct err *e)
{
	struct import_switch *list;
	const char *v, *path = NULL, *text;
	size_t n = 0, len;

	while (cli_value_at(c, "running-config", n))
		n++;
	in->switches = list = arena_array(c->arena, n, sizeof(*list));
	for (size_t i = 0; (v = cli_value_at(c, "running-config", i)); i++) {
		if (split(c, "--running-config", v, &list[i].name, &path, e))
			return -1;
		text = file_read(c->arena, path, CONFIG_MAX, &len, ERR_USAGE, e);
		if (!text)
			return -1;
		list[i].config = ios_config_parse(c->arena, text);
		in->n_switches++;
	}
	return 0;
}

static bool has_switch(const struct import *in, const char *name)
{
	for (size_t i = 0; i < in->n_switches; i++)
		if (!strcmp(in->switches[i].name, name))
			return true;
	return false;
}

static int read_cable(struct cli *c, const struct import *in, const char *v,
	struct import_cable *out, struct err *e)
{
	const char *rest = "";
	size_t len;

	if (split(c, "--port", v, &out->nic, &rest, e))
		return -1;
	len = strcspn(rest, ": ");
	out->sw = arena_strndup(c->arena, rest, len);
	if (!rest[len] || ifname_canonical(rest + len + 1, out->port))
		return err_set(e, ERR_USAGE, "--port",
			"`%.80s' is not NIC=SWITCH:PORT, for example eno1=sw1:Gi1/0/1", v);
	if (!has_switch(in, out->sw))
		return err_set(e, ERR_USAGE, "--port",
			"%s: the configuration of %.60s is not given; --running-config %.60s=FILE",
			out->nic, out->sw, out->sw);
	if (!host_state_link(in->found, out->nic))
		return err_set(e, ERR_USAGE, "--port", "this host has no %.60s", out->nic);
	return 0;
}

static int read_cables(struct cli *c, struct import *in, struct err *e)
{
	struct import_cable *list;
	const char *v;
	size_t n = 0;

	while (cli_value_at(c, "port", n))
		n++;
	in->cables = list = arena_array(c->arena, n, sizeof(*list));
	for (size_t i = 0; (v = cli_value_at(c, "port", i)); i++, in->n_cables++)
		if (read_cable(c, in, v, &list[i], e))
			return -1;
	return 0;
}

static int write_state(struct cli *c, const struct import *in, const char *path)
{
	json_t *j = state_document(in->host, in->found);
	char *text = j ? json_dumps(j, JSON_INDENT(1)) : NULL;
	struct err e = { 0 };
	int r;

	json_decref(j);
	if (!text)
		abort();
	fflush(stdout);
	r = file_write(path, text, strlen(text), &e);
	free(text);
	if (r)
		return cli_fail(c, &e);
	cli_progress(c, "%s: its state is written; elsewhere: lacppair plan --host-state %s=%s",
		in->host, in->host, path);
	return 0;
}

/* The proof: the file is read as any other, and plan has to find nothing to do on this host. */
static int prove(struct cli *c, const struct import *in, const char *text)
{
	struct plan plan = { .notes.arena = c->arena };
	struct report r = { .arena = c->arena };
	struct err e = { 0 };

	c->intent = intent_parse(c->arena, "imported", text, strlen(text), &r);
	c->sources = &c->intent->sources;
	intent_check(c->intent, &r);
	report_sort(&r);
	cli_report(c, &r, r.errors ? "problems" : "warnings");
	if (r.errors) {
		err_set(&e, ERR_REFUSED, in->host,
			"what is there cannot be said without mistakes; they are listed above");
		return cli_fail(c, &e);
	}
	if (gather_host_found(c, &plan, c->intent->hosts.v[0], in->found, NULL, NULL, &e))
		return cli_fail(c, &e);
	json_object_set_new(c->doc, "changes", json_integer((json_int_t)plan_changes(&plan)));
	for (size_t i = 0; i < plan.hosts.v[0].steps.n; i++)
		cli_progress(c, "%s: plan would still: %s %s", in->host,
			plan.hosts.v[0].steps.v[i].object, plan.hosts.v[0].steps.v[i].text);
	if (!plan_changes(&plan))
		cli_progress(
			c, "%s: with this file plan finds nothing to do on this host", in->host);
	return 0;
}

static int write_intent(struct cli *c, const struct import *in)
{
	struct buf out = { 0 };
	const char *text;
	struct err e = { 0 };
	bool any = false;

	for (size_t i = 0; i < in->found->links.n; i++)
		any |= in->found->links.v[i].kind == LINK_BOND;
	if (!any) {
		err_set(&e, ERR_ENVIRONMENT, in->host, "there is no bond here to import");
		return cli_fail(c, &e);
	}
	if (in->found->limited)
		buf_puts(&out, "# Read without privilege: ad_* options of bonds were not seen.\n");
	import_intent(c->arena, in, &out);
	text = arena_strdup(c->arena, buf_text(&out));
	buf_free(&out);
	cli_print(c, "%s", text);
	json_object_set_new(c->doc, "intent", json_string(text));
	return prove(c, in, text);
}

static int run(struct cli *c)
{
	struct import in = { .host = host_name(c) };
	struct err e = { 0 };
	struct host_nl *nl = host_nl_open(&e);
	const char *path = cli_value(c, "host-state");
	struct host_state *found;

	if (!nl)
		return cli_fail(c, &e);
	found = host_read(nl, c->arena, &e);
	host_nl_close(nl);
	if (!found)
		return cli_fail(c, &e);
	found->managers = managers_read(c->arena, "", found);
	in.found = found;
	if (path)
		return write_state(c, &in, path);
	if (read_switches(c, &in, &e) || read_cables(c, &in, &e))
		return cli_fail(c, &e);
	return write_intent(c, &in);
}

const struct cli_command cli_import = {
	.name = "import",
	.summary = "an intent file from what is there; changes nothing",
	.detail =
		"Prints an intent on which plan finds nothing to do: the bonds of this kernel "
		"with\n"
		"their options, VLANs, bridges and addresses, and with --running-config the\n"
		"switch's side of them. What the file cannot say becomes a comment. Exit status:\n"
		"0; 1 what is there is refused by the file's own rules; 2 the options; 3 this "
		"host\n"
		"has no bond, or could not be read.",
	.options = options,
	.run = run,
};
