/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What commands do with a switch: read it, push to it. A job is a conversation over one SSH
 * session, driven by a poll loop: one process can drive many. switch_run() is the loop for those
 * who only want the results.
 */
#ifndef SWITCH_SWITCH_H
#define SWITCH_SWITCH_H

#include <poll.h>

#include "arena.h"
#include "diff_switch.h"
#include "err.h"
#include "settle.h"
#include "journal.h"
#include "show_archive.h"
#include "switch_ports.h"
#include "transcript.h"
#include "want_switch.h"

/* Where secrets come from is the caller's: files, environment, commands, the terminal. */
struct switch_secrets {
	/*
	 * The secret, or NULL: none. Asked at most once a job, and only when the switch wants it.
	 * What is returned stays the callback's; the job's copy, which a dropped session is entered
	 * again with, is wiped by switch_job_finish().
	 */
	const char *(*password)(void *ctx);
	const char *(*enable)(void *ctx);
	/*
	 * What else the login asks: the passphrase of a key, a token, in the words of the question.
	 * echo: what is typed may be seen. NULL: nobody is there. May be NULL.
	 */
	const char *(*answer)(void *ctx, const char *question, bool echo);
	void *ctx;
};

struct switch_login {
	const char *name; /* "sw1", for messages */
	const char *address;
	uint16_t port;
	const char *user;
	const char *known_hosts; /* a file; NULL: the user's own */
	const char *identity;    /* a file with a private key, tried first; or NULL */
	bool accept_new; /* an unknown host key is written to known_hosts; a changed never */
	const struct switch_login *jump; /* a host on the way, its address and secrets; or NULL */
	bool legacy;                     /* old algorithms and small RSA keys too (ssh_profile) */
	/* A warning about the login: `what: detail`, about the switch of that name; may be NULL. */
	void (*note)(void *ctx, const char *name, const char *what, const char *detail);
	void *note_ctx;
	struct switch_secrets secrets;
	int connect_timeout_ms; /* 0: 10 s */
	int reply_timeout_ms;   /* 0: 30 s */
	int64_t job_timeout_ms; /* of all together; then as if interrupted; 0: 30 min */
	/*
	 * A signal's flag: a reading ends, a push undoes and ends; neither waits more than seconds
	 * for an answer that does not come. May be NULL.
	 */
	const volatile int *stop;
	transcript_line log; /* every line of the session, without secrets; may be NULL */
	void *log_ctx;
};

/* What to read; combined. */
enum switch_what {
	SWITCH_CONFIG = 1 << 0, /* running-config, show vlan brief, show vtp status */
	SWITCH_STATE = 1 << 1,  /* show etherchannel summary, show lacp neighbor */
	SWITCH_VIEW = 1 << 2, /* what else it shows of its side; what it will not say is left out */
	SWITCH_SAVED = 1 << 3,  /* whether running-config and startup-config agree; the same */
	SWITCH_FACTS = 1 << 4,  /* which device it is, its ports and neighbours: found.facts */
	SWITCH_MACS = 1 << 6,   /* where it has learnt addresses */
	SWITCH_SERIAL = 1 << 5, /* show inventory too: where `serial:` is said */
	SWITCH_PATH = 1 << 9,   /* where this session comes in: found.facts */
	SWITCH_NET =
		1 << 7, /* whether it can undo by its own timer, and whether one or a reload runs */
};

/* Answers as they were printed. */
struct switch_texts {
	struct switch_text {
		const char *command, *text;
	} * v;
	size_t n, cap;
};

struct switch_read {
	struct switch_texts texts; /* of all but configurations, which hold secrets */
	const char *hostname;      /* of the prompt */
	struct switch_found found;
	const char *running_text;
	struct show_etherchannel etherchannel;
	struct show_lacp_neighbors lacp_neighbors;
	struct switch_facts facts; /* SWITCH_FACTS; found.facts is this */
	struct switch_view view;   /* SWITCH_VIEW, SWITCH_SAVED */
	struct show_revert revert; /* SWITCH_NET */
	struct show_reload reload; /* the same */
	unsigned answered;         /* bits of enum switch_what that are read to their end, so far */
	const char *startup_text;  /* as the device printed it (SWITCH_CONFIG) */
	bool saved_differs;        /* running differed from startup before us (SWITCH_CONFIG) */
};

