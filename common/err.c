// SPDX-License-Identifier: Apache-2.0
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "err.h"

int err_set(struct err *e, enum err_class class, const char *object, const char *fmt, ...)
{
	va_list ap;

	e->class = class;
	e->hint[0] = '\0';
	snprintf(e->object, sizeof(e->object), "%s", object ? object : "");
	va_start(ap, fmt);
	vsnprintf(e->text, sizeof(e->text), fmt, ap);
	va_end(ap);
	return -1;
}

int err_hint(struct err *e, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(e->hint, sizeof(e->hint), fmt, ap);
	va_end(ap);
	return -1;
}

int err_context(struct err *e, const char *fmt, ...)
{
	char context[sizeof(e->text)], old[sizeof(e->text)];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(context, sizeof(context), fmt, ap);
	va_end(ap);
	memcpy(old, e->text, sizeof(old));
	if (snprintf(e->text, sizeof(e->text), "%s: %s", context, old) < 0)
		e->text[0] = '\0';
	return -1;
}

static const struct {
	const char *name;
	int status;
} classes[] = {
	[ERR_NONE] = { "none", 0 },
	[ERR_USAGE] = { "usage", 2 },
	[ERR_INTENT] = { "intent", 2 },
	[ERR_ENVIRONMENT] = { "environment", 3 },
	[ERR_REFUSED] = { "refused", 1 },
	[ERR_LEFT] = { "left", 4 },
};

const char *err_class_name(enum err_class class)
{
	return classes[class].name;
}

int err_exit_status(enum err_class class)
{
	return classes[class].status;
}
