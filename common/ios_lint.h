/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with the port-channels of an IOS configuration, whoever wrote it: a whole
 * running-config, or a piece that is still to be pasted. Pure.
 */
#ifndef COMMON_IOS_LINT_H
#define COMMON_IOS_LINT_H

#include "ios_config.h"
#include "report.h"

/*
 * Errors are what keeps a port out of its bundle, drops it, or is refused; warnings what is lawful
 * and seldom meant. Each has its line of the file. The number of Port-channels and members that
 * were looked at is returned: 0 is no configuration of a bundle.
 */
size_t ios_lint(struct arena *a, const char *file, const struct ios_config *c, struct report *r);

#endif
