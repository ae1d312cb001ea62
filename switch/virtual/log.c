// SPDX-License-Identifier: Apache-2.0
/* System messages: the buffer that `show logging` shows, and terminals that watch. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "vsw_show.h"

/* Whole lines go from the front. */
static void keep(struct vswitch *s, const char *line)
{
	s->logged++;
	buf_puts(&s->log, line);
	while (s->log.len > s->cfg.log_size)
		buf_drop(&s->log, strcspn(buf_text(&s->log), "\n") + 1);
}

/* With `logging synchronous` the prompt and what was typed come again behind the message. */
static bool synchronous(const struct vswitch *s)
{
	return strstr(buf_text(&s->cfg.vty_kept), "logging synchronous");
}

/* While a command runs, behind its prompt, and no prompt after it. */
static void show(struct vswitch_vty *v, const char *line)
{
	const struct buf *to = v->busy ? &v->late : &v->out;

	if (!to->len || to->data[to->len - 1] != '\n')
		vsw_tell(v, "\n");
	vsw_tell(v, line);
	if (synchronous(v->s) && !v->busy && !v->page.len)
		vsw_redraw(v);
}

void vsw_log(struct vswitch *s, const char *fmt, ...)
{
	char text[512], line[560];
	va_list ap;
	long long t = s->now_ms;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	snprintf(line, sizeof(line), "*Mar  1 %02lld:%02lld:%02lld.%03lld: %s\n", t / 3600000 % 24,
		t / 60000 % 60, t / 1000 % 60, t % 1000, text);
	keep(s, line);
	for (struct vswitch_vty *v = s->vtys; v; v = v->next)
		if (v->monitor && !v->silent && !v->ended)
			show(v, line);
}

enum { BUFFERED_DEFAULT, BUFFERED_SIZE, BUFFERED_OFF };

void vsw_log_buffered(struct vswitch_vty *v, const struct vsw_call *c)
{
	struct vsw_config *cfg = &v->s->cfg;

	if (c->command->arg == BUFFERED_OFF)
		cfg->log_size = 0;
	else if (c->command->arg == BUFFERED_SIZE)
		cfg->log_size = (unsigned)c->num[0];
	else if (!cfg->log_size)
		cfg->log_size = VSW_LOG_DEFAULT;
}

static void answer_clear(struct vswitch_vty *v, const char *line)
{
	if (!*line || *line == 'y')
		buf_reset(&v->s->log);
}

void vsw_log_clear(struct vswitch_vty *v, const struct vsw_call *c)
{
	static const struct vsw_question clear = { "Clear logging buffer [confirm]", false, true,
		answer_clear };

	(void)c;
	v->ask = &clear;
}

void vsw_show_logging(struct vswitch_vty *v, const struct vsw_call *c)
{
	const struct vswitch *s = v->s;

	(void)c;
	buf_puts(&v->reply,
		"Syslog logging: enabled (0 messages dropped, 0 messages rate-limited,\n"
		"                0 flushes, 0 overruns, xml disabled, filtering disabled)\n\n"
		"No Active Message Discriminator.\n\n\n"
		"No Inactive Message Discriminator.\n\n\n");
	buf_printf(&v->reply,
		"    Console logging: level debugging, %u messages logged, xml disabled,\n"
		"                     filtering disabled\n"
		"    Monitor logging: level debugging, 0 messages logged, xml disabled,\n"
		"                     filtering disabled\n",
		s->logged);
	if (s->cfg.log_size)
		buf_printf(&v->reply,
			"    Buffer logging:  level debugging, %u messages logged, xml disabled,\n"
			"                     filtering disabled\n",
			s->logged);
	else
		buf_puts(&v->reply,
			"    Buffer logging:  disabled, xml disabled,\n"
			"                     filtering disabled\n");
	buf_printf(&v->reply,
		"    Exception Logging: size (4096 bytes)\n"
		"    Count and timestamp logging messages: disabled\n"
		"    File logging: disabled\n"
		"    Persistent logging: disabled\n\n"
		"No active filter modules.\n\n"
		"    Trap logging: level informational, %u message lines logged\n",
		s->logged);
	if (s->cfg.log_size)
		buf_printf(&v->reply, "\nLog Buffer (%u bytes):\n\n%s", s->cfg.log_size,
			buf_text(&s->log));
}
