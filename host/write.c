// SPDX-License-Identifier: Apache-2.0
/* Steps, asked of the kernel: those that do not depend on each other in one system call. */
#include <errno.h>
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include "encode.h"
#include "nametab.h"
#include "nl.h"
#include "read.h"
#include "refusal.h"
#include "testpoint.h"
#include "write.h"

static bool is_request(enum step_op op)
{
	return op != STEP_PROVE && op != STEP_ANNOUNCE && op != STEP_SWITCH_LINE;
}

static bool is_rule_step(enum step_op op)
{
	return op == STEP_RULE_ADD || op == STEP_RULE_DEL;
}

static bool is_link_step(enum step_op op)
{
	return op != STEP_ADDR_ADD && op != STEP_ADDR_DEL && op != STEP_ROUTE_ADD &&
		op != STEP_ROUTE_DEL && !is_rule_step(op) && is_request(op);
}

struct host_writer {
	struct host_nl *nl;
	struct arena *a;
	struct nametab indexes; /* of links met so far; 0: to be asked for again */
};

/* Steps of one kind on their way. */
struct run {
	struct host_writer *w;
	const struct step *v;
	size_t n;
	enum step_outcome *out;
	bool failed; /* e says the first */
	struct err *e;
};

struct host_writer *host_writer_new(struct host_nl *nl, struct arena *a)
{
	struct host_writer *w = ARENA_NEW(a, struct host_writer);

	w->nl = nl;
	w->a = a;
	return w;
}

static void note_refusal(struct run *r, size_t i, const struct nl_answer *a)
{
	r->out[i] = OUTCOME_REFUSED;
	if (!r->failed)
		host_refusal(&r->v[i], a, r->e);
	r->failed = true;
}

static void note_missing(struct run *r, size_t i, const char *name)
{
	const struct nl_answer gone = { .error = ENODEV };
	bool first = !r->failed;

	note_refusal(r, i, &gone);
	if (first && strcmp(name, r->v[i].object) != 0)
		err_context(r->e, "%s", name);
}

/* The links that a step names and that have to exist, "" where it names fewer. */
static void names_of(const struct step *s, const char *names[3])
{
	const struct link *l = &s->u.link;

	names[0] = names[1] = names[2] = "";
	if (s->op == STEP_ADDR_ADD || s->op == STEP_ADDR_DEL) {
		names[0] = s->u.addr.link;
	} else if (s->op == STEP_ROUTE_ADD || s->op == STEP_ROUTE_DEL) {
		names[0] = s->u.route.link;
	} else if (is_link_step(s->op)) {
		if (s->op != STEP_LINK_ADD)
			names[0] = l->name;
		if (s->op == STEP_MASTER)
			names[1] = l->master;
		else if (s->op == STEP_LINK_ADD && l->kind == LINK_VLAN)
			names[1] = l->lower;
		if (l->bond.has & 1u << BONDOPT_PRIMARY)
			names[2] = l->bond.primary;
	}
}

static int index_of(const struct host_writer *w, const char *name)
{
	const int *index = nametab_find(&w->indexes, name);

	return index ? *index : 0;
}

static int learn(struct host_writer *w, const char *const *names, size_t n, struct err *e)
{
	int indexes[NL_BATCH_MAX];

	if (host_nl_indexes(w->nl, names, n, indexes, e))
		return -1;
	for (size_t i = 0; i < n; i++)
		nametab_put(w->a, &w->indexes, names[i], indexes[i]);
	return 0;
}

/* Asks for the index of every link that is named and not known; it may not be there. */
static int learn_names(struct host_writer *w, const struct step *v, size_t n,
	void (*which)(const struct step *s, const char *names[3]), struct err *e)
{
	const char *unknown[NL_BATCH_MAX] = { NULL }, *names[3];
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		which(&v[i], names);
		for (int k = 0; k < 3; k++) {
			if (!names[k][0] || index_of(w, names[k]) ||
				(count && !strcmp(names[k], unknown[count - 1])))
				continue;
			unknown[count++] = names[k];
			if (count == NL_BATCH_MAX && learn(w, unknown, count, e))
				return -1;
			count %= NL_BATCH_MAX;
		}
	}
	return learn(w, unknown, count, e);
}

