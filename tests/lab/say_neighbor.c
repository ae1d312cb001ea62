// SPDX-License-Identifier: Apache-2.0
/*
 * say_neighbor INTERFACE lldp|cdp SYSTEM PORT NATIVE_VLAN: says once, as a switch's port would, who
 * is at this end of the cable. say_neighbor INTERFACE pvst VLAN TAG FLAGS: a rapid PVST+ BPDU of
 * that VLAN, with that tag or (0) without, with these flags (0x3c: designated, forwarding).
 */
#include <arpa/inet.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "buf.h"

static void put16(struct buf *b, unsigned v)
{
	const char bytes[2] = { (char)(v >> 8), (char)v };

	buf_add(b, bytes, sizeof(bytes));
}

static void put_lldp(struct buf *b, unsigned type, const char *head, size_t len, const char *text)
{
	put16(b, type << 9 | (unsigned)(len + strlen(text)));
	buf_add(b, head, len);
	buf_puts(b, text);
}

static void make_lldp(struct buf *b, char **argv)
{
	const char vlan[] = { 0, (char)0x80, (char)0xc2, 1, (char)(atoi(argv[2]) >> 8),
		(char)atoi(argv[2]) };

	buf_add(b, "\x01\x80\xc2\x00\x00\x0e\x02\x00\x00\x00\x02\xfe\x88\xcc", 14);
	put_lldp(b, 1, "\x04\x02\x00\x00\x00\x02\xfe", 7, "");
	put_lldp(b, 2, "\x05", 1, argv[1]);
	put_lldp(b, 3, "\x00\x78", 2, "");
	put_lldp(b, 5, "", 0, argv[0]);
	put_lldp(b, 127, vlan, sizeof(vlan), "");
	put16(b, 0);
}

static void make_pvst(struct buf *b, char **argv)
{
	unsigned vlan = (unsigned)atoi(argv[0]), tag = (unsigned)atoi(argv[1]);
	const char flags = (char)strtoul(argv[2], NULL, 0);

	buf_add(b, "\x01\x00\x0c\xcc\xcc\xcd\x02\x00\x00\x00\x02\xfe", 12);
	if (tag) {
		put16(b, 0x8100);
		put16(b, tag);
	}
	put16(b, 8 + 42);
	buf_add(b, "\xaa\xaa\x03\x00\x00\x0c\x01\x0b\x00\x00\x02\x02", 12);
	buf_add(b, &flags, 1);
	for (int i = 0; i < 31; i++) /* bridge ids, cost, times: nobody reads them here */
		buf_add(b, "", 1);
	put16(b, 0);
	put16(b, 2);
	put16(b, vlan);
}

static void put_cdp(struct buf *b, unsigned type, const char *data, size_t len)
{
	put16(b, type);
	put16(b, (unsigned)len + 4);
	buf_add(b, data, len);
}

/* The checksum is the Internet's, of an even number of octets; the last TLV fills it up. */
static void make_cdp(struct buf *b, char **argv)
{
	const char vlan[] = { (char)(atoi(argv[2]) >> 8), (char)atoi(argv[2]) };
	unsigned long sum = 0;

	buf_add(b, "\x01\x00\x0c\xcc\xcc\xcc\x02\x00\x00\x00\x02\xfe\x00\x00", 14);
	buf_add(b, "\xaa\xaa\x03\x00\x00\x0c\x20\x00\x02\xb4\x00\x00", 12);
	put_cdp(b, 1, argv[0], strlen(argv[0]));
	put_cdp(b, 3, argv[1], strlen(argv[1]));
	put_cdp(b, 0x0a, vlan, sizeof(vlan));
	put_cdp(b, 5, "IOS.", 4 - b->len % 2);
	for (size_t i = 22; i + 1 < b->len; i += 2)
		sum += (unsigned long)((unsigned char)b->data[i] << 8 |
			(unsigned char)b->data[i + 1]);
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	b->data[24] = (char)(~sum >> 8);
	b->data[25] = (char)~sum;
	b->data[12] = (char)((b->len - 14) >> 8);
	b->data[13] = (char)(b->len - 14);
}

int main(int argc, char **argv)
{
	struct sockaddr_ll to = { .sll_family = AF_PACKET };
	struct buf b = { 0 };
	int fd;

	if (argc != 6)
		return 2;
	if (!strcmp(argv[2], "pvst"))
		make_pvst(&b, argv + 3);
	else if (strcmp(argv[2], "cdp"))
		make_lldp(&b, argv + 3);
	else
		make_cdp(&b, argv + 3);
	fd = socket(AF_PACKET, SOCK_RAW, 0);
	to.sll_ifindex = (int)if_nametoindex(argv[1]);
	if (fd < 0 || sendto(fd, b.data, b.len, 0, (struct sockaddr *)&to, sizeof(to)) < 0) {
		perror(argv[1]);
		return 1;
	}
	buf_free(&b);
	return close(fd);
}
