// SPDX-License-Identifier: Apache-2.0
/*
 * The host side against a real kernel, without intent files and switches: run in a network
 * namespace with two idle Ethernet links that end at a LACP peer.
 *
 *     host_probe NIC NIC
 *
 * Makes the pairing, reads it back, adds a VLAN, changes options, takes all of it back, fails on
 * purpose and is undone; prints one line a check. Exit 0 when every check holds.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "apply.h"
#include "diff_host.h"
#include "host_sim.h"
#include "read.h"
#include "want_host.h"

struct probe {
	struct arena *a;
	struct host_nl *nl;
	const char *nic[2];
	struct intent in;
	struct intent_host host;
	struct intent_bond bond;
	struct intent_bridge bridges[6];
	int failed;
};

static void check(struct probe *p, bool ok, const char *what)
{
	printf("%s: %s\n", ok ? "ok" : "FAILED", what);
	p->failed += !ok;
}

static double now_s(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct host_state *read_host(struct probe *p)
{
	struct err e = { 0 };
	struct host_state *s = host_read(p->nl, p->a, &e);

	if (!s)
		printf("read: %s: %s\n", e.object, e.text);
	return s;
}

static void add_bridge(struct probe *p, size_t i, uint16_t vlan)
{
	struct intent_bridge *br = &p->bridges[i];

	br->name = arena_printf(p->a, "br%u", vlan);
	br->vlan = vlan;
	br->bond = &p->bond;
	*ARENA_PUSH(p->a, &p->host.bridges) = br;
}

static void build_intent(struct probe *p)
{
	struct intent_addr *addr;

	p->host.name = "kvm1";
	p->bond.name = "bond0";
	bondopt_parse(BONDOPT_MODE, "802.3ad", &p->bond.opts);
	bondopt_parse(BONDOPT_MIIMON, "100", &p->bond.opts);
	bondopt_parse(BONDOPT_LACP_RATE, "fast", &p->bond.opts);
	bondopt_parse(BONDOPT_XMIT_HASH_POLICY, "layer3+4", &p->bond.opts);
	p->bond.native_kind = NATIVE_ID;
	p->bond.native_vlan = 40;
	for (int i = 0; i < 2; i++)
		ARENA_PUSH(p->a, &p->bond.members)->nic = p->nic[i];
	*ARENA_PUSH(p->a, &p->host.bonds) = &p->bond;
	for (uint16_t i = 0; i < 5; i++)
		add_bridge(p, i, (uint16_t)(40 + i));
	addr = ARENA_PUSH(p->a, &p->bridges[0].ip.addresses);
	ipaddr_parse("10.8.0.2/24", &addr->ip);
	addr = ARENA_PUSH(p->a, &p->bridges[0].ip.addresses);
	ipaddr_parse("2001:db8::2/64", &addr->ip);
	addr = ARENA_PUSH(p->a, &p->bridges[0].ip.gateway);
	ipaddr_parse("10.8.0.1", &addr->ip);
	addr = ARENA_PUSH(p->a, &p->bridges[0].ip.gateway);
	ipaddr_parse("2001:db8::1", &addr->ip);
}

/* The steps to what the intent says now; prints them. */
static struct steps plan(struct probe *p, const struct host_state *found)
{
	struct report r = { .arena = p->a };
	struct steps steps = { 0 };
	struct err e = { 0 };
	struct host_state *want = want_host(p->a, &p->in, &p->host, found, &e);

	if (!want) {
		printf("want: %s: %s (%s)\n", e.object, e.text, e.hint);
		p->failed++;
		return steps;
	}
	diff_host_refusals(want, found, NULL, &r);
	for (size_t i = 0; i < r.n; i++)
		printf("%s: %s\n", r.v[i].level == REPORT_ERROR ? "refused" : "note", r.v[i].text);
	p->failed += (int)r.errors;
	diff_host(p->a, want, found, &steps);
	return steps;
}

static void print(const struct steps *s)
{
	for (size_t i = 0; i < s->n; i++)
		printf("  %2u %s: %s [%s] <%s>\n", s->v[i].id, s->v[i].object, s->v[i].text,
			s->v[i].inverse, s->v[i].why);
}

