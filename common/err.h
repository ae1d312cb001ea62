/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Errors carry their context: what they are about, what happened, what to do. Functions below
 * cli/ fill a caller's struct err and return -1; nothing below cli/ prints or exits.
 */
#ifndef COMMON_ERR_H
#define COMMON_ERR_H

/* Why a command ends as it does. The exit status follows from it (docs: lacppair(1)). */
enum err_class {
	ERR_NONE,
	ERR_USAGE,       /* 2: wrong word or option */
	ERR_INTENT,      /* 2: the intent file */
	ERR_ENVIRONMENT, /* 3: permission, reachability, login, lock: nothing was changed */
	ERR_REFUSED,     /* 1: the device or kernel refused, and what was done is undone */
	ERR_LEFT,        /* 4: failed and not fully undone; the text lists what is left */
};

struct err {
	enum err_class class;
	char object[160]; /* "bond0", "sw1 GigabitEthernet1/0/1", "lacppair.yaml:12:3" */
	char text[1600];  /* what happened, with the reply or the kernel's own words */
	char hint[800];   /* what to do; may be empty */
};

/* Sets e, replacing what was there. Text that does not fit is cut. Returns -1 always. */
int err_set(struct err *e, enum err_class class, const char *object, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Sets the hint. Returns -1 always, so that it can end a chain of returns. */
int err_hint(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Puts "context: " before the text. Returns -1 always. */
int err_context(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The word of the class in JSON: "usage", "intent", "environment", "refused", "left", "none". */
const char *err_class_name(enum err_class class);

/* The exit status of the class: 0 to 4. */
int err_exit_status(enum err_class class);

#endif
