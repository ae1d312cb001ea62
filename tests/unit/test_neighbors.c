// SPDX-License-Identifier: Apache-2.0
/* LLDP, CDP and the other talkers: built frames, real captures, hostile ones. */
#include "test.h"

#include "capture.h"
#include "cdp.h"
#include "frames.h"
#include "lldp.h"

static void says(struct octets o, const char *wanted)
{
	char text[300];

	assert_string_equal(octets_text(o, text, sizeof(text)), wanted);
}

static bool read_lldp(const struct test_frame *t, struct lldp *out)
{
	struct frame f;

	assert_int_equal(frame_read(t->data, t->len, &f), FRAME_LLDP);
	return lldp_read(f.payload, out);
}

static bool read_cdp(const struct test_frame *t, struct cdp *out)
{
	struct frame f;

	assert_int_equal(frame_read(t->data, t->len, &f), FRAME_CDP);
	return cdp_read(f.payload, out);
}

static void test_lldp(void **state)
{
	struct test_frame t;
	struct lldp l;

	(void)state;
	frame_lldp_head(&t, "\x05Gi1/0/1");
	frame_lldp_tlv(&t, 4, "GigabitEthernet1/0/1", 20);
	frame_lldp_tlv(&t, 5, "sw1.example", 11);
	frame_lldp_tlv(&t, 7, "\x00\x14\x00\x04", 4);
	frame_lldp_tlv(&t, 127, "\x00\x80\xc2\x01\x00\x28", 6);
	frame_lldp_tlv(&t, 127, "\x00\x80\xc2\x03\x00\x29\x03web", 10);
	frame_lldp_tlv(&t, 127, "\x00\x80\xc2\x07\x03\x00\x00\x00\x64", 9);
	frame_lldp_tlv(&t, 127, "\x00\x12\x0f\x01\x03\x6c\x01\x00\x1e", 9);
	frame_lldp_tlv(&t, 127, "\x00\x12\x0f\x04\x23\xee", 6);
	frame_lldp_tlv(&t, 0, "", 0);
	assert_true(read_lldp(&t, &l));
	assert_int_equal(l.chassis_subtype, LLDP_CHASSIS_MAC);
	assert_int_equal(l.chassis.len, 6);
	assert_int_equal(l.port_subtype, LLDP_PORT_IFNAME);
	says(l.port, "Gi1/0/1");
	assert_int_equal(l.ttl, 120);
	says(l.port_description, "GigabitEthernet1/0/1");
	says(l.system_name, "sw1.example");
	assert_int_equal(l.enabled, 4);
	assert_true(l.has_pvid && l.pvid == 40);
	assert_int_equal(l.n_vlans, 1);
	assert_int_equal(l.vlans[0].id, 41);
	says(l.vlans[0].name, "web");
	assert_true(l.has_aggregation && l.aggregation == 3 && l.aggregation_port == 100);
	assert_true(l.has_mau && l.mau == 30 && l.autonegotiation == 3);
	assert_true(l.has_max_frame && l.max_frame == 9198);
}

/* What stands after the end TLV is padding; a frame may also just end. */
static void test_lldp_end(void **state)
{
	struct test_frame t;
	struct lldp l;

	(void)state;
	frame_lldp_head(&t, "\x05Gi1/0/1");
	assert_true(read_lldp(&t, &l));
	frame_lldp_tlv(&t, 0, "", 0);
	frame_put(&t, "\xff\xff\xff", 3);
	assert_true(read_lldp(&t, &l));
}