static int apply(
	struct probe *p, const struct host_state *before, const struct steps *steps, struct err *e)
{
	double cpu = now_s(CLOCK_PROCESS_CPUTIME_ID), t = now_s(CLOCK_MONOTONIC);
	int rc = host_apply(p->nl, p->a, before, steps, NULL, NULL, NULL, e);

	printf("apply: %zu steps, rc %d, %.0f ms, cpu %.0f ms\n", steps->n, rc,
		(now_s(CLOCK_MONOTONIC) - t) * 1e3, (now_s(CLOCK_PROCESS_CPUTIME_ID) - cpu) * 1e3);
	if (rc)
		printf("  %s: %s: %s (%s)\n", err_class_name(e->class), e->object, e->text,
			e->hint);
	return rc;
}

static bool distributing(const struct host_state *s, const char *nic)
{
	const struct link *l = host_state_link(s, nic);

	return l && l->member.has_ad && (l->member.actor_state & 0x38) == 0x38 &&
		(l->member.partner_state & 0x38) == 0x38;
}

static bool wait_lacp(struct probe *p, double start, double limit)
{
	struct err e = { 0 };

	while (now_s(CLOCK_MONOTONIC) - start < limit) {
		struct host_state *s = host_read_links(p->nl, p->a, &e);

		if (s && distributing(s, p->nic[0]) && distributing(s, p->nic[1])) {
			printf("both distributing %.2f s after the start\n",
				now_s(CLOCK_MONOTONIC) - start);
			return true;
		}
		usleep(20000);
	}
	return false;
}

static bool same_link(const struct link *a, const struct link *b)
{
	return !strcmp(a->name, b->name) && a->up == b->up && a->mtu == b->mtu &&
		!memcmp(a->mac, b->mac, 6) && !strcmp(a->master, b->master);
}

/* Every link, address and route of a is also in b; what the kernel makes by itself comes late. */
static bool within(const struct host_state *a, const struct host_state *b)
{
	bool same = true;

	for (size_t i = 0; i < a->links.n; i++) {
		const struct link *l = host_state_link(b, a->links.v[i].name);

		same = same && l && same_link(&a->links.v[i], l);
	}
	for (size_t i = 0; i < a->addrs.n; i++)
		same = same && (a->addrs.v[i].link_local || host_state_addr(b, &a->addrs.v[i]));
	for (size_t i = 0; i < a->routes.n; i++)
		same = same &&
			(host_route_is_automatic(&a->routes.v[i]) ||
				host_state_route(b, &a->routes.v[i]));
	return same;
}

static bool same_state(const struct host_state *a, const struct host_state *b)
{
	return within(a, b) && within(b, a);
}

/* Without privilege the kernel hides options: that is said, and is no difference. */
static int read_as_nobody(struct probe *p)
{
	struct err e = { 0 };
	struct host_state *s;

	if (setgid(65534) || setuid(65534))
		return 2;
	p->nl = host_nl_open(&e);
	s = p->nl ? read_host(p) : NULL;
	return s && s->limited && !host_may_change() && !plan(p, s).n ? 0 : 1;
}

static void check_nobody(struct probe *p)
{
	int status = -1;
	pid_t child = fork();

	if (!child)
		_exit(read_as_nobody(p));
	waitpid(child, &status, 0);
	check(p, !status, "a reader without privilege sees no difference");
}

static struct steps check_pairing(struct probe *p, const struct host_state *before)
{
	double start = now_s(CLOCK_MONOTONIC);
	struct steps steps = plan(p, before), again;
	struct err e = { 0 };

	print(&steps);
	check(p, !apply(p, before, &steps, &e), "the pairing is made");
	again = plan(p, read_host(p));
	print(&again);
	check(p, !again.n, "a second diff is empty");
	check(p, wait_lacp(p, start, 12) && now_s(CLOCK_MONOTONIC) - start < 3.3,
		"both members distribute within 3.3 s");
	again = plan(p, read_host(p));
	print(&again);
	check(p, !again.n, "it still is with LACP up");
	bondopt_parse(BONDOPT_AD_ACTOR_SYS_PRIO, "100", &p->bond.opts);
	check_nobody(p);
	p->bond.opts.has &= ~(1u << BONDOPT_AD_ACTOR_SYS_PRIO);
	return steps;
}

