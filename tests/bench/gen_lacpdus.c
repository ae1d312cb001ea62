// SPDX-License-Identifier: Apache-2.0
/*
 * gen_lacpdus FILE COUNT: a capture of a healthy member e0, both directions, a LACPDU each 500 ms;
 * and FILE.bonding, what /proc/net/bonding says of it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lacpdu.h"

enum { PASSING = 0x3f, STEP_US = 500000, LINKTYPE_ETHERNET = 1 };

static void put(FILE *f, uint32_t v, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		fputc((int)(v >> 8 * i & 0xff), f);
}

static void put_header(FILE *f)
{
	put(f, 0xa1b2c3d4, 4);
	put(f, 2, 2);
	put(f, 4, 2);
	put(f, 0, 4);
	put(f, 0, 4);
	put(f, 65535, 4);
	put(f, LINKTYPE_ETHERNET, 4);
}

static void put_record(FILE *f, uint64_t us, const uint8_t frame[LACPDU_FRAME_LEN])
{
	put(f, (uint32_t)(1700000000 + us / 1000000), 4);
	put(f, (uint32_t)(us % 1000000), 4);
	put(f, LACPDU_FRAME_LEN, 4);
	put(f, LACPDU_FRAME_LEN, 4);
	fwrite(frame, 1, LACPDU_FRAME_LEN, f);
}

static void put_bonding(const char *capture)
{
	static const char text[] =
		"Ethernet Channel Bonding Driver: v6.1\n\n"
		"Bonding Mode: IEEE 802.3ad Dynamic link aggregation\n"
		"MII Status: up\nMII Polling Interval (ms): 100\n\n"
		"802.3ad info\nLACP active: on\nLACP rate: fast\nMin links: 0\n\n"
		"Slave Interface: e0\nMII Status: up\nSpeed: 1000 Mbps\nDuplex: full\n"
		"Permanent HW addr: 02:00:00:00:00:01\nSlave queue ID: 0\nAggregator ID: 1\n";
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s.bonding", capture);
	f = fopen(path, "w");
	if (!f || fputs(text, f) < 0 || fclose(f))
		exit(1);
}

int main(int argc, char **argv)
{
	struct lacp_port us = { 65535, { 2, 0, 0, 0, 0, 1 }, 9, 255, 1, PASSING };
	struct lacp_port them = { 32768, { 2, 0, 0, 0, 0, 0x99 }, 11, 32768, 0x102, PASSING };
	struct lacpdu pdus[2] = {
		{ { 2, 0, 0, 0, 0, 1 }, 1, us, them, 0, false },
		{ { 2, 0, 0, 0, 0, 0x98 }, 1, them, us, 32768, false },
	};
	uint8_t frames[2][LACPDU_FRAME_LEN];
	FILE *f = argc == 3 ? fopen(argv[1], "wb") : NULL;
	long count = argc == 3 ? atol(argv[2]) : 0;

	if (!f || count < 1) {
		fprintf(stderr, "usage: gen_lacpdus FILE COUNT\n");
		return 2;
	}
	for (int i = 0; i < 2; i++)
		lacpdu_write(&pdus[i], frames[i]);
	put_header(f);
	for (long i = 0; i < count; i++)
		put_record(f, (uint64_t)i * STEP_US, frames[i % 2]);
	if (fclose(f))
		return 1;
	put_bonding(argv[1]);
	return 0;
}
