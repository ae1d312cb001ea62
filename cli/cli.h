/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The frame of the commands: one const table of commands and their options, from which parsing,
 * help and errors come; output as text or as one JSON document; the intent and its host; secrets.
 * Only cli/ prints or exits.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "err.h"
#include "intent.h"
#include "plan.h"
#include "switch.h"

struct cli;

struct cli_option {
	const char *name; /* "switch" for --switch; NULL ends a list */
	char letter;      /* 'f' for -f, 0: none */
	const char *arg;  /* "FILE"; NULL: a flag */
	bool repeat;      /* may be given several times */
	const char *help; /* one line */
};

struct cli_command {
	const char *name;
	const char *summary; /* one line */
	const char *detail;  /* a paragraph for --help */
	const char *word;    /* "FILE": a word without an option, which is cli_value(c, "FILE");
				"FILE...": any number of them */
	const struct cli_option *options; /* besides the common ones */
	int (*run)(struct cli *c);        /* returns the exit status */
};

extern const struct cli_command cli_plan, cli_import, cli_remove, cli_push, cli_apply, cli_verify,
	cli_decode, cli_render, cli_check, cli_virtual_switch;
extern const struct cli_command cli_confirm, cli_rollback, cli_status;

/* Executes what gather_host() plans for the command: apply's, and remove's. */
int cli_apply_run(struct cli *c);

/* Sends to the switches of --switch what push wants, or, for remove, what parks their ports. */
int cli_push_run(struct cli *c);

struct cli_value {
	const struct cli_option *option;
	const char *value;
};

struct cli {
	struct arena *arena;
	const struct cli_command *command;
	bool json;
	bool color;
	json_t *doc;   /* printed on every exit under --json; commands add their keys */
	bool streamed; /* the command has printed the document but for the keys of doc and the end
			*/
	struct {
		struct cli_value *v;
		size_t n, cap;
	} values;
	struct intent *intent;                /* after cli_intent() */
	const struct intent_sources *sources; /* what messages quote from: the intent, or files */
};

/* Set by SIGINT, SIGTERM, SIGHUP: commands end in order, undoing what they must. */
extern volatile int cli_stop;

bool cli_flag(const struct cli *c, const char *name);
const char *cli_value(const struct cli *c, const char *name);              /* the last; or NULL */
const char *cli_value_at(const struct cli *c, const char *name, size_t i); /* the i-th; or NULL */

/*
 * Of an option NAME=FILE that may be given once a name: the FILE of a name, or NULL; and the NAME
 * of the i-th, in the arena, or NULL with e where it has not that form.
 */
const char *cli_file_of(const struct cli *c, const char *option, const char *name);
const char *cli_file_name(struct cli *c, const char *option, size_t i, struct err *e);

/* A decimal number in [min, max] of an option; fallback when absent. 0, or -1 with e. */
int cli_number(const struct cli *c, const char *name, long min, long max, long fallback, long *out,
	struct err *e);

