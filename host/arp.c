// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "arp.h"
#include "cursor.h"

enum { ASK_MS = 500, REQUEST = 1, REPLY = 2 };

/* Ethernet, IPv4, their lengths: RFC 826. */
static const uint8_t kinds[] = { 0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0 };

void arp_write(const uint8_t mac[6], const uint8_t target[4], uint8_t frame[ARP_FRAME_LEN])
{
	memset(frame, 0, ARP_FRAME_LEN);
	memset(frame, 0xff, 6);
	memcpy(frame + 6, mac, 6);
	memcpy(frame + 12, kinds, sizeof(kinds));
	frame[21] = REQUEST;
	memcpy(frame + 22, mac, 6);
	memcpy(frame + 38, target, 4);
}

bool arp_is_reply(const uint8_t *frame, size_t len, const uint8_t mac[6], const uint8_t target[4],
	uint8_t who[6])
{
	uint8_t head[sizeof(kinds)], address[4], to[6];
	struct cursor c;

	cursor_init(&c, frame, len);
	cursor_skip(&c, 12);
	cursor_copy(&c, head, sizeof(head));
	if (cursor_u8(&c) != REPLY || memcmp(head, kinds, sizeof(kinds)) != 0)
		return false;
	cursor_copy(&c, who, 6);
	cursor_copy(&c, address, sizeof(address));
	cursor_copy(&c, to, sizeof(to));
	return !c.failed && !memcmp(address, target, sizeof(address)) && !memcmp(to, mac, 6);
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int fail(const char *link, struct err *e)
{
	return err_set(e, ERR_ENVIRONMENT, link, "cannot send: %s", strerror(errno));
}

static int open_on(const char *link, uint8_t mac[6], struct err *e)
{
	struct sockaddr_ll at = {
		.sll_family = AF_PACKET,
		.sll_protocol = htons(ETH_P_ARP),
		.sll_ifindex = (int)if_nametoindex(link),
	};
	struct ifreq r = { 0 };
	int fd;

	if (!at.sll_ifindex)
		return err_set(e, ERR_ENVIRONMENT, link, "there is no such interface");
	fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return fail(link, e);
	strncpy(r.ifr_name, link, sizeof(r.ifr_name) - 1);
	if (bind(fd, (const struct sockaddr *)&at, sizeof(at)) || ioctl(fd, SIOCGIFHWADDR, &r)) {
		fail(link, e);
		close(fd);
		return -1;
	}
	memcpy(mac, r.ifr_hwaddr.sa_data, 6);
	return fd;
}

static bool answered(
	int fd, const uint8_t mac[6], const uint8_t target[4], int64_t until_ms, uint8_t who[6])
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	uint8_t data[128];
	int64_t left;

	while ((left = until_ms - now_ms()) > 0 && poll(&p, 1, (int)left) == 1) {
		ssize_t n = recv(fd, data, sizeof(data), 0);

		if (n > 0 && arp_is_reply(data, (size_t)n, mac, target, who))
			return true;
	}
	return false;
}

int host_arp_ask(const char *link, const uint8_t target[4], int64_t timeout_ms,
	const volatile int *stop, unsigned *asked, uint8_t who[6], struct err *e)
{
	int64_t end = now_ms() + timeout_ms;
	uint8_t frame[ARP_FRAME_LEN], mac[6];
	int fd = open_on(link, mac, e), r = 0;

	if (fd < 0)
		return -1;
	arp_write(mac, target, frame);
	while (!r && now_ms() < end && !*stop) {
		int64_t next = now_ms() + ASK_MS;

		if (send(fd, frame, sizeof(frame), 0) != sizeof(frame)) {
			r = fail(link, e);
			break;
		}
		++*asked;
		r = answered(fd, mac, target, next < end ? next : end, who);
	}
	close(fd);
	return r;
}
