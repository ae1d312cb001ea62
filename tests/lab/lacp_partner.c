// SPDX-License-Identifier: Apache-2.0
/*
 * lacp_partner INTERFACE [WORD=VALUE ...]: an LACP partner that can be told to misbehave. It
 * answers what it hears as 802.3ad 43.4 does, as far as a look from outside shows: in sync once it
 * hears somebody, collecting and distributing once he is in sync.
 *
 *   system=MAC key=N port=N   who it is
 *   may=LETTERS               the bits of its state that it ever sets (AGSCD)
 *   every=MS                  how often it speaks; with more than 2000 at these times only
 *   echo=N                    the port number that it names in place of the one it hears
 *   deaf=1                    hears nobody
 *   rekey=N after=MS          another key from then on
 *   version=N vlan=N source=MAC cut=OCTETS
 */
#include <arpa/inet.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "lacpdu.h"
#include "net.h"

struct partner {
	int fd;
	struct lacpdu pdu; /* as it is sent; the partner block is what was heard */
	bool heard, deaf;
	uint8_t may;
	unsigned every_ms, echo, rekey, after_ms, vlan, cut;
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static uint8_t letters(const char *text)
{
	static const char all[] = "ATGSCDFE";
	uint8_t state = 0;

	for (; *text; text++)
		state |= (uint8_t)(1 << (strchr(all, *text) - all));
	return state;
}

static int take_word(struct partner *p, const char *word)
{
	const char *value = strchr(word, '=');
	size_t n = value ? (size_t)(value - word) : 0;
	unsigned number = value ? (unsigned)strtoul(value + 1, NULL, 0) : 0;

#define IS(name) (n == strlen(name) && !strncmp(word, name, n))
	if (IS("system"))
		return mac_parse(value + 1, p->pdu.actor.system);
	if (IS("source"))
		return mac_parse(value + 1, p->pdu.source);
	if (IS("may"))
		p->may = letters(value + 1);
	else if (IS("key"))
		p->pdu.actor.key = (uint16_t)number;
	else if (IS("port"))
		p->pdu.actor.port = (uint16_t)number;
	else if (IS("version"))
		p->pdu.version = (uint8_t)number;
	else if (IS("every"))
		p->every_ms = number;
	else if (IS("echo"))
		p->echo = number;
	else if (IS("deaf"))
		p->deaf = number != 0;
	else if (IS("rekey"))
		p->rekey = number;
	else if (IS("after"))
		p->after_ms = number;
	else if (IS("vlan"))
		p->vlan = number;
	else if (IS("cut"))
		p->cut = number;
	else
		return -1;
	return 0;
}

static void speak(struct partner *p)
{
	uint8_t frame[LACPDU_FRAME_LEN + 4];
	const uint8_t tag[4] = { 0x81, 0, (uint8_t)(p->vlan >> 8), (uint8_t)p->vlan };
	uint8_t state = LACP_ACTIVITY | LACP_AGGREGATION;
	size_t len = LACPDU_FRAME_LEN;

	if (p->heard)
		state |= LACP_SYNC;
	if (p->heard && p->pdu.partner.state & LACP_SYNC)
		state |= LACP_COLLECTING | LACP_DISTRIBUTING;
	p->pdu.actor.state = state & p->may;
	lacpdu_write(&p->pdu, frame);
	if (p->vlan) {
		memmove(frame + 16, frame + 12, LACPDU_FRAME_LEN - 12);
		memcpy(frame + 12, tag, sizeof(tag));
		len += sizeof(tag);
	}
	if (send(p->fd, frame, p->cut ? p->cut : len, 0) < 0)
		perror("send");
}

/* True when what was heard is news that asks for an answer (802.3ad 43.4.9). */
static bool hear(struct partner *p)
{
	struct sockaddr_ll from;
	socklen_t size = sizeof(from);
	uint8_t frame[2048];
	ssize_t n = recvfrom(p->fd, frame, sizeof(frame), 0, (struct sockaddr *)&from, &size);
	struct lacp_port before = p->pdu.partner;
	struct lacpdu pdu;

	if (n <= 0 || p->deaf || from.sll_pkttype == PACKET_OUTGOING ||
		lacpdu_parse(frame, (size_t)n, &pdu) != LACPDU_OK)
		return false;
	p->pdu.partner = pdu.actor;
	if (p->echo)
		p->pdu.partner.port = (uint16_t)p->echo;
	if (p->heard && before.state == pdu.actor.state && before.key == pdu.actor.key)
		return false;
	p->heard = true;
	return p->every_ms <= 2000;
}

static int open_on(const char *interface)
{
	struct sockaddr_ll at = { .sll_family = AF_PACKET, .sll_protocol = htons(3) };
	int fd = socket(AF_PACKET, SOCK_RAW, 0);

	at.sll_ifindex = (int)if_nametoindex(interface);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at))) {
		perror(interface);
		exit(1);
	}
	return fd;
}

static void run(struct partner *p)
{
	int64_t start = now_ms(), next = start;

	for (;;) {
		struct pollfd poll_fd = { .fd = p->fd, .events = POLLIN };
		int64_t left = next - now_ms();

		if (p->rekey && now_ms() - start >= p->after_ms)
			p->pdu.actor.key = (uint16_t)p->rekey;
		if (left <= 0) {
			speak(p);
			next = now_ms() + p->every_ms;
		} else if (poll(&poll_fd, 1, (int)left) > 0 && hear(p)) {
			speak(p);
		}
	}
}

int main(int argc, char **argv)
{
	struct partner p = { .may = letters("AGSCD"), .every_ms = 1000 };

	if (argc < 2)
		return 2;
	p.pdu.version = 1;
	p.pdu.actor =
		(struct lacp_port){ 32768, { 0, 0x1e, 0x49, 0xff, 0x3c, 0x80 }, 11, 32768, 1, 0 };
	memcpy(p.pdu.source, "\x00\x1e\x49\xff\x3c\x81", 6);
	for (int i = 2; i < argc; i++)
		if (take_word(&p, argv[i])) {
			fprintf(stderr, "not a word of lacp_partner: %s\n", argv[i]);
			return 2;
		}
	p.fd = open_on(argv[1]);
	run(&p);
}
