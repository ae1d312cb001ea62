// SPDX-License-Identifier: Apache-2.0
/*
 * say_lacpdus PREFIX LINKS RATE SECONDS: on PREFIX0, PREFIX1 ... each RATE LACPDUs a second, and
 * prints how many were sent in all.
 */
#include <net/if.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "lacpdu.h"

enum { LINKS_MAX = 256 };

static int open_on(const char *prefix, int i)
{
	struct sockaddr_ll at = { .sll_family = AF_PACKET };
	char name[IF_NAMESIZE];
	int fd = socket(AF_PACKET, SOCK_RAW, 0);

	snprintf(name, sizeof(name), "%.8s%d", prefix, i);
	at.sll_ifindex = (int)if_nametoindex(name);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, sizeof(at))) {
		perror(name);
		exit(1);
	}
	return fd;
}

static void make(int i, uint8_t frame[LACPDU_FRAME_LEN])
{
	struct lacpdu pdu = { .version = 1, .source = { 2, 0, 0, 0, 1, (uint8_t)i } };

	pdu.actor = (struct lacp_port){ 32768, { 0, 0x1e, 0x49, 0, 0, 1 }, 11, 32768,
		(uint16_t)(i + 1), 0x3d };
	lacpdu_write(&pdu, frame);
}

int main(int argc, char **argv)
{
	static int fds[LINKS_MAX];
	static uint8_t frames[LINKS_MAX][LACPDU_FRAME_LEN];
	int links = argc == 5 ? atoi(argv[2]) : 0, rate = links ? atoi(argv[3]) : 0;
	long rounds = rate > 0 ? (long)rate * atoi(argv[4]) : 0, sent = 0;
	struct timespec next;

	if (links < 1 || links > LINKS_MAX || rounds < 1)
		return 2;
	for (int i = 0; i < links; i++) {
		fds[i] = open_on(argv[1], i);
		make(i, frames[i]);
	}
	clock_gettime(CLOCK_MONOTONIC, &next);
	for (long r = 0; r < rounds; r++) {
		for (int i = 0; i < links; i++)
			sent += send(fds[i], frames[i], LACPDU_FRAME_LEN, 0) == LACPDU_FRAME_LEN;
		next.tv_nsec += 1000000000 / rate;
		next.tv_sec += next.tv_nsec / 1000000000;
		next.tv_nsec %= 1000000000;
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
	}
	printf("%ld\n", sent);
	return 0;
}
