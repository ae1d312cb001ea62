// SPDX-License-Identifier: Apache-2.0
#include <linux/capability.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "read.h"

/* "client-address client-port server-address server-port", sshd(8); IPv6 may have a %zone. */
static bool server_address(const char *ssh_connection, struct ipaddr *out)
{
	char text[64];
	char *zone;

	if (sscanf(ssh_connection, "%*63s %*63s %63s", text) != 1)
		return false;
	zone = strchr(text, '%');
	if (zone)
		*zone = '\0';
	if (!strncmp(text, "::ffff:", 7) && strchr(text, '.'))
		memmove(text, text + 7, strlen(text + 7) + 1);
	return !strchr(text, '/') && !ipaddr_parse(text, out);
}

const char *host_session_link(const struct host_state *found, const char *ssh_connection)
{
	struct ipaddr server;

	if (!ssh_connection || !server_address(ssh_connection, &server))
		return NULL;
	for (size_t i = 0; i < found->addrs.n; i++) {
		const struct host_addr *addr = &found->addrs.v[i];

		if (ipaddr_same(&addr->ip, &server))
			return addr->link;
	}
	return NULL;
}

static bool has_capability(unsigned cap)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3] = { 0 };

	if (syscall(SYS_capget, &header, data))
		return false;
	return data[cap / 32].effective & 1u << cap % 32;
}

bool host_may_change(void)
{
	return has_capability(CAP_NET_ADMIN);
}

bool host_may_capture(void)
{
	return has_capability(CAP_NET_RAW);
}