/* Standard output, unless --json. */
void cli_print(const struct cli *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Standard error: progress and warnings. One line, without its end. */
void cli_progress(const struct cli *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Reports e (text on standard error, `error` in the document) and returns its exit status. */
int cli_fail(struct cli *c, const struct err *e);

/* e as {class, object, text, hint}: the document's own `error`, and that of one of its objects. */
json_t *cli_error_json(const struct cli *c, const struct err *e);

/* Text that came from outside (a reply, a name): control bytes replaced by '?'. In the arena. */
const char *cli_clean(const struct cli *c, const char *text);

/*
 * Loads and checks the intent of -f, LACPPAIR_FILE, ./lacppair.yaml, /etc/lacppair/lacppair.yaml.
 * Prints every mistake with its source line. NULL with *status set when it cannot be used.
 */
struct intent *cli_intent(struct cli *c, int *status);

/* The path of that file, or NULL where there is none. */
const char *cli_intent_path(const struct cli *c);

/* The same from texts that were read elsewhere. */
struct intent *cli_intent_sources(struct cli *c, const struct intent_sources *sources, int *status);

/* Prints a report's entries with source line and caret; into the document under `key`. */
void cli_report(struct cli *c, const struct report *r, const char *key);

/*
 * The host of --host, or the one named as this machine. must_be_here: the command reads or changes
 * this kernel, so a host of another name needs --host. NULL with e.
 */
const struct intent_host *cli_host(struct cli *c, bool must_be_here, struct err *e);

/* The one named as this machine, whatever --host says; NULL: none. */
const struct intent_host *cli_host_here(const struct intent *in);

/* The switch of that name, as --switch says it. NULL with e: the file has none. */
const struct intent_switch *cli_switch(struct cli *c, const char *name, struct err *e);

/* Fills the login of a switch: address, user, known_hosts, and where its secrets come from.
 * prompt: a terminal may be asked. */
void cli_login(
	struct cli *c, const struct intent_switch *sw, bool prompt, struct switch_login *out);

/* Whether any source of a password but the terminal and an agent is at hand. */
bool cli_has_password(struct cli *c, const struct intent_switch *sw);

int64_t cli_now_ms(void); /* CLOCK_MONOTONIC */

/* RFC 3339 in UTC of a CLOCK_REALTIME in s, in the arena. */
const char *cli_time_text(struct cli *c, int64_t s);

/* Options that several commands share. */
#define CLI_OPT_ADOPT                                                                              \
	{                                                                                          \
		"adopt", 0, NULL, false,                                                           \
			"move what a NIC or an old bridge carries to where the intent puts it"     \
	}
#define CLI_OPT_ALLOW_GLOBAL                                                                       \
	{                                                                                          \
		"allow-global", 0, NULL, false,                                                    \
			"also lines of `global`, which are of the whole switch"                    \
	}
#define CLI_OPT_RENAME_VLANS                                                                       \
	{                                                                                          \
		"rename-vlans", 0, NULL, false,                                                    \
			"give VLANs that exist on a switch the names of the intent"                \
	}
#define CLI_OPT_AT_ONCE                                                                            \
	{                                                                                          \
		"at-once", 0, NULL, false,                                                         \
			"adopt all at once, not the idle leg first and the live one after proof"   \
	}
#define CLI_OPT_PRUNE                                                                              \
	{                                                                                          \
		"prune", 0, NULL, false,                                                           \
			"take away what is on our objects without being in the intent"             \
	}
#define CLI_OPT_RECREATE                                                                           \
	{                                                                                          \
		"recreate", 0, NULL, false,                                                        \
			"take the members of a bond out and in where a change needs it (its mode)" \
	}
#define CLI_OPT_ALLOW_RELOAD                                                                       \
	{                                                                                          \
		"allow-reload", 0, NULL, false,                                                    \
			"a switch without a revert timer reloads unless all is proven in time"     \
	}
#define CLI_OPT_HOST                                                                               \
	{                                                                                          \
		"host", 0, "NAME", false, "the host of the file (else: this machine's name)"       \
	}
#define CLI_OPT_BOND                                                                               \
	{                                                                                          \
		"bond", 0, "NAME", false, "only this bond"                                         \
	}
#define CLI_OPT_PASSWORD_FILE                                                                      \
	{                                                                                          \
		"password-file", 0, "FILE", false,                                                 \
			"the switch's password is the first line of FILE"                          \
	}
#define CLI_OPT_KNOWN_HOSTS                                                                        \
	{                                                                                          \
		"known-hosts", 0, "FILE", false, "host keys (else: ~/.ssh/known_hosts)"            \
	}
#define CLI_OPT_ACCEPT_NEW                                                                         \
	{                                                                                          \
		"accept-new", 0, NULL, false,                                                      \
			"accept and keep an unknown host key; a changed one never"                 \
	}
#define CLI_OPT_IDENTITY                                                                           \
	{                                                                                          \
		"identity", 0, "FILE", false,                                                      \
			"the private key to log in with (else: an agent's, ~/.ssh/id_*)"           \
	}
#define CLI_OPT_LOG                                                                                \
	{                                                                                          \
		"log", 0, "FILE", false, "add what is said with switches to FILE, without secrets" \
	}
/* Of commands that log in to switches and may change them. */
#define CLI_OPTS_LOGIN                                                                             \
	CLI_OPT_PASSWORD_FILE, CLI_OPT_IDENTITY, CLI_OPT_KNOWN_HOSTS, CLI_OPT_ACCEPT_NEW,          \
		CLI_OPT_LOG
#define CLI_OPT_END                                                                                \
	{                                                                                          \
		NULL, 0, NULL, false, NULL                                                         \
	}

#endif
