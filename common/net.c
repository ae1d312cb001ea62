// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "net.h"

int ipaddr_parse(const char *text, struct ipaddr *out)
{
	char host[INET6_ADDRSTRLEN];
	const char *slash = strchr(text, '/');
	size_t len = slash ? (size_t)(slash - text) : strlen(text);
	struct ipaddr a = { 0 };
	unsigned max;

	if (!len || len >= sizeof(host))
		return -1;
	memcpy(host, text, len);
	host[len] = '\0';
	a.family = strchr(host, ':') ? AF_INET6 : AF_INET;
	max = a.family == AF_INET6 ? 128 : 32;
	if (inet_pton(a.family, host, a.bytes) != 1)
		return -1;
	a.prefix = (uint8_t)max;
	if (slash) {
		char *end;
		unsigned long p = strtoul(slash + 1, &end, 10);

		if (!isdigit((unsigned char)slash[1]) || *end || end - slash > 4 || p > max)
			return -1;
		a.prefix = (uint8_t)p;
	}
	*out = a;
	return 0;
}

const char *ipaddr_format(const struct ipaddr *a, bool always, char out[IPADDR_TEXT_MAX])
{
	char host[INET6_ADDRSTRLEN] = "?";

	inet_ntop(a->family, a->bytes, host, sizeof(host));
	if (always || a->prefix != (a->family == AF_INET6 ? 128 : 32))
		snprintf(out, IPADDR_TEXT_MAX, "%s/%u", host, a->prefix);
	else
		snprintf(out, IPADDR_TEXT_MAX, "%s", host);
	return out;
}

bool ipaddr_is_link_local(const struct ipaddr *a)
{
	return a->family == AF_INET6 && a->bytes[0] == 0xfe && (a->bytes[1] & 0xc0) == 0x80;
}

bool ipaddr_in_subnet(const struct ipaddr *a, const struct ipaddr *b)
{
	unsigned whole = a->prefix / 8, rest = a->prefix % 8;

	if (a->family != b->family || memcmp(a->bytes, b->bytes, whole))
		return false;
	return !rest || ((a->bytes[whole] ^ b->bytes[whole]) >> (8 - rest)) == 0;
}

bool ipaddr_same(const struct ipaddr *a, const struct ipaddr *b)
{
	return a->family == b->family && !memcmp(a->bytes, b->bytes, sizeof(a->bytes));
}

bool ipaddr_equal(const struct ipaddr *a, const struct ipaddr *b)
{
	return a->prefix == b->prefix && ipaddr_same(a, b);
}

/* Two forms: a separator every two digits, or IOS's dot every four. */
int mac_parse(const char *text, uint8_t out[6])
{
	size_t len = strlen(text), group = len == 14 ? 5 : 3;
	char separator = len == 14 ? '.' : text[0] && text[1] ? text[2] : '\0';
	uint8_t mac[6] = { 0 };
	unsigned n = 0;

	if ((len != 14 && len != 17) || !strchr(".:-", separator) ||
		(len == 17 && separator == '.'))
		return -1;
	for (size_t i = 0; i < len; i++) {
		int ch = tolower((unsigned char)text[i]);

		if (i % group == group - 1) {
			if (ch != separator)
				return -1;
			continue;
		}
		if (!isxdigit(ch))
			return -1;
		mac[n / 2] = (uint8_t)(mac[n / 2] << 4 | (isdigit(ch) ? ch - '0' : ch - 'a' + 10));
		n++;
	}
	memcpy(out, mac, 6);
	return 0;
}

const char *mac_format(const uint8_t m[6], char out[MAC_TEXT_MAX])
{
	snprintf(out, MAC_TEXT_MAX, "%02x:%02x:%02x:%02x:%02x:%02x", m[0], m[1], m[2], m[3], m[4],
		m[5]);
	return out;
}

const char *mac_format_ios(const uint8_t m[6], char out[MAC_TEXT_MAX])
{
	snprintf(out, MAC_TEXT_MAX, "%02x%02x.%02x%02x.%02x%02x", m[0], m[1], m[2], m[3], m[4],
		m[5]);
	return out;
}

bool mac_is_zero(const uint8_t mac[6])
{
	static const uint8_t zero[6];

	return !memcmp(mac, zero, 6);
}
