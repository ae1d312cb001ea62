// SPDX-License-Identifier: Apache-2.0
/* Neighbours against the plan: two members, frames built or real, and what is found. */
#include "test.h"

#include "cabling.h"
#include "capture.h"
#include "frames.h"
#include "verdict.h"

struct pair {
	struct arena *a;
	struct observe_bond *b;
	struct verdict_result r;
};

static const uint8_t own[6] = { 2, 0, 0, 0, 0, 1 };

static void add(struct pair *p, const char *nic, const char *port)
{
	struct observe_member *m = observe_member(p->a, p->b, nic);

	m->planned = m->captured = m->has_perm_mac = true;
	memcpy(m->perm_mac, own, sizeof(own));
	m->sw = "sw1";
	m->port = port;
}

static struct pair make(void)
{
	struct pair p = { .a = arena_new() };

	p.b = observe_new(p.a, "bond0", 0);
	p.b->native = 40;
	add(&p, "e0", "GigabitEthernet1/0/1");
	add(&p, "e1", "GigabitEthernet2/0/1");
	return p;
}

static void hear(struct pair *p, const char *nic, const struct test_frame *f)
{
	observe_frame(p->b, observe_member(p->a, p->b, nic), p->b->now, 0, f->data, f->len);
}

static void hear_lldp(struct pair *p, const char *nic, const char *system, const char *port)
{
	struct test_frame f;

	frame_lldp_head(&f, "\x01Uplink to the host");
	frame_lldp_tlv(&f, 4, port, strlen(port));
	frame_lldp_tlv(&f, 5, system, strlen(system));
	hear(p, nic, &f);
}

/* Lengths of system and port together must be even: see frame_cdp_end(). */
static void hear_cdp(
	struct pair *p, const char *nic, const char *system, const char *port, uint8_t native)
{
	const char vlan[2] = { 0, (char)native };
	struct test_frame f;

	frame_cdp(&f);
	frame_cdp_tlv(&f, 1, system, strlen(system));
	frame_cdp_tlv(&f, 3, port, strlen(port));
	frame_cdp_tlv(&f, 0x0a, vlan, sizeof(vlan));
	frame_cdp_end(&f);
	hear(p, nic, &f);
}

static enum cabling cabling(struct pair *p, const char *nic)
{
	return cabling_of(p->b, observe_member(p->a, p->b, nic));
}

/* ids: what must be found, in order, joined by blanks. */
static void finds(struct pair *p, const char *ids)
{
	char text[300] = "";

	verdict_cabling(p->a, p->b, &p->r);
	for (size_t i = 0; i < p->r.findings.n; i++) {
		strcat(text, i ? " " : "");
		strcat(text, p->r.findings.v[i].id);
	}
	assert_string_equal(text, ids);
}

static void test_agrees(void **state)
{
	struct pair p = make();

	(void)state;
	assert_int_equal(cabling(&p, "e0"), CABLING_UNKNOWN);
	finds(&p, "");
	hear_lldp(&p, "e0", "anything", "Gi1/0/1");
	hear_cdp(&p, "e1", "sw1.example.", "GigabitEthernet2/0/1", 40);
	assert_int_equal(cabling(&p, "e0"), CABLING_AGREES);
	assert_int_equal(cabling(&p, "e1"), CABLING_AGREES);
	finds(&p, "");
	arena_free(p.a);
}

static void test_other_port(void **state)
{
	struct pair p = make();

	(void)state;
	hear_lldp(&p, "e0", "sw1", "GigabitEthernet1/0/7");
	assert_int_equal(cabling(&p, "e0"), CABLING_DIFFERS);
	finds(&p, "wrong-switch-port");
	assert_string_equal(p.r.findings.v[0].subject, "sw1:Gi1/0/1");
	assert_non_null(strstr(p.r.findings.v[0].evidence[0], "GigabitEthernet1/0/7"));
	arena_free(p.a);
}

static void test_swapped(void **state)
{
	struct pair p = make();

	(void)state;
	hear_lldp(&p, "e0", "sw1", "Gi2/0/1");
	hear_lldp(&p, "e1", "sw1", "Gi1/0/1");
	finds(&p, "cables-swapped");
	assert_string_equal(p.r.findings.v[0].subject, "bond0/e0");
	assert_non_null(p.r.findings.v[0].evidence[1]);
	hear_lldp(&p, "e1", "sw1", "Gi1/0/9");
	finds(&p, "wrong-switch-port wrong-switch-port");
	arena_free(p.a);
}

