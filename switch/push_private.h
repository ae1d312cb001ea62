/* SPDX-License-Identifier: Apache-2.0 */
/* The inside of a push, shared by its files and nobody else. */
#ifndef SWITCH_PUSH_PRIVATE_H
#define SWITCH_PUSH_PRIVATE_H

#include "reads.h"
#include "send.h"

enum push_phase {
	PUSH_READ,        /* before anything is sent */
	PUSH_PROBE,       /* which net is there? */
	PUSH_ARM,         /* reload in */
	PUSH_ARM_READ,    /* is it scheduled? */
	PUSH_SEND,        /* the lines of a unit */
	PUSH_PROVE,       /* read back: is it as wanted? */
	PUSH_SETTLE,      /* are the members bundled, or on their way? */
	PUSH_CONFIRM,     /* the net goes: configure confirm */
	PUSH_CANCEL,      /* or reload cancel */
	PUSH_CANCEL_READ, /* is it scheduled no more? */
	PUSH_HOLD,        /* or stays: configure revert timer */
	PUSH_SAVE,
	PUSH_KEEP_READ,     /* is it as it was held? */
	PUSH_ROLLBACK_READ, /* may it be taken back? */
	PUSH_ESCAPE,        /* `end`, where a refused line left the session in configuration */
	PUSH_UNDO_PROBE,    /* does the switch's timer run? */
	PUSH_REVERT,        /* configure revert now */
	PUSH_UNDO_READ,
	PUSH_UNDO_SEND,
	PUSH_UNDO_PROVE,  /* read back: is it as before? */
	PUSH_UNDO_CANCEL, /* then the reload, too, is no more */
	PUSH_UNDO_CANCEL_READ,
};

enum { PUSH_SAVES = 3, PUSH_SAVE_PAUSE_MS = 3000, PUSH_UNDO_ROUNDS = 2, PUSH_STUMBLES = 3 };

struct push {
	struct dialog dialog;
	struct arena *a;
	const struct want_switch *want;
	const struct switch_push_options *options;
	struct switch_push_result *result;
	enum push_phase phase;

	struct reads reads;
	struct switch_read *now;            /* the last reading */
	const struct switch_found **before; /* of each unit, when its turn came */
	const char **backup;                /* the running-config then: in memory only */
	struct send send;
	struct steps lines; /* that are sent now */

	struct settle {
		bool listening;   /* to `terminal monitor` */
		bool refused;     /* the switch does not say how its channels are */
		int64_t since_ms; /* when the lines were proven; 0: not yet */
		struct switch_read *read;
	} settle;

	struct leg {
		const char *own;   /* the port that carries this session; "" */
		const char *next;  /* the port that waits for others, with rest */
		struct steps rest; /* its lines, and what comes behind them */
		bool waiting;      /* for another member */
		int64_t since_ms;
	} leg;

	size_t total, commands; /* lines to send, of all units; with entry, parents, end */
	size_t unit;            /* whose turn it is */
	size_t undo_from;       /* units [undo_from, unit] are taken back */
	unsigned saves, rounds, stumbles, compared, cancels;
	bool save_tried, reconnected, in_config;
	struct err why; /* what went wrong, while it is undone or the rest is saved */

	enum switch_net net;
	bool confirm;     /* the task: keeps what is held */
	bool held_before; /* the journal says so */
	bool armed;       /* the switch's timer may run */
	bool reverted;    /* it was asked to take back, and did */
	unsigned minutes;
	int64_t budget_end_ms; /* by then all has to be proven, or is taken back */
	int reply_timeout_ms;
	struct switch_read *probe; /* SWITCH_NET */

	bool rollback; /* of options->journal's record: to it, from wherever */
	bool recorded; /* the journal is of this push */
	size_t said;   /* commands whose answers go into it */
	const char *address, *user;
	unsigned port;
};

struct push *push_new(struct arena *a, const struct switch_login *login,
	const struct want_switch *want, const struct switch_push_options *options,
	struct switch_push_result *out);

