// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "apply.h"
#include "buf.h"
#include "diff_host.h"
#include "host_compare.h"
#include "nl.h"
#include "probe.h"
#include "prove.h"
#include "read.h"
#include "step_text.h"
#include "testpoint.h"
#include "write.h"

struct apply {
	struct host_nl *nl;
	struct arena *a;
	const struct host_state *before;
	const struct steps *steps;
	bool *tried; /* of each step: it may have changed something */
	const volatile int *stop;
};

/* A request to create either did so or did nothing; then what is there is somebody else's. */
static bool may_have_touched(const struct step *s)
{
	return s->op != STEP_LINK_ADD && s->op != STEP_ADDR_ADD && s->op != STEP_ROUTE_ADD &&
		s->op != STEP_RULE_ADD;
}

static struct steps touched_steps(struct apply *ap)
{
	struct steps touched = { 0 };

	for (size_t i = 0; i < ap->steps->n; i++)
		if (ap->tried[i])
			*ARENA_PUSH(ap->a, &touched) = ap->steps->v[i];
	return touched;
}

/* The steps that would take this kernel back, by a fresh reading; NULL with e. */
static const struct host_state *way_back(
	struct apply *ap, const struct steps *touched, struct steps *out, struct err *e)
{
	const struct host_state *now = host_read(ap->nl, ap->a, e);

	if (now)
		diff_host_undo(ap->a, ap->before, now, touched, out);
	return now;
}

static const char left_words[] = "; not all of it could be undone";

/* The cause stays in front. */
static int left_over(struct apply *ap, const char *why, const char *what, struct err *e)
{
	char object[sizeof(e->object)];

	memcpy(object, e->object, sizeof(object));
	return err_set(e, ERR_LEFT, object, "%s%s%s%s. %s", arena_strdup(ap->a, e->text),
		left_words, *why ? ": " : "", why, what);
}

static int report_left(struct apply *ap, const struct steps *left, const char *why, struct err *e)
{
	struct buf text = { 0 }, hint = { 0 };

	for (size_t i = 0; i < left->n; i++) {
		buf_printf(&text, "%s%s: %s", i ? "; " : "Left to do: ", left->v[i].object,
			left->v[i].text);
		buf_printf(&hint, "%s%s", i ? "; " : "", step_ip_command(ap->a, &left->v[i]));
	}
	left_over(ap, why, buf_text(&text), e);
	err_hint(e, "by hand: %s", buf_text(&hint));
	buf_free(&text);
	buf_free(&hint);
	return -1;
}

/* No step would bring it back: a NIC that is gone, or what another program keeps changing. */
static int report_drift(struct apply *ap, const struct drifts *d, const char *why, struct err *e)
{
	left_over(ap, why, arena_printf(ap->a, "Still so: %s", host_drift_text(ap->a, d)), e);
	return err_hint(e,
		"no step brings that back: a NIC that is gone has lost its driver, its "
		"slot or its cable; else another program changes it");
}

static int report_unread(
	struct apply *ap, const struct steps *touched, const struct err *reading, struct err *e)
{
	struct buf hint = { 0 };

	for (size_t i = touched->n; i-- > 0;)
		buf_printf(&hint, "%s%s: %s", hint.len ? "; " : "", touched->v[i].object,
			touched->v[i].inverse);
	left_over(ap, "",
		arena_printf(ap->a, "What is left is not known, since the host cannot be read: %s",
			reading->text),
		e);
	err_hint(e, "make sure by hand that this is so: %s", buf_text(&hint));
	buf_free(&hint);
	return -1;
}

static int end_with(struct err *e, const char *words)
{
	strncat(e->text, words, sizeof(e->text) - strlen(e->text) - 1);
	return -1;
}

void host_apply_undone(struct err *e, const char *who)
{
	char *left = strstr(e->text, left_words);

	if (left)
		*left = '\0';
	e->class = ERR_REFUSED;
	end_with(e, "; undone by ");
	end_with(e, who);
	end_with(e, ": the host is as before");
}

