// SPDX-License-Identifier: Apache-2.0
/* Commands that are sent before the reply to the one before them has come. */
#include <string.h>

#include "session_state.h"

const char *session_ahead_next(const struct ios_session *s)
{
	return s->n_ahead ? s->ahead.data : NULL;
}

void session_ahead_take(struct ios_session *s)
{
	size_t size = strlen(s->ahead.data) + 1;

	memcpy(s->command, s->ahead.data, size);
	buf_drop(&s->ahead, size);
	s->n_ahead--;
	s->in_step = true;
}

void session_ahead_forget(struct ios_session *s)
{
	buf_reset(&s->ahead);
	s->n_ahead = 0;
}

static bool is_due(const struct ios_session *s)
{
	return !session_in_setup(s) && (s->state == SESSION_ECHO || s->state == SESSION_BODY);
}

size_t ios_session_in_flight(const struct ios_session *s)
{
	return is_due(s) ? 1 + s->n_ahead : 0;
}

size_t ios_session_room(const struct ios_session *s)
{
	size_t used = strlen(s->command) + 1 + s->ahead.len, room;

	/* An unfinished line may be a question. */
	if (!is_due(s) || !s->unpaged || s->astray ||
		(s->state == SESSION_BODY && s->term.line.len) ||
		s->n_ahead + 1 >= SESSION_AHEAD_LINES || used >= SESSION_AHEAD_BYTES)
		return 0;
	room = SESSION_AHEAD_BYTES - used - 1;
	return room < SESSION_LINE_MAX ? room : SESSION_LINE_MAX;
}

void ios_session_ahead(struct ios_session *s, const char *line)
{
	buf_add(&s->ahead, line, strlen(line) + 1);
	s->n_ahead++;
	session_send(s, line);
	session_send(s, "\r");
}
