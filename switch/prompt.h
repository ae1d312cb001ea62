/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prompts of IOS: HOST> and HOST# in exec, HOST(config-if)# in configuration, where some images
 * cut the host's name to its first 16 or 20 characters, and where a name that `prompt` changed is
 * not seen.
 */
#ifndef SWITCH_PROMPT_H
#define SWITCH_PROMPT_H

#include <stdbool.h>

#include "session.h"

enum { PROMPT_HOST_MAX = 64, PROMPT_MODE_MAX = 33 };

struct prompt {
	enum ios_mode mode;
	char mode_name[PROMPT_MODE_MAX]; /* "config-if"; "" in exec */
	size_t len;                      /* of the prompt on its line, without a blank behind it */
};

/* Whether the whole line is an exec prompt of any host; host gets its name. */
bool prompt_learn(const char *line, char host[PROMPT_HOST_MAX]);

/* Whether the whole line is a prompt of configuration, of any host; host gets its name. */
bool prompt_learn_config(const char *line, char host[PROMPT_HOST_MAX], struct prompt *out);

/* Whether the line starts with a prompt of host. */
bool prompt_starts(const char *host, const char *line, struct prompt *out);

/* Whether the whole line is a prompt of host. */
bool prompt_is(const char *host, const char *line, struct prompt *out);

/* Whether rest is what may stand behind a prompt at the end of its line: nothing, or a blank. */
bool prompt_ends(const char *rest);

/* Whether a device with this prompt is not one to configure: standby, boot loader, recovery. */
bool prompt_unfit(const char *line);

#endif
