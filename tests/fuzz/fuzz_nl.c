// SPDX-License-Identifier: Apache-2.0
/* The readers of rtnetlink's messages: the first byte chooses one, the rest is a message. */
#include <linux/rtnetlink.h>
#include <stdlib.h>
#include <string.h>

#include "decode.h"
#include "nl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct nlmsghdr request = { .nlmsg_len = sizeof(request) }, *h;
	struct nl_answer answer;
	struct link_refs refs;
	struct port_vlans vlans;
	struct host_route route;
	struct host_addr addr;
	struct host_rule rule;
	struct link link;
	int index;

	if (size < 1 + sizeof(*h))
		return 0;
	h = malloc(size - 1);
	if (!h)
		abort();
	memcpy(h, data + 1, size - 1);
	h->nlmsg_len = (uint32_t)(size - 1);
	switch (data[0] % 6) {
	case 0:
		h->nlmsg_type = RTM_NEWLINK;
		decode_link(h, &link, &refs);
		break;
	case 1:
		h->nlmsg_type = RTM_NEWADDR;
		decode_addr(h, &addr, &index);
		break;
	case 2:
		h->nlmsg_type = RTM_NEWROUTE;
		decode_route(h, &route, &index);
		break;
	case 3:
		h->nlmsg_type = RTM_NEWLINK;
		decode_port_vlans(h, &vlans, &index);
		break;
	case 5:
		h->nlmsg_type = RTM_NEWRULE;
		decode_rule(h, &rule);
		break;
	default:
		nl_answer_decode(h, &request, &answer);
		nl_answer_decode(h, h, &answer);
		break;
	}
	free(h);
	return 0;
}
