// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "cursor.h"
#include "ping.h"

enum { ASK_MS = 200, ECHO4 = 8, REPLY4 = 0, ECHO6 = 128, REPLY6 = 129, IP_HEADER_MIN = 20 };

static uint16_t checksum(const uint8_t *p, size_t len)
{
	uint32_t sum = 0;

	for (size_t i = 0; i + 1 < len; i += 2)
		sum += (uint32_t)p[i] << 8 | p[i + 1];
	while (sum >> 16)
		sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)~sum;
}

void ping_write(uint8_t family, uint16_t id, uint16_t seq, uint8_t out[PING_LEN])
{
	uint16_t sum;

	memset(out, 0, PING_LEN);
	out[0] = family == AF_INET ? ECHO4 : ECHO6;
	out[4] = (uint8_t)(id >> 8);
	out[5] = (uint8_t)id;
	out[6] = (uint8_t)(seq >> 8);
	out[7] = (uint8_t)seq;
	memcpy(out + 8, "lacppair", 8);
	if (family != AF_INET)
		return;
	sum = checksum(out, PING_LEN);
	out[2] = (uint8_t)(sum >> 8);
	out[3] = (uint8_t)sum;
}

/* An IPv4 raw socket gives the IP header, too; an IPv6 one does not. */
bool ping_is_reply(uint8_t family, const uint8_t *data, size_t len, uint16_t id, uint16_t seq)
{
	struct cursor c;
	uint8_t type, code;

	cursor_init(&c, data, len);
	if (family == AF_INET) {
		size_t header = len ? (data[0] & 0xfu) * 4u : 0;

		if (header < IP_HEADER_MIN)
			return false;
		cursor_skip(&c, header);
	}
	type = cursor_u8(&c);
	code = cursor_u8(&c);
	cursor_skip(&c, 2);
	return type == (family == AF_INET ? REPLY4 : REPLY6) && !code && cursor_u16(&c) == id &&
		cursor_u16(&c) == seq && !c.failed;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Connected: only what comes from there arrives. */
static int open_to(const struct ipaddr *to, const char *link, struct err *e)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_scope_id = if_nametoindex(link) };
	bool is4 = to->family == AF_INET;
	int fd = socket(to->family, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC,
		is4 ? IPPROTO_ICMP : IPPROTO_ICMPV6);

	if (fd < 0)
		return err_set(e, ERR_ENVIRONMENT, "ping", "no socket: %s", strerror(errno));
	memcpy(&v4.sin_addr, to->bytes, sizeof(v4.sin_addr));
	memcpy(&v6.sin6_addr, to->bytes, sizeof(v6.sin6_addr));
	if (!(to->bytes[0] == 0xfe && (to->bytes[1] & 0xc0) == 0x80))
		v6.sin6_scope_id = 0;
	if (is4 ? connect(fd, (struct sockaddr *)&v4, sizeof(v4))
		: connect(fd, (struct sockaddr *)&v6, sizeof(v6))) {
		close(fd); /* no route there: so it does not answer */
		return -2;
	}
	return fd;
}

/* Until one answer, or until then. */
static bool answered(int fd, uint8_t family, uint16_t id, uint16_t seq, int64_t until_ms)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	uint8_t data[512];
	int64_t left;

	while ((left = until_ms - now_ms()) > 0 && poll(&p, 1, (int)left) == 1) {
		ssize_t n = recv(fd, data, sizeof(data), 0);

		if (n > 0 && ping_is_reply(family, data, (size_t)n, id, seq))
			return true;
	}
	return false;
}

int host_ping(const struct ipaddr *to, const char *link, int64_t timeout_ms,
	const volatile int *stop, struct err *e)
{
	int64_t end = now_ms() + timeout_ms;
	uint16_t id = (uint16_t)getpid(), seq = 0;
	uint8_t request[PING_LEN];
	bool yes = false;

	while (!yes && now_ms() < end && !*stop) {
		int64_t next = now_ms() + ASK_MS;
		int fd = open_to(to, link, e);

		if (fd == -1)
			return -1;
		ping_write(to->family, id, ++seq, request);
		/* An error here (no route, a neighbour that is silent) is no answer. */
		if (fd >= 0 && send(fd, request, sizeof(request), 0) == sizeof(request))
			yes = answered(fd, to->family, id, seq, next);
		if (fd >= 0)
			close(fd);
		if (!yes && now_ms() < next)
			poll(NULL, 0, (int)(next - now_ms()));
	}
	return yes;
}