static void test_lldp_faults(void **state)
{
	struct test_frame t;
	struct lldp l;

	(void)state;
	frame_lldp(&t);
	assert_false(read_lldp(&t, &l));
	assert_string_equal(l.fault, "chassis id, port id or time to live is missing");
	frame_lldp_head(&t, "\x05Gi1/0/1");
	frame_put16(&t, 5 << 9 | 511);
	assert_false(read_lldp(&t, &l));
	assert_string_equal(l.fault, "a TLV is longer than the frame");
	says(l.port, "Gi1/0/1");
	frame_lldp_head(&t, "\x05Gi1/0/1");
	frame_put(&t, "\x0a", 1);
	assert_false(read_lldp(&t, &l));
	assert_string_equal(l.fault, "a TLV's header is cut");
	frame_lldp_head(&t, "\x05Gi1/0/1");
	frame_lldp_tlv(&t, 127, "\x00\x80\xc2\x03\x00\x29\x09web", 10);
	assert_false(read_lldp(&t, &l));
	assert_string_equal(l.fault, "a TLV is shorter than its fields");
	assert_int_equal(l.n_vlans, 0);
	frame_lldp_head(&t, "\x05");
	assert_false(read_lldp(&t, &l));
}

static void test_lldp_many_vlans(void **state)
{
	struct test_frame t;
	struct lldp l;

	(void)state;
	frame_lldp_head(&t, "\x05Gi1/0/1");
	for (int i = 0; i < LLDP_VLAN_NAMES_MAX + 3; i++)
		frame_lldp_tlv(&t, 127, "\x00\x80\xc2\x03\x00\x29\x01v", 8);
	assert_true(read_lldp(&t, &l));
	assert_int_equal(l.n_vlans, LLDP_VLAN_NAMES_MAX + 3);
}

static void test_cdp(void **state)
{
	struct test_frame t;
	struct cdp c;

	(void)state;
	frame_cdp(&t);
	frame_cdp_tlv(&t, 1, "sw1.example.", 12);
	frame_cdp_tlv(&t, 3, "GigabitEthernet1/0/1", 20);
	frame_cdp_tlv(&t, 0x0a, "\x00\x28", 2);
	frame_cdp_tlv(&t, 0x11, "\x00\x00\x23\xee", 4);
	frame_cdp_tlv(&t, 0x99, "", 0);
	frame_cdp_end(&t);
	assert_true(read_cdp(&t, &c));
	assert_int_equal(c.version, 2);
	assert_int_equal(c.ttl, 180);
	says(c.device_id, "sw1.example.");
	says(c.port_id, "GigabitEthernet1/0/1");
	assert_true(c.has_native_vlan && c.native_vlan == 40);
	assert_true(c.has_mtu && c.mtu == 9198);
	assert_false(c.has_duplex);
	t.data[30] ^= 1;
	assert_false(read_cdp(&t, &c));
	assert_string_equal(c.fault, "the checksum is wrong");
}

static void test_cdp_faults(void **state)
{
	static const struct {
		const char *tail;
		size_t len;
		const char *fault;
	} rows[] = {
		{ "\x00\x01\x00\x03", 4, "a TLV's length is less than its header" },
		{ "\x00\x01\x00\x00", 4, "a TLV's length is less than its header" },
		{ "\x00\x01\xff\xff", 4, "a TLV is longer than the frame" },
		{ "\x00\x01", 2, "a TLV's header is cut" },
		{ "\x00\x0a\x00\x05\x28", 5, "a TLV is shorter than its field" },
	};
	struct test_frame t;
	struct cdp c;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		frame_cdp(&t);
		frame_put(&t, rows[i].tail, rows[i].len);
		frame_cdp_end(&t);
		assert_false(read_cdp(&t, &c));
		assert_string_equal(c.fault, rows[i].fault);
	}
}

/* 802.3's length ends the frame, whatever padding follows. */
static void test_padding(void **state)
{
	struct test_frame t;
	struct frame f;
	struct cdp c;

	(void)state;
	frame_cdp(&t);
	frame_cdp_tlv(&t, 1, "sw1.", 4);
	frame_cdp_end(&t);
	frame_put(&t, "\0\0\0\0\0\0\0", 7);
	assert_true(read_cdp(&t, &c));
	t.data[13] = 0xff;
	assert_int_equal(frame_read(t.data, t.len, &f), FRAME_CDP);
	assert_int_equal(cursor_left(&f.payload), t.len - 22);
}

