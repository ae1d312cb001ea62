// SPDX-License-Identifier: Apache-2.0
/*
 * delay PORT MS: a way to 127.0.0.1:PORT on which every byte takes MS milliseconds, there and back.
 * Prints the port that it listens on; takes as many connections as come; ends when it is killed.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "delay.h"

/* From one socket to the other. */
struct way {
	int from, to;
	struct delay line;
	struct buf due;
	bool ended;
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

static struct sockaddr_in loopback(unsigned port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
}

/* What has come, and what is due; false: the way is at its end. */
static bool way_go(struct way *w, short revents, int64_t delay_ms)
{
	char data[65536];
	ssize_t n;

	if (revents) {
		n = read(w->from, data, sizeof(data));
		w->ended = n <= 0;
		if (n > 0)
			delay_add(&w->line, data, (size_t)n, now_ms() + delay_ms);
	}
	delay_take(&w->line, now_ms(), &w->due);
	while (w->due.len) {
		n = send(w->to, w->due.data, w->due.len, MSG_NOSIGNAL);
		if (n < 0)
			return false;
		buf_drop(&w->due, (size_t)n);
	}
	return !w->ended || w->line.n;
}

static int wait_ms(const struct way *a, const struct way *b)
{
	int64_t x = delay_due_ms(&a->line), y = delay_due_ms(&b->line), due = x < y ? x : y;

	if (due == INT64_MAX)
		return -1;
	return due > now_ms() ? (int)(due - now_ms()) : 0;
}

static void carry(int client, int server, int64_t delay_ms)
{
	struct way there = { .from = client, .to = server },
		   back = { .from = server, .to = client };
	bool on = true;

	while (on) {
		struct pollfd fds[] = { { there.ended ? -1 : client, POLLIN, 0 },
			{ back.ended ? -1 : server, POLLIN, 0 } };

		poll(fds, 2, wait_ms(&there, &back));
		on = way_go(&there, fds[0].revents, delay_ms) &&
			way_go(&back, fds[1].revents, delay_ms);
	}
}

static int connect_to(unsigned port)
{
	struct sockaddr_in a = loopback(port);
	int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;

	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	return connect(fd, (struct sockaddr *)&a, sizeof(a)) ? -1 : fd;
}

int main(int argc, char **argv)
{
	struct sockaddr_in a = loopback(0);
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0), client, server, one = 1;

	if (argc != 3 || bind(fd, (struct sockaddr *)&a, sizeof(a)) || listen(fd, 16) ||
		getsockname(fd, (struct sockaddr *)&a, &len))
		return 3;
	printf("%u\n", ntohs(a.sin_port));
	fflush(stdout);
	while ((client = accept(fd, NULL, NULL)) >= 0) {
		if (fork()) {
			close(client);
			continue;
		}
		setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
		server = connect_to((unsigned)atoi(argv[1]));
		if (server >= 0)
			carry(client, server, atoi(argv[2]));
		_exit(0);
	}
	return 0;
}