/* False when one is not there: then the step is refused. */
static bool find_refs(struct run *r, size_t i, struct step_refs *refs)
{
	const struct step *s = &r->v[i];
	const char *names[3];
	int found[3];

	names_of(s, names);
	for (int k = 0; k < 3; k++) {
		found[k] = names[k][0] ? index_of(r->w, names[k]) : 0;
		if (names[k][0] && !found[k]) {
			note_missing(r, i, names[k]);
			return false;
		}
	}
	*refs = (struct step_refs){ .link = found[0], .primary = found[2] };
	if (s->op == STEP_MASTER)
		refs->master = found[1];
	else
		refs->lower = found[1];
	return true;
}

/* Nobody knows which of them were carried out. */
static int lost(struct run *r)
{
	r->failed = true;
	for (size_t i = 0; i < r->n; i++)
		if (r->out[i] == OUTCOME_DONE)
			r->out[i] = OUTCOME_UNKNOWN;
	return -1;
}

/* Nothing was asked. */
static void refuse_all(struct run *r)
{
	r->failed = true;
	for (size_t i = 0; i < r->n; i++)
		r->out[i] = OUTCOME_REFUSED;
}

/*
 * The requests that make() has for the steps that are not refused yet, in one system call. An
 * error that `fine` accepts is none.
 */
static int send_run(
	struct run *r, struct nl_msg *(*make)(struct run *r, size_t i), bool (*fine)(int error))
{
	struct nl_answer answers[NL_BATCH_MAX];
	struct nl_msg *msgs[NL_BATCH_MAX] = { NULL };
	size_t whose[NL_BATCH_MAX], n = 0;

	for (size_t i = 0; i < r->n; i++) {
		struct nl_msg *m = r->out[i] == OUTCOME_DONE ? make(r, i) : NULL;

		if (m) {
			msgs[n] = m;
			whose[n++] = i;
		}
	}
	if (host_nl_requests(r->w->nl, msgs, n, answers, r->e))
		return lost(r);
	for (size_t k = 0; k < n; k++)
		if (answers[k].error && !(fine && fine(answers[k].error)))
			note_refusal(r, whose[k], &answers[k]);
	return 0;
}

static struct nl_msg *make_step(struct run *r, size_t i)
{
	struct step_refs refs;

	return find_refs(r, i, &refs) ? encode_step(&r->v[i], &refs) : NULL;
}

static bool has_second(const struct step *s)
{
	return s->u.link.has & LINK_HAS_NO_ADDRCONF ||
		(s->u.link.has & LINK_HAS_MTU && s->u.link.kind == LINK_BRIDGE);
}

static struct nl_msg *make_addrconf(struct run *r, size_t i)
{
	const struct link *l = &r->v[i].u.link;
	int index = index_of(r->w, l->name);

	return index && (l->has & LINK_HAS_NO_ADDRCONF) ? encode_addrconf(index, l->no_addrconf)
							: NULL;
}

/* A kernel without IPv6 has nothing to switch off. */
static bool lacks_ipv6(int error)
{
	return error == EAFNOSUPPORT || error == EOPNOTSUPP;
}

static struct nl_msg *make_mtu(struct run *r, size_t i)
{
	const struct link *l = &r->v[i].u.link;
	int index = index_of(r->w, l->name);

	return index && l->kind == LINK_BRIDGE && (l->has & LINK_HAS_MTU)
		? encode_mtu(index, l->mtu)
		: NULL;
}

static void name_made(const struct step *s, const char *names[3])
{
	names[0] = has_second(s) ? s->u.link.name : "";
	names[1] = names[2] = "";
}

/* All or nothing: a link that was made, and whose second request failed, is deleted again. */
static void delete_half_made(struct run *r, const enum step_outcome *made)
{
	struct step_refs refs = { 0 };
	const struct step del = { .op = STEP_LINK_DEL };
	struct nl_answer ignored;
	struct err second;

	for (size_t i = 0; i < r->n; i++) {
		refs.link = index_of(r->w, r->v[i].u.link.name);
		if (made[i] == OUTCOME_DONE && r->out[i] == OUTCOME_REFUSED && refs.link)
			host_nl_request(r->w->nl, encode_step(&del, &refs), &ignored, &second);
	}
}