/*
 * A step that fails does not keep the others from being taken back. A second try: of a link that
 * only the first set up again it shows late that its link-local address does not come by itself.
 */
static int undo(struct apply *ap, struct err *e)
{
	enum { TRIES = 2 };
	struct steps touched = touched_steps(ap), left = { 0 };
	const struct host_state *now;
	struct err why = { 0 }, one;
	struct drifts drifts = { 0 };

	if (!touched.n)
		return end_with(e, "; nothing was changed");
	now = way_back(ap, &touched, &left, &one);
	for (int i = 0; now && left.n && i < TRIES; i++) {
		host_write_all(ap->nl, ap->a, &left, &why);
		left = (struct steps){ 0 };
		now = way_back(ap, &touched, &left, &one);
	}
	if (!now)
		return report_unread(ap, &touched, &one, e);
	if (left.n)
		return report_left(ap, &left, why.text, e);
	host_compare_touched(ap->a, &touched, ap->before, now, &drifts);
	if (drifts.n)
		return report_drift(ap, &drifts, why.text, e);
	e->class = ERR_REFUSED;
	return end_with(e, "; undone: the host is as before");
}

int host_apply_undo(struct host_nl *nl, struct arena *a, const struct host_state *before,
	const struct steps *steps, struct err *e)
{
	struct apply ap = { .nl = nl, .a = a, .before = before, .steps = steps };

	ap.tried = arena_array(a, steps->n, sizeof(*ap.tried));
	memset(ap.tried, true, steps->n * sizeof(*ap.tried));
	return undo(&ap, e);
}

static int interrupted(const struct step *s, size_t of, struct err *e)
{
	return err_set(e, ERR_REFUSED, s->object, "interrupted before step %u of %zu", s->id, of);
}

/* The n steps from `first`, which go together. What may have been done of them is noted. */
static int apply_some(
	struct apply *ap, struct host_writer *w, size_t first, size_t n, struct err *e)
{
	const struct step *v = &ap->steps->v[first];
	enum step_outcome out[NL_BATCH_MAX];
	int rc;

	if (v->op == STEP_PROVE)
		return host_prove(ap->nl, v, ap->stop, e);
	if (v->op == STEP_ANNOUNCE) {
		host_announce(ap->nl, v, n);
		return 0;
	}
	if (v->op == STEP_ADDR_ADD && host_probe(ap->nl, ap->before, v, n, ap->stop, e))
		return -1;
	rc = host_write(w, v, n, out, e);
	for (size_t i = 0; i < n; i++)
		ap->tried[first + i] = out[i] != OUTCOME_REFUSED || may_have_touched(&v[i]);
	return rc;
}

int host_apply(struct host_nl *nl, struct arena *a, const struct host_state *before,
	const struct steps *steps, const volatile int *stop,
	void (*on_step)(void *ctx, const struct step *s), void *ctx, struct err *e)
{
	struct apply ap = { .nl = nl, .a = a, .before = before, .steps = steps, .stop = stop };
	struct host_writer *w = host_writer_new(nl, a);

	ap.tried = arena_array(a, steps->n, sizeof(*ap.tried));
	for (size_t i = 0, n; i < steps->n; i += n) {
		const struct step *s = &steps->v[i];

		if (stop && *stop) {
			interrupted(s, steps->n, e);
			return undo(&ap, e);
		}
		testpoint("apply", (unsigned)i + 1);
		n = testpoint_next("apply", (unsigned)i + 1, host_write_length(s, steps->n - i));
		for (size_t k = 0; on_step && k < n; k++)
			on_step(ctx, &s[k]);
		if (apply_some(&ap, w, i, n, e))
			return undo(&ap, e);
	}
	testpoint("apply", (unsigned)steps->n + 1);
	return 0;
}
