// SPDX-License-Identifier: Apache-2.0
/* send_frames DEVICE MAC COUNT: that many frames of 64 bytes to MAC, 64 a system call. Prints the
 * nanoseconds that a frame took; on a veth pair its whole way is walked within the call. */
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <netpacket/packet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 64, PROTOCOL = 0x88b5 }; /* IEEE 802: local experimental */

int main(int argc, char **argv)
{
	const struct ether_addr *to = argc == 4 ? ether_aton(argv[2]) : NULL;
	unsigned char frame[64] = { 0 };
	struct iovec io = { frame, sizeof(frame) };
	struct mmsghdr msgs[BATCH] = { 0 };
	struct sockaddr_ll at = { .sll_family = AF_PACKET };
	struct timespec from, until;
	long count, sent = 0;
	int fd = socket(AF_PACKET, SOCK_RAW, 0);

	if (!to || fd < 0 || (count = atol(argv[3])) < 1)
		return 2;
	at.sll_ifindex = (int)if_nametoindex(argv[1]);
	memcpy(frame, to, 6);
	frame[6] = 2;
	frame[12] = PROTOCOL >> 8;
	frame[13] = PROTOCOL & 0xff;
	for (int i = 0; i < BATCH; i++)
		msgs[i].msg_hdr = (struct msghdr){ .msg_iov = &io, .msg_iovlen = 1 };
	if (bind(fd, (struct sockaddr *)&at, sizeof(at)))
		return 3;
	clock_gettime(CLOCK_MONOTONIC, &from);
	while (sent < count) {
		int n = sendmmsg(fd, msgs, BATCH, 0);

		if (n < 0)
			return 3;
		sent += n;
	}
	clock_gettime(CLOCK_MONOTONIC, &until);
	printf("%.0f\n",
		((double)(until.tv_sec - from.tv_sec) * 1e9 +
			(double)(until.tv_nsec - from.tv_nsec)) /
			(double)sent);
	return 0;
}