static void forget(struct run *r)
{
	for (size_t i = 0; i < r->n; i++)
		nametab_put(r->w->a, &r->w->indexes, r->v[i].u.link.name, 0);
}

/* Then what a create request does not take. */
static void add_links(struct run *r)
{
	enum step_outcome made[NL_BATCH_MAX];

	forget(r);
	if (send_run(r, make_step, NULL))
		return;
	memcpy(made, r->out, r->n * sizeof(*made));
	if (learn_names(r->w, r->v, r->n, name_made, r->e)) {
		lost(r);
		return;
	}
	for (size_t i = 0; i < r->n; i++)
		if (made[i] == OUTCOME_DONE && has_second(&r->v[i]) &&
			!index_of(r->w, r->v[i].u.link.name))
			note_missing(r, i, r->v[i].u.link.name);
	if (!send_run(r, make_addrconf, lacks_ipv6))
		send_run(r, make_mtu, NULL);
	delete_half_made(r, made);
}

static void set_port_vlans(struct run *r)
{
	struct nl_answer answers[2];
	struct nl_msg *msgs[2], *set;
	struct port_vlans now;
	struct vlans_target to = { .self = r->v->u.link.kind == LINK_BRIDGE };
	struct step_refs refs;
	size_t n = 0;

	if (!find_refs(r, 0, &refs))
		return;
	to.link = refs.link;
	if (host_read_port_vlans(r->w->nl, refs.link, &now, r->e)) {
		lost(r);
		return;
	}
	msgs[0] = encode_port_vlans_del(&to, &now, r->v->u.link.port_vlans);
	n += msgs[0] != NULL;
	set = encode_port_vlans_set(&to, &now, r->v->u.link.port_vlans);
	if (set)
		msgs[n++] = set;
	if (host_nl_requests(r->w->nl, msgs, n, answers, r->e))
		lost(r);
	for (size_t i = 0; i < n && !r->failed; i++)
		if (answers[i].error)
			note_refusal(r, 0, &answers[i]);
}

/* A VLAN of a VLAN can only be made when the lower one has been. */
static bool needs_one_of(const struct step *s, const struct step *v, size_t n)
{
	if (s->op != STEP_LINK_ADD || s->u.link.kind != LINK_VLAN)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(s->u.link.lower, v[i].u.link.name))
			return true;
	return false;
}

static bool alone(enum step_op op)
{
	return op == STEP_PORT_VLANS || op == STEP_PROVE || op == STEP_SWITCH_LINE;
}

size_t host_write_length(const struct step *v, size_t n)
{
	size_t len = 1;

	while (len < n && len < NL_BATCH_MAX && !alone(v->op) && v[len].op == v->op &&
		(!is_link_step(v->op) || v[len].u.link.kind == v->u.link.kind) &&
		!needs_one_of(&v[len], v, len))
		len++;
	return len;
}

int host_write(struct host_writer *w, const struct step *v, size_t n, enum step_outcome *out,
	struct err *e)
{
	struct run r = { w, v, n, out, false, e };

	memset(out, 0, n * sizeof(*out));
	if (!is_request(v->op)) {
		out[0] = OUTCOME_REFUSED;
		return err_set(
			e, ERR_REFUSED, v->object, "%s: nothing to ask of a kernel", v->text);
	}
	if (learn_names(w, v, n, names_of, e))
		refuse_all(&r);
	else if (v->op == STEP_LINK_ADD)
		add_links(&r);
	else if (v->op == STEP_PORT_VLANS)
		set_port_vlans(&r);
	else
		send_run(&r, make_step, NULL);
	if (v->op == STEP_LINK_DEL)
		forget(&r);
	return r.failed ? -1 : 0;
}

int host_write_all(struct host_nl *nl, struct arena *a, const struct steps *steps, struct err *e)
{
	struct host_writer *w = host_writer_new(nl, a);
	enum step_outcome out[NL_BATCH_MAX];
	struct err one;
	int rc = 0;

	for (size_t i = 0, n; i < steps->n; i += n) {
		const struct step *s = &steps->v[i];

		testpoint("undo", (unsigned)i + 1);
		n = testpoint_next("undo", (unsigned)i + 1, host_write_length(s, steps->n - i));
		if (host_write(w, s, n, out, &one) && !rc) {
			*e = one;
			rc = -1;
		}
	}
	return rc;
}
