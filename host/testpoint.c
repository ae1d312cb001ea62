// SPDX-License-Identifier: Apache-2.0
#include "testpoint.h"

#ifndef NDEBUG
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is asked for at this point; NULL: nothing. */
static const char *asked_for(const char *where, unsigned n)
{
	const char *asked = getenv("LACPPAIR_TEST_POINT");
	char here[64];
	int len = snprintf(here, sizeof(here), "%s:%u:", where, n);

	return asked && !strncmp(asked, here, (size_t)len) ? asked + len : NULL;
}

void testpoint(const char *where, unsigned n)
{
	const char *what = asked_for(where, n);

	if (what)
		raise(!strcmp(what, "STOP") ? SIGSTOP : SIGKILL);
}

size_t testpoint_next(const char *where, unsigned first, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (asked_for(where, first + (unsigned)i))
			return i;
	return n;
}
#endif
