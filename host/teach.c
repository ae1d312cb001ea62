// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "teach.h"

void teach_write(const uint8_t mac[6], uint8_t frame[TEACH_FRAME_LEN])
{
	memset(frame, 0, TEACH_FRAME_LEN);
	memcpy(frame, mac, 6);
	memcpy(frame + 6, mac, 6);
	frame[12] = 0x90;
	frame[16] = 1; /* a reply, little endian: nobody forwards it */
}

int host_teach(const char *nic, const uint8_t mac[6], struct err *e)
{
	struct sockaddr_ll to = {
		.sll_family = AF_PACKET,
		.sll_ifindex = (int)if_nametoindex(nic),
		.sll_halen = 6,
	};
	uint8_t frame[TEACH_FRAME_LEN];
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0); /* protocol 0: hears nothing */
	ssize_t sent;

	teach_write(mac, frame);
	sent = fd < 0 ? -1
		      : sendto(fd, frame, sizeof(frame), 0, (struct sockaddr *)&to, sizeof(to));
	if (sent != sizeof(frame))
		err_set(e, ERR_ENVIRONMENT, nic, "cannot send: %s", strerror(errno));
	if (fd >= 0)
		close(fd);
	return sent == sizeof(frame) ? 0 : -1;
}