static void test_kinds(void **state)
{
	static const struct {
		const char *behind_source;
		size_t len;
		enum frame_kind kind;
	} rows[] = {
		{ "\x88\x09\x01", 3, FRAME_LACP },
		{ "\x88\x09\x02", 3, FRAME_MARKER },
		{ "\x88\x09\x03", 3, FRAME_OAM },
		{ "\x88\x09\x0a", 3, FRAME_OSSP },
		{ "\x88\x09\x00", 3, FRAME_SLOW },
		{ "\x88\x09\xff", 3, FRAME_SLOW },
		{ "\x88\x09", 2, FRAME_OTHER },
		{ "\x81\x00\x00\x0a\x88\x09\x01", 7, FRAME_LACP },
		{ "\x88\xa8\x00\x0a\x81\x00\x00\x14\x88\x09\x01", 11, FRAME_LACP },
		{ "\x81\x00\x00\x0a\x81\x00\x00\x0a\x81\x00\x00\x0a\x88\x09\x01", 15, FRAME_OTHER },
		{ "\x81\x00\x00", 3, FRAME_OTHER },
		{ "\x00\x08\xaa\xaa\x03\x00\x00\x0c\x01\x04", 10, FRAME_PAGP },
		{ "\x00\x08\xaa\xaa\x03\x00\x00\x0c\x20\x04", 10, FRAME_DTP },
		{ "\x00\x08\xaa\xaa\x03\x00\x00\x0c\x20\x03", 10, FRAME_VTP },
		{ "\x00\x08\xaa\xaa\x03\x00\x00\x0c\x01\x11", 10, FRAME_UDLD },
		{ "\x00\x07\xaa\xaa\x03\x00\x00\x0c\x20\x00", 10, FRAME_OTHER },
		{ "\x00\x08\xaa\xaa\x03\x00\x00\x0d\x20\x00", 10, FRAME_OTHER },
		{ "\x00\x03\x42\x42\x03", 5, FRAME_STP },
		{ "\x08\x00\x45", 3, FRAME_OTHER },
	};
	uint8_t data[64] = { 0 };
	struct frame f;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memcpy(data + 12, rows[i].behind_source, rows[i].len);
		assert_int_equal(frame_read(data, 12 + rows[i].len, &f), rows[i].kind);
	}
}

static void test_bpdu(void **state)
{
	uint8_t data[80] = { 0x01, 0x00, 0x0c, 0xcc, 0xcc, 0xcd, 2, 0, 0, 0, 0, 9, 0x81, 0, 0, 41 };
	struct frame f;
	struct bpdu b;

	(void)state;
	memcpy(data + 16, "\x00\x32\xaa\xaa\x03\x00\x00\x0c\x01\x0b\x00\x00\x02\x02", 14);
	memcpy(data + 26 + 36, "\x00\x00\x00\x02\x00\x29", 6);
	assert_int_equal(frame_read(data, 68, &f), FRAME_PVST);
	assert_int_equal(f.n_tags, 1);
	assert_true(frame_bpdu(&f, &b));
	assert_int_equal(b.version, 2);
	assert_true(b.has_vlan && b.vlan == 41);
	assert_int_equal(frame_read(data, 67, &f), FRAME_PVST);
	assert_true(frame_bpdu(&f, &b));
	assert_false(b.has_vlan);
	assert_int_equal(frame_read(data, 29, &f), FRAME_PVST);
	assert_false(frame_bpdu(&f, &b));
}

static void test_text(void **state)
{
	static const struct {
		const char *in;
		size_t len;
		const char *out;
	} rows[] = {
		{ "sw1", 3, "sw1" },
		{ "sw1\0\0", 5, "sw1" },
		{ "s\0w", 3, "s.w" },
		{ "\x1b[1mb\n", 6, ".[1mb." },
		{ "\xc3\xa9", 2, "\xc3\xa9" },
		{ "\xc3", 1, "." },
		{ "\xc2\x9b", 2, ".." },
		{ "\xed\xa0\x80", 3, "..." },
		{ "\xf4\x90\x80\x80", 4, "...." },
		{ "123456789", 9, "1234567" },
		{ "123456\xc3\xa9", 8, "123456" },
	};
	char out[8];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct octets o = { (const uint8_t *)rows[i].in, rows[i].len };

		assert_string_equal(octets_text(o, out, sizeof(out)), rows[i].out);
	}
}

