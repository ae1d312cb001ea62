// SPDX-License-Identifier: Apache-2.0
#include "testpoint.h"

#ifndef NDEBUG
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void testpoint(const char *where, unsigned n)
{
	const char *asked = getenv("LACPPAIR_TEST_POINT");
	char here[64];
	size_t len;

	if (!asked)
		return;
	snprintf(here, sizeof(here), "%s:%u:", where, n);
	len = strlen(here);
	if (!strncmp(asked, here, len))
		raise(!strcmp(asked + len, "STOP") ? SIGSTOP : SIGKILL);
}
#endif