struct switch_unit_result {
	const struct want_unit *unit;
	struct steps sent;         /* what was sent (or, dry, would be), the refused line too */
	struct steps undo;         /* what took it back; empty unless undone */
	struct ios_messages heard; /* while the lines went, each with the one before it */
	struct settled_members members; /* what became of the ports; empty: nothing was sent */
};

enum switch_outcome {
	SWITCH_UNCHANGED,
	SWITCH_CHANGED,
	SWITCH_REFUSED, /* nothing was sent */
	SWITCH_UNDONE,  /* taken back: as before; of several units, the failed one */
	SWITCH_LEFT,    /* not fully undone: err lists what is left */
};

enum switch_task {
	SWITCH_PUSH,
	SWITCH_ROLLBACK, /* back to the journal's record; want is the record's */
	SWITCH_CONFIRM,  /* keeps and saves what the journal's push holds */
};

struct switch_push_options {
	enum switch_task task;
	struct journal *journal; /* opened and locked by the caller; NULL: none is kept */
	int64_t wall_ms;         /* CLOCK_REALTIME less the loop's clock */
	unsigned hold_minutes;   /* 0: none; 2 to 120: left to the switch's own timer, unsaved */
	bool dry_run;      /* ends as SWITCH_UNCHANGED; units[].sent says what would be sent */
	bool allow_reload; /* without a revert timer: `reload in` is the net */
	bool save_all;     /* the caller asked: somebody else's unsaved changes may be saved */
	/* Whether these lines may be sent to the unit, asked before the first; NULL: any. -1 with
	 * e: they may not, and nothing is sent. */
	int (*approve)(
		void *ctx, const struct want_unit *unit, const struct steps *lines, struct err *e);
	void *approve_ctx;
	const volatile int *stop; /* a signal's flag: undo and end; may be NULL */
	void (*progress)(
		void *ctx, const char *text); /* "sending 12 lines for bond0"; may be NULL */
	void *ctx;
};

struct switch_push_result {
	enum switch_outcome outcome;
	enum switch_net net;
	bool saved;
	int64_t held_until_s; /* CLOCK_REALTIME; 0: not held */
	struct {
		struct switch_unit_result *v;
		size_t n, cap;
	} units;
	struct switch_read before;
	struct report refusals; /* errors and warnings of diff_switch_refusals() */
};

struct switch_job;

/* What is read of this switch before anything is sent to it: bits of enum switch_what. */
unsigned switch_preflight(const struct intent_switch *sw);

/* Starts a reading or a push; results are filled when the job has ended. want may be NULL. */
struct switch_job *switch_job_read(
	struct arena *a, const struct switch_login *login, unsigned what, struct switch_read *out);
struct switch_job *switch_job_push(struct arena *a, const struct switch_login *login,
	const struct want_switch *want, const struct switch_push_options *options,
	struct switch_push_result *out);

/* One turn: never blocks. True while it goes on; *fd and *deadline_ms say what to wait for. */
bool switch_job_step(
	struct switch_job *job, int64_t now_ms, struct pollfd *fd, int64_t *deadline_ms);

/* So long nobody was listened to, because a person was asked: no answer is late for it. */
void switch_job_stalled(struct switch_job *job, int64_t ms);

/* After the end: 0, or -1 with e. Closes the session. */
int switch_job_finish(struct switch_job *job, struct err *e);

/* Drives one job to its end. */
int switch_run(struct switch_job *job, struct err *e);

/* Many jobs in one loop. */
struct switch_pool {
	size_t limit; /* how many at once, at least 1 */
	/* The next job, with a number of the caller's, or NULL: none may begin now. It is asked
	 * again whenever one has ended. */
	struct switch_job *(*start)(void *ctx, size_t *id);
	void (*ended)(void *ctx, size_t id, const struct err *e); /* ERR_NONE: success */
	void *ctx;
};

/* Until none is left and none may begin. */
void switch_run_many(struct arena *a, const struct switch_pool *pool);

const char *switch_outcome_name(enum switch_outcome o); /* "changed", "undone" ... */

#endif