struct dialog_move push_end(struct push *p, enum switch_outcome outcome, const struct err *e);
struct dialog_move push_read(struct push *p, enum push_phase phase, unsigned what);
void push_progress(struct push *p, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool push_stopped(const struct push *p);

/* push_journal.c */
int push_record_begin(struct push *p, size_t lines, struct err *e); /* -1: nothing may be sent */
struct dialog_move push_say(struct push *p, const char *command);   /* and note it */
void push_record_sent(struct push *p, const char *command);
void push_record_answer(struct push *p, const struct ios_session *s);
void push_record_proven(struct push *p); /* the unit, as read last */
void push_record_undoing(struct push *p);

int64_t push_wall_s(const struct push *p); /* CLOCK_REALTIME of this event */

/* push_net.c: before the lines ... */
struct dialog_move push_net_probe(struct push *p, enum push_phase phase);
int push_net_choose(struct push *p, struct err *e); /* -1: somebody else's timer is pending */
int push_net_foreign(const struct push *p, const struct switch_read *r, struct err *e);
bool push_net_spans(const struct push *p); /* one timer is for all units */
void push_net_budget(struct push *p);      /* what the push may take: minutes, budget_end_ms */
void push_net_enter(struct push *p);       /* p->send starts the timer as it enters */
void push_net_armed(struct push *p, int64_t until_s); /* 0: no more; into the journal */
int push_net_in_time(const struct push *p, struct err *e);
/* ... when the unit is proven ... */
struct dialog_move push_net_confirm(struct push *p);
struct dialog_move push_net_confirmed(struct push *p, const struct ios_session *s);
/* ... and on the way back. */
bool push_net_ours(const struct push *p, const struct switch_read *r);
struct dialog_move push_net_probed(struct push *p);
struct dialog_move push_net_take_back(struct push *p); /* as far as the switch does it */
struct dialog_move push_net_reverted(struct push *p, const struct ios_session *s);
const char *push_net_left(const struct push *p); /* what the switch will still do, or NULL */

/* push_reload.c: `reload in` as the net, of a whole push. */
int push_reload_choose(struct push *p, struct err *e); /* -1: it cannot be */
struct dialog_move push_reload_arm(struct push *p);
struct dialog_move push_reload_armed(struct push *p); /* after a reading */
struct dialog_move push_reload_cancel(struct push *p);
struct dialog_move push_reload_cancelled(struct push *p); /* after a reading */
struct dialog_move push_reload_replied(struct push *p, const struct ios_session *s);

/* push_keep.c: --hold ... */
int push_hold_check(struct push *p, struct err *e);
struct dialog_move push_hold(struct push *p);
struct dialog_move push_held(struct push *p, const struct ios_session *s);
/* ... and the task that keeps it. */
struct push *push_confirm_new(struct arena *a, const struct switch_login *login,
	const struct switch_push_options *options, struct switch_push_result *out);
struct dialog_move push_confirm_ready(struct push *p);
struct dialog_move push_confirm_check(struct push *p);
struct dialog_move push_confirm_kept(struct push *p);
struct dialog_move push_confirm_unsaved(struct push *p, const char *why);
struct dialog_move push_confirm_lost(struct push *p, const struct err *lost);

/* push_rollback.c: back to the journal's record, as a task of its own. */
struct push *push_rollback_new(struct arena *a, const struct switch_login *login,
	const struct switch_push_options *options, struct switch_push_result *out);
struct dialog_move push_rollback_ready(struct push *p);
struct dialog_move push_rollback_check(struct push *p);    /* after the first reading */
int push_same_switch(const struct push *p, struct err *e); /* -1: not the journal's */
struct dialog_move push_rollback_end(struct push *p);      /* as before, and proven */

/* push_recover.c: first takes back what a killed push left, then pushes. */
struct dialog *push_recover_new(struct arena *a, const struct switch_login *login,
	const struct want_switch *want, const struct switch_push_options *options,
	struct switch_push_result *out);

/* push.c: the next unit with lines to send, or the save. */
struct dialog_move push_next_unit(struct push *p);
struct dialog_move push_kept(struct push *p); /* the unit is proven, and its net is gone */

/* push.c: after the lines of a unit: it is as wanted, and so are its members. */
struct dialog_move push_proven(struct push *p);
struct dialog_move push_interrupted(struct push *p);

/*
 * push_settle.c: what becomes of the members. Messages are heard while the lines go; behind them
 * the state is read until it is settled.
 */
struct dialog_move push_listen(struct push *p); /* before the first line */
void push_hear(struct push *p, const struct ios_session *s);
struct dialog_move push_deaf(struct push *p); /* behind the last */
struct dialog_move push_settle(struct push *p);
struct dialog_move push_settled(struct push *p); /* after a reading */

/* push_leg.c: a leg waits until those before it serve again. */
void push_leg_split(struct push *p);     /* p->lines: those before the next leg that waits */
bool push_leg_due(const struct push *p); /* behind p->lines there is something to wait for */
size_t push_leg_waits(const struct push *p, const struct want_unit *u); /* at the most */
struct dialog_move push_leg_wait(struct push *p);
struct dialog_move push_leg_replied(struct push *p, const struct ios_session *s);

/* push_check.c: after the first reading, and when the net is known. */
struct dialog_move push_check(struct push *p);
struct dialog_move push_begin(struct push *p);

/* push_saved.c: whether the startup-config that was read last holds all that is wanted. */
bool push_is_saved(struct push *p);

struct dialog_move push_save(struct push *p);
struct dialog_move push_save_replied(struct push *p, const struct ios_session *s);

/* Whether what is not saved is what a confirmed push of ours left, and nothing else. */
bool push_unsaved_is_ours(const struct push *p);

/* push_undo.c: takes back units [from, p->unit]; why says what for. */
struct dialog_move push_undo(struct push *p, size_t from, const struct err *why);
size_t push_undo_start(const struct push *p, size_t from);
struct dialog_move push_undo_reply(struct push *p, const struct ios_session *s);
struct dialog_move push_undo_again(struct push *p); /* on a fresh session */
struct dialog_move push_undo_read(struct push *p);  /* the switch's own way back is over */
struct dialog_move push_left(struct push *p, const struct err *why);

/* After a reading: is it as before; and if not, once more? */
struct dialog_move push_undo_judge(struct push *p);

/* The lines from p->now back to before, the last unit first; noted where they are to be sent. */
void push_inverse_lines(struct push *p, bool note, struct steps *out);

#endif
