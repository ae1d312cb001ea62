// SPDX-License-Identifier: Apache-2.0
/*
 * Saving, and whether what is wanted is in the startup-config already: a push that was killed
 * between its lines and its save left a switch on which nothing is to be sent, and which forgets
 * all of it at a reload.
 */
#include <string.h>

#include "push_private.h"

bool push_is_saved(struct push *p)
{
	struct switch_found startup = p->now->found;

	if (!p->now->saved_differs)
		return true;
	startup.running = ios_config_parse(p->a, p->now->startup_text);
	/* VLANs stand in the startup-config only where VTP does not keep them in vlan.dat. */
	if (startup.vtp.mode == VTP_TRANSPARENT || startup.vtp.mode == VTP_OFF)
		startup.vlans = (struct show_vlans){ 0 };
	for (size_t i = 0; i < p->want->units.n; i++) {
		struct steps missing = { 0 };

		diff_switch(p->a, &p->want->units.v[i], &startup, &missing);
		if (missing.n)
			return false;
	}
	return true;
}

bool push_unsaved_is_ours(const struct push *p)
{
	const struct journal *j = p->options->journal;

	return j && j->phase == JOURNAL_CONFIRMED && !j->record->differed &&
		switch_part_rest(&j->record->want, p->now->running_text) ==
		switch_part_rest(&j->record->want, p->now->startup_text);
}

struct dialog_move push_save(struct push *p)
{
	p->phase = PUSH_SAVE;
	p->save_tried = true;
	p->saves++;
	return push_say(p, "copy running-config startup-config");
}

static bool ends_in_ok(const char *text)
{
	size_t n = strlen(text);

	while (n && strchr(" \n", text[n - 1]))
		n--;
	return n >= 4 && !strncmp(text + n - 4, "[OK]", 4);
}

/* All that was wanted is saved; or, behind a unit that failed, the units before it are. */
static struct dialog_move saved(struct push *p)
{
	p->result->saved = true;
	if (p->why.class == ERR_NONE) {
		size_t sent = 0;

		for (size_t i = 0; i < p->result->units.n; i++)
			sent += p->result->units.v[i].sent.n;
		return push_end(p, sent || p->confirm ? SWITCH_CHANGED : SWITCH_UNCHANGED, NULL);
	}
	return push_end(p, SWITCH_UNDONE, &p->why);
}

struct dialog_move push_save_replied(struct push *p, const struct ios_session *s)
{
	const struct ios_reply *r = ios_session_reply(s);
	struct reply_verdict v;
	struct err e;

	ios_session_classify(s, &v);
	if (!r->question && ends_in_ok(r->text) && v.class == REPLY_INFO)
		return saved(p);
	if (push_stopped(p) && !p->confirm)
		return push_interrupted(p);
	if (p->saves < PUSH_SAVES) {
		push_progress(p, "%s: not saved (%s); trying again", p->dialog.name, v.line);
		return dialog_pause(PUSH_SAVE_PAUSE_MS);
	}
	if (p->confirm)
		return push_confirm_unsaved(p, r->question ? r->question : v.line);
	err_set(&e, ERR_REFUSED, "", "not saved after %d tries: %s", PUSH_SAVES,
		r->question ? r->question : v.line);
	return push_undo(p, 0, &e);
}
