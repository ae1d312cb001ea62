// SPDX-License-Identifier: Apache-2.0
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ifname.h"

/* The short form is what show commands print; a typed abbreviation is any prefix of the long
 * name, and where prefixes meet (Tw, Fo, Fi) the first row that fits wins, as on the device. */
static const struct {
	const char *name, *abbrev;
	const char *typed; /* the shortest prefix that is taken for it */
} types[] = {
	{ "FastEthernet", "Fa", "f" },
	{ "GigabitEthernet", "Gi", "g" },
	{ "TenGigabitEthernet", "Te", "te" },
	{ "TwoGigabitEthernet", "Tw", "tw" },
	{ "TwentyFiveGigE", "Twe", "twe" },
	{ "FiveGigabitEthernet", "Fi", "fi" },
	{ "FiftyGigE", "Fif", "fif" },
	{ "FortyGigabitEthernet", "Fo", "fo" },
	{ "FourHundredGigE", "Fou", "fou" },
	{ "HundredGigE", "Hu", "h" },
	{ "AppGigabitEthernet", "Ap", "a" },
	{ "Ethernet", "Et", "e" },
	{ "Port-channel", "Po", "p" },
	{ "Vlan", "Vl", "v" },
	{ "Loopback", "Lo", "l" },
	{ "Tunnel", "Tu", "tu" },
	{ "Null", "Nu", "n" },
};
enum { N_TYPES = sizeof(types) / sizeof(types[0]) };

static int find_type(const char *word, size_t len)
{
	for (int i = 0; i < N_TYPES; i++)
		if (strlen(types[i].abbrev) == len && !strncasecmp(types[i].abbrev, word, len))
			return i;
	for (int i = 0; i < N_TYPES; i++)
		if (len >= strlen(types[i].typed) && len <= strlen(types[i].name) &&
			!strncasecmp(types[i].name, word, len))
			return i;
	return -1;
}

/* The type's row and the number behind it. The number: digits, with '/' or '.' between digits. */
static int split(const char *in, const char **number)
{
	size_t len = 0;
	const char *p;
	int type;

	while (isalpha((unsigned char)in[len]) || in[len] == '-')
		len++;
	type = len ? find_type(in, len) : -1;
	if (type < 0)
		return -1;
	p = in + len;
	while (*p == ' ')
		p++;
	*number = p;
	for (bool digit = false;; p++) {
		if (isdigit((unsigned char)*p))
			digit = true;
		else if (!digit)
			return -1;
		else if (*p == '/' || *p == '.')
			digit = false;
		else
			break;
	}
	return *p || p - *number > 16 ? -1 : type;
}

int ifname_canonical(const char *in, char out[IFNAME_MAX])
{
	const char *number;
	int type = split(in, &number);

	out[0] = '\0';
	if (type < 0)
		return -1;
	snprintf(out, IFNAME_MAX, "%s%s", types[type].name, number);
	return 0;
}

int ifname_short(const char *in, char out[IFNAME_MAX])
{
	const char *number;
	int type = split(in, &number);

	out[0] = '\0';
	if (type < 0)
		return -1;
	snprintf(out, IFNAME_MAX, "%s%s", types[type].abbrev, number);
	return 0;
}

bool ifname_equal(const char *a, const char *b)
{
	char x[IFNAME_MAX], y[IFNAME_MAX];

	return !ifname_canonical(a, x) && !ifname_canonical(b, y) && !strcmp(x, y);
}

unsigned ifname_port_channel(const char *in)
{
	char name[IFNAME_MAX];

	if (ifname_canonical(in, name) || strncmp(name, "Port-channel", 12))
		return 0;
	return (unsigned)strtoul(name + 12, NULL, 10);
}