static struct steps check_day2(struct probe *p)
{
	const struct host_state *before = read_host(p);
	const char *nic = p->nic[0];
	struct steps steps, again;
	struct err e = { 0 };

	add_bridge(p, 5, 45);
	steps = plan(p, before);
	print(&steps);
	check(p, steps.n == 5, "day 2 is five steps");
	for (size_t i = 0; i < steps.n; i++)
		check(p, strstr(steps.v[i].object, "45") != NULL, "of VLAN 45 only");
	check(p, !apply(p, before, &steps, &e), "day 2 is made");
	before = read_host(p);
	again = plan(p, before);
	check(p, !again.n, "a second diff is empty");
	check(p, distributing(before, nic) && !host_state_link(before, nic)->member.link_failures,
		"no member noticed");
	return steps;
}

static void check_options(struct probe *p)
{
	const struct host_state *before = read_host(p);
	struct steps steps, back = { 0 };
	struct err e = { 0 };

	bondopt_parse(BONDOPT_LACP_RATE, "slow", &p->bond.opts);
	bondopt_parse(BONDOPT_XMIT_HASH_POLICY, "layer2+3", &p->bond.opts);
	bondopt_parse(BONDOPT_UPDELAY, "250", &p->bond.opts);
	steps = plan(p, before);
	print(&steps);
	check(p, !apply(p, before, &steps, &e), "options change in place");
	steps.n = plan(p, read_host(p)).n;
	check(p, !steps.n, "a second diff is empty");
	steps = plan(p, before);
	diff_host_undo(p->a, before, read_host(p), &steps, &back);
	print(&back);
	check(p, !apply(p, before, &back, &e), "options return");
	bondopt_parse(BONDOPT_LACP_RATE, "fast", &p->bond.opts);
	bondopt_parse(BONDOPT_XMIT_HASH_POLICY, "layer3+4", &p->bond.opts);
	p->bond.opts.has &= ~(1u << BONDOPT_UPDELAY);
	back = plan(p, read_host(p));
	print(&back);
	check(p, !back.n, "they are as the intent says");
}

static void append(struct probe *p, struct steps *to, const struct steps *more)
{
	for (size_t i = 0; i < more->n; i++)
		*ARENA_PUSH(p->a, to) = more->v[i];
}

static void check_undo(struct probe *p, const struct host_state *before, const struct steps *done)
{
	struct steps back = { 0 };
	struct err e = { 0 };

	diff_host_undo(p->a, before, read_host(p), done, &back);
	print(&back);
	check(p, !apply(p, before, &back, &e), "everything is taken back");
	check(p, same_state(before, read_host(p)), "the host is as before");
}

/* The last step cannot succeed: what the others did must be undone. */
static void check_failure(struct probe *p)
{
	const struct host_state *before = read_host(p);
	struct steps steps;
	struct err e = { 0 };

	ipaddr_parse("192.0.2.77", &p->bridges[0].ip.gateway.v[0].ip);
	steps = plan(p, before);
	check(p, apply(p, before, &steps, &e) && e.class == ERR_REFUSED,
		"a step that fails is undone");
	check(p, same_state(before, read_host(p)), "the host is as before");
	ipaddr_parse("10.8.0.1", &p->bridges[0].ip.gateway.v[0].ip);
}

static int stop_flag;

static void stop_late(void *ctx, const struct step *s)
{
	(void)ctx;
	stop_flag = s->id >= 20;
}

static void check_interrupt(struct probe *p)
{
	const struct host_state *before = read_host(p);
	struct steps steps = plan(p, before);
	struct err e = { 0 };

	check(p,
		host_apply(p->nl, p->a, before, &steps, &stop_flag, stop_late, NULL, &e) &&
			e.class == ERR_REFUSED,
		"an interrupt is undone");
	printf("  %s: %s\n", e.object, e.text);
	check(p, same_state(before, read_host(p)), "the host is as before");
}

static struct link *want(struct probe *p, struct host_state *s, const char *name,
	enum link_kind kind, const char *master)
{
	struct link *l = host_state_add_link(p->a, s, name, kind);

	l->has = LINK_HAS_UP | LINK_HAS_MASTER;
	l->up = true;
	snprintf(l->master, sizeof(l->master), "%s", master);
	return l;
}