/* A description is text, whatever it looks like; a port without a name is not known. */
static void test_description(void **state)
{
	struct test_frame f;
	struct pair p = make();

	(void)state;
	frame_lldp_head(&f, "\x01Gi9/0/9");
	hear(&p, "e0", &f);
	assert_int_equal(cabling(&p, "e0"), CABLING_UNKNOWN);
	frame_lldp_head(&f, "\x07Gi1/0/1");
	hear(&p, "e0", &f);
	assert_int_equal(cabling(&p, "e0"), CABLING_AGREES);
	frame_lldp_head(&f, "\x03\x02\x02\x02\x02\x02\x02");
	hear(&p, "e0", &f);
	assert_int_equal(cabling(&p, "e0"), CABLING_UNKNOWN);
	finds(&p, "");
	arena_free(p.a);
}

/* The plan's "sw1" is a label: only the device's own name, where known, is compared. */
static void test_system(void **state)
{
	struct pair p = make();

	(void)state;
	hear_lldp(&p, "e0", "core-2.example", "Gi1/0/1");
	assert_int_equal(cabling(&p, "e0"), CABLING_AGREES);
	observe_member(p.a, p.b, "e0")->sw_hostname = "Core-2";
	assert_int_equal(cabling(&p, "e0"), CABLING_AGREES);
	observe_member(p.a, p.b, "e0")->sw_hostname = "core-1";
	assert_int_equal(cabling(&p, "e0"), CABLING_DIFFERS);
	finds(&p, "wrong-switch-port");
	arena_free(p.a);
	assert_true(neighbor_same_system("S1.cisco.com", "s1"));
	assert_true(neighbor_same_system("n9k(FDO1234)", "n9k"));
	assert_false(neighbor_same_system("S1", "S12"));
}

static void test_native(void **state)
{
	struct pair p = make();

	(void)state;
	hear_cdp(&p, "e0", "sw1.", "GigabitEthernet1/0/1", 1);
	finds(&p, "native-vlan-differs");
	assert_int_equal(p.r.findings.v[0].severity, SEVERITY_WARNING);
	hear_cdp(&p, "e0", "sw1.", "GigabitEthernet1/0/1", 40);
	finds(&p, "");
	p.b->native = 0;
	hear_cdp(&p, "e0", "sw1.", "GigabitEthernet1/0/1", 1);
	finds(&p, "");
	arena_free(p.a);
}

static void learn(struct pair *p, const char *nic, const char *port)
{
	struct neighbor *n = &observe_member(p->a, p->b, nic)->learned;

	*n = (struct neighbor){ .heard = true, .via = FRAME_OTHER };
	snprintf(n->system, sizeof(n->system), "sw1");
	snprintf(n->port, sizeof(n->port), "%s", port);
	snprintf(n->interface, sizeof(n->interface), "%s", port);
}

/* Where nobody speaks, the switch's address table decides; where somebody does, he does. */
static void test_learned(void **state)
{
	struct pair p = make();

	(void)state;
	learn(&p, "e0", "GigabitEthernet1/0/1");
	learn(&p, "e1", "GigabitEthernet2/0/7");
	finds(&p, "wrong-switch-port");
	assert_string_equal(p.r.findings.v[0].evidence[0],
		"e1 is, by the switch's address table, at sw1 GigabitEthernet2/0/7; planned: sw1 "
		"GigabitEthernet2/0/1");
	hear_lldp(&p, "e1", "sw1", "Gi2/0/1");
	finds(&p, "");
	learn(&p, "e1", "GigabitEthernet1/0/1");
	finds(&p, "");
	arena_free(p.a);
	p = make();
	learn(&p, "e0", "GigabitEthernet2/0/1");
	learn(&p, "e1", "GigabitEthernet1/0/1");
	finds(&p, "cables-swapped");
	arena_free(p.a);
}

static void test_firmware(void **state)
{
	struct pair p = make();

	(void)state;
	strcpy(observe_member(p.a, p.b, "e0")->driver, "i40e");
	strcpy(observe_member(p.a, p.b, "e1")->driver, "ixgbe");
	finds(&p, "");
	observe_time(p.b, SEC(32));
	finds(&p, "lldp-eaten-by-firmware");
	assert_string_equal(p.r.findings.v[0].subject, "bond0/e0");
	hear_lldp(&p, "e0", "sw1", "Gi1/0/1");
	finds(&p, "");
	arena_free(p.a);
}

