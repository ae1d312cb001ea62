/* SPDX-License-Identifier: Apache-2.0 */
/* What reading and checking do to their report at the end. Private to intent.c and check*.c. */
#ifndef COMMON_INTENT_REPORT_H
#define COMMON_INTENT_REPORT_H

#include "intent.h"

/* Sorts r and lets each caret that has only a place underline the word there. */
void intent_report_finish(const struct intent *in, struct report *r);

#endif
