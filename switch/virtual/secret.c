// SPDX-License-Identifier: Apache-2.0
/* `secret 5` of IOS is MD5-crypt, the `$1$` of crypt(5): so a hash of a real device works too. */
#include <crypt.h>
#include <stdio.h>
#include <string.h>

#include "vsw.h"

static bool hash(const char *plain, const char *salt, char out[128])
{
	struct crypt_data data = { 0 };
	const char *text = crypt_r(plain, salt, &data);
	bool ok = text && *text == '$';

	vsw_copy(out, 128, ok ? text : "");
	explicit_bzero(&data, sizeof(data));
	return ok;
}

/* The salt follows from the owner's name, so that one file always gives one running-config. */
void vsw_secret_make(const char *owner, const char *plain, char out[128])
{
	static const char digits[] = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef";
	uint32_t h = vsw_hash(owner);
	char salt[] = "$1$....$";

	for (int i = 3; i < 7; i++, h /= 44)
		salt[i] = digits[h % 44];
	hash(plain, salt, out);
}

bool vsw_secret_is(const char *secret, const char *plain)
{
	char got[128];
	bool same = *secret && hash(plain, secret, got) && !strcmp(got, secret);

	explicit_bzero(got, sizeof(got));
	return same;
}