/* What we send, what has a fault and what says good-bye is nobody's word. */
static void test_not_taken(void **state)
{
	struct observe_member *m;
	struct test_frame f;
	struct pair p = make();

	(void)state;
	m = observe_member(p.a, p.b, "e0");
	frame_lldp_head(&f, "\x05Gi1/0/7");
	observe_frame(p.b, m, 1, 1, f.data, f.len);
	memcpy(f.data + 6, own, sizeof(own));
	observe_frame(p.b, m, 2, -1, f.data, f.len);
	assert_int_equal(m->heard[FRAME_LLDP], 0);
	frame_lldp_head(&f, "\x05Gi1/0/7");
	frame_put16(&f, 5 << 9 | 100);
	observe_frame(p.b, m, 3, -1, f.data, f.len);
	frame_lldp_head(&f, "\x05Gi1/0/7");
	f.data[f.len - 1] = 0; /* time to live 0 */
	observe_frame(p.b, m, 4, -1, f.data, f.len);
	assert_int_equal(m->heard[FRAME_LLDP], 2);
	assert_false(m->lldp.heard);
	arena_free(p.a);
}

static void test_tagged(void **state)
{
	struct lacpdu pdu = { .source = { 2, 0, 0, 0, 0, 9 }, .actor.state = 0x3d };
	uint8_t frame[LACPDU_FRAME_LEN], tagged[LACPDU_FRAME_LEN + 4];
	struct observe_member *m;
	struct pair p = make();
	bool found = false;

	(void)state;
	lacpdu_write(&pdu, frame);
	memcpy(tagged, frame, 12);
	memcpy(tagged + 12, "\x81\x00\x20\x0a", 4);
	memcpy(tagged + 16, frame + 12, sizeof(frame) - 12);
	m = observe_member(p.a, p.b, "e0");
	observe_frame(p.b, m, 1, 0, tagged, sizeof(tagged));
	assert_int_equal(m->tagged_count, 1);
	assert_int_equal(m->tagged_vlan, 10);
	verdict_judge(p.a, p.b, &p.r);
	for (size_t i = 0; i < p.r.findings.n; i++)
		found |= !strcmp(p.r.findings.v[i].id, "lacpdu-tagged");
	assert_true(found);
	arena_free(p.a);
}

/* Other talkers: the cable works, and PAgP says what the switch does. */
static void test_talkers(void **state)
{
	uint8_t pagp[60] = { 0x01, 0x00, 0x0c, 0xcc, 0xcc, 0xcc, 2, 0, 0, 0, 0, 9, 0, 46, 0xaa,
		0xaa, 3, 0, 0, 0x0c, 0x01, 0x04 };
	struct pair p = make();

	(void)state;
	hear_lldp(&p, "e0", "sw1", "Gi1/0/1");
	observe_frame(p.b, observe_member(p.a, p.b, "e1"), 1, 0, pagp, sizeof(pagp));
	observe_member(p.a, p.b, "e0")->tx_count = 4;
	observe_member(p.a, p.b, "e1")->tx_count = 4;
	p.b->ended = true;
	observe_time(p.b, SEC(40));
	verdict_judge(p.a, p.b, &p.r);
	assert_int_equal(p.r.verdict, VERDICT_NOT_UP);
	assert_string_equal(p.r.findings.v[0].id, "switch-channel-mode-pagp");
	assert_string_equal(p.r.findings.v[0].subject, "sw1:Gi2/0/1");
	assert_string_equal(p.r.findings.v[1].id, "no-lacpdu-received");
	assert_string_equal(p.r.findings.v[1].evidence[1], "e0 does hear: LLDP");
	arena_free(p.a);
}

/* Two 3560s on one wire: each names its port in a place of its own. */
static void test_real(void **state)
{
	struct capture_frame f;
	struct neighbor n[2][2] = { 0 };
	struct err e = { 0 };
	struct capture *c = capture_open_file(CORPUS_DIR "/pcap/LLDP_and_CDP.pcap", &e);

	(void)state;
	if (!c) {
		print_message("no capture at %s/pcap\n", CORPUS_DIR);
		skip();
	}
	while (capture_next(c, &f, &e) == 1) {
		struct frame frame;

		frame_read(f.data, f.len, &frame);
		neighbor_read(&frame, 1, &n[frame.source[1] == 0x19][frame.kind == FRAME_CDP]);
	}
	capture_close(c);
	for (int cdp = 0; cdp < 2; cdp++) {
		assert_string_equal(n[0][cdp].interface, "FastEthernet0/13");
		assert_string_equal(n[1][cdp].interface, "GigabitEthernet0/13");
		assert_true(neighbor_same_system(n[0][cdp].system, "S1"));
		assert_true(n[1][cdp].has_native_vlan && n[1][cdp].native_vlan == 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_agrees),
		cmocka_unit_test(test_other_port),
		cmocka_unit_test(test_swapped),
		cmocka_unit_test(test_description),
		cmocka_unit_test(test_system),
		cmocka_unit_test(test_native),
		cmocka_unit_test(test_learned),
		cmocka_unit_test(test_firmware),
		cmocka_unit_test(test_not_taken),
		cmocka_unit_test(test_tagged),
		cmocka_unit_test(test_talkers),
		cmocka_unit_test(test_real),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