static struct capture *corpus(const char *name)
{
	char path[600];
	struct err e = { 0 };
	struct capture *c;

	snprintf(path, sizeof(path), "%s/pcap/%s", CORPUS_DIR, name);
	c = capture_open_file(path, &e);
	if (!c && strstr(e.text, "cannot read")) {
		print_message("no capture at %s\n", path);
		skip();
	}
	return c;
}

/* Two real switches: a port id that is a description, a chassis id that is the port's own MAC. */
static void test_real(void **state)
{
	struct capture *c = corpus("LLDP_and_CDP.pcap");
	struct capture_frame f;
	struct err e = { 0 };
	unsigned lldp = 0, cdp = 0;

	(void)state;
	while (capture_next(c, &f, &e) == 1) {
		struct frame frame;
		struct lldp l;
		struct cdp d;

		frame_read(f.data, f.len, &frame);
		if (frame.kind == FRAME_LLDP) {
			assert_true(lldp_read(frame.payload, &l));
			says(l.port_description,
				frame.source[1] == 0x19 ? "GigabitEthernet0/13"
							: "FastEthernet0/13");
			says(l.port, frame.source[1] == 0x19 ? "Uplink to S1" : "Fa0/13");
			assert_int_equal(l.port_subtype, frame.source[1] == 0x19 ? 1 : 7);
			assert_memory_equal(l.chassis.data, frame.source, 6);
			assert_true(l.has_pvid && l.pvid == 1 && l.mau == 16);
			lldp++;
		} else if (frame.kind == FRAME_CDP) {
			assert_true(cdp_read(frame.payload, &d));
			says(d.device_id, frame.source[1] == 0x19 ? "S2" : "S1");
			assert_true(d.has_native_vlan && d.native_vlan == 1);
			assert_true(d.has_duplex && d.full_duplex);
			cdp++;
		}
	}
	capture_close(c);
	assert_int_equal(lldp, 8);
	assert_int_equal(cdp, 4);
}

static void test_real_cdp(void **state)
{
	struct capture *c = corpus("3560_CDP.pcap");
	struct capture_frame f;
	struct err e = { 0 };

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct frame frame;
		struct cdp d;

		assert_int_equal(capture_next(c, &f, &e), 1);
		assert_int_equal(frame_read(f.data, f.len, &frame), FRAME_CDP);
		assert_true(cdp_read(frame.payload, &d));
		says(d.device_id, "Switch");
		says(d.port_id, "GigabitEthernet0/5");
		says(d.platform, "cisco WS-C3560G-24PS");
		says(d.vtp_domain, "Lab");
		assert_int_equal(d.checksum, 0xb0bd);
		assert_int_equal(d.capabilities, 0x28);
	}
	capture_close(c);
}

static void test_hostile(void **state)
{
	static const char *const names[] = { "lldp-infinite-loop-1.pcap",
		"lldp-infinite-loop-2.pcap", "lldp_asan.pcap", "lldp_8023_mtu-oobr.pcap",
		"lldp_mgmt_addr_tlv_asan.pcap", "lldp_8021_linkagg.pcap", "malformed.pcap" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct capture *c = corpus(names[i]);
		struct capture_frame f;
		struct err e = { 0 };

		while (c && capture_next(c, &f, &e) == 1) {
			struct frame frame;
			struct lldp l;

			if (frame_read(f.data, f.len, &frame) == FRAME_LLDP &&
				!lldp_read(frame.payload, &l))
				assert_non_null(l.fault);
		}
		capture_close(c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lldp),
		cmocka_unit_test(test_lldp_end),
		cmocka_unit_test(test_lldp_faults),
		cmocka_unit_test(test_lldp_many_vlans),
		cmocka_unit_test(test_cdp),
		cmocka_unit_test(test_cdp_faults),
		cmocka_unit_test(test_padding),
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_bpdu),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_real),
		cmocka_unit_test(test_real_cdp),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