static void want_vlans(struct probe *p, struct link *l, const char *list, uint16_t pvid)
{
	l->port_vlans = ARENA_NEW(p->a, struct port_vlans);
	vlanset_parse(&l->port_vlans->vlans, list);
	l->port_vlans->pvid = pvid;
	vlanset_add(&l->port_vlans->untagged, pvid);
	l->has |= LINK_HAS_PORT_VLANS;
}

/* What a switch asks of its namespace: trunks and access ports, first as ports, then bundled. */
static struct host_state *want_switch_state(struct probe *p, bool bundled, const char *vlans)
{
	struct host_state *s = ARENA_NEW(p->a, struct host_state);
	struct link *bridge = want(p, s, "vsw", LINK_BRIDGE, ""), *bond, *l;

	bridge->vlan_filtering = true;
	bridge->has |= LINK_HAS_VLAN_FILTERING | LINK_HAS_STP;
	bond = want(p, s, "po11", LINK_BOND, "vsw");
	bond->gone = !bundled;
	bondopt_parse(BONDOPT_MODE, "802.3ad", &bond->bond);
	bondopt_parse(BONDOPT_AD_ACTOR_SYSTEM, "02:00:00:00:00:01", &bond->bond);
	bondopt_parse(BONDOPT_AD_USER_PORT_KEY, "11", &bond->bond);
	if (bundled)
		want_vlans(p, bond, vlans, 40);
	for (int i = 0; i < 2; i++) {
		l = want(p, s, p->nic[i], LINK_PLAIN, bundled ? "po11" : "vsw");
		if (!bundled)
			want_vlans(p, l, vlans, 40);
	}
	return s;
}

static void become(struct probe *p, const struct host_state *wanted, const char *what)
{
	const struct host_state *found = read_host(p);
	struct steps steps = { 0 }, again = { 0 };
	struct err e = { 0 };

	diff_host(p->a, wanted, found, &steps);
	print(&steps);
	check(p, !apply(p, found, &steps, &e), what);
	diff_host(p->a, wanted, read_host(p), &again);
	print(&again);
	check(p, !again.n, "a second diff is empty");
}

static void check_switch(struct probe *p)
{
	const struct host_state *before = read_host(p);
	struct host_state *w;
	struct steps back = { 0 }, all = { 0 };
	struct err e = { 0 };

	become(p, want_switch_state(p, false, "40-44"), "ports of a VLAN-filtering bridge");
	become(p, want_switch_state(p, false, "40,42-44,100-4000"), "VLANs of a port change");
	become(p, want_switch_state(p, true, "40-44"), "ports move into a bond");
	become(p, want_switch_state(p, true, "40-45"), "a VLAN more");
	w = want_switch_state(p, true, "40-45");
	bondopt_parse(BONDOPT_MODE, "balance-xor", &w->links.v[1].bond);
	w->links.v[1].bond.has = 1u << BONDOPT_MODE;
	w->links.v[3].up = false;
	become(p, w, "another mode, and a port shut");
	become(p, want_switch_state(p, true, "40-45"), "LACP again");
	become(p, want_switch_state(p, false, "40-44"), "ports on their own again");
	diff_host(p->a, want_switch_state(p, false, "40-44"), before, &all);
	diff_host_undo(p->a, before, read_host(p), &all, &back);
	print(&back);
	check(p, !apply(p, before, &back, &e), "everything is taken back");
	check(p, same_state(before, read_host(p)), "the host is as before");
}

int main(int argc, char **argv)
{
	struct probe p = { .a = arena_new() };
	const struct host_state *before;
	struct steps done;
	struct err e = { 0 };

	if (argc != 3) {
		fprintf(stderr, "usage: host_probe NIC NIC\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	p.nic[0] = argv[1];
	p.nic[1] = argv[2];
	p.nl = host_nl_open(&e);
	if (!p.nl) {
		fprintf(stderr, "%s: %s\n", e.object, e.text);
		return 3;
	}
	build_intent(&p);
	before = read_host(&p);
	done = check_pairing(&p, before);
	{
		struct steps more = check_day2(&p);

		check_options(&p);
		append(&p, &done, &more);
	}
	check_undo(&p, before, &done);
	check_failure(&p);
	check_interrupt(&p);
	check_switch(&p);
	host_nl_close(p.nl);
	arena_free(p.a);
	return p.failed ? 1 : 0;
}
