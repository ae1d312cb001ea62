// SPDX-License-Identifier: Apache-2.0
/*
 * What devices of an age offer, as far as libssh has it: no ssh-dss, hmac-md5, hmac-sha1-96.
 * Lists as seen of SSH-2.0-Cisco-1.25 in 12.2SE, 15.x and 17.x.
 */
#include "server_private.h"

struct offer {
	const char *kex, *host_key, *cipher, *mac;
};

static const struct offer offers[] = {
	[SSH_AGE_12_2] = { "diffie-hellman-group1-sha1", "ssh-rsa",
		"aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc", "hmac-sha1" },
	[SSH_AGE_15] = { "diffie-hellman-group-exchange-sha1,diffie-hellman-group14-sha1,"
			 "diffie-hellman-group1-sha1",
		"ssh-rsa",
		"aes128-ctr,aes192-ctr,aes256-ctr,aes128-cbc,aes192-cbc,aes256-cbc,3des-cbc",
		"hmac-sha1" },
	[SSH_AGE_XE] = { "curve25519-sha256,ecdh-sha2-nistp256,ecdh-sha2-nistp384,"
			 "ecdh-sha2-nistp521,diffie-hellman-group14-sha1",
		"rsa-sha2-512,rsa-sha2-256,ssh-rsa",
		"chacha20-poly1305@openssh.com,aes128-gcm@openssh.com,aes256-gcm@openssh.com,"
		"aes128-ctr,aes192-ctr,aes256-ctr",
		"hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,"
		"hmac-sha2-512,hmac-sha1" },
};

int algorithms_set(ssh_bind bind, enum ssh_age age)
{
	const struct offer *o = &offers[age];
	const struct {
		enum ssh_bind_options_e option;
		const char *list;
	} rows[] = {
		{ SSH_BIND_OPTIONS_KEY_EXCHANGE, o->kex },
		{ SSH_BIND_OPTIONS_HOSTKEY_ALGORITHMS, o->host_key },
		{ SSH_BIND_OPTIONS_CIPHERS_C_S, o->cipher },
		{ SSH_BIND_OPTIONS_CIPHERS_S_C, o->cipher },
		{ SSH_BIND_OPTIONS_HMAC_C_S, o->mac },
		{ SSH_BIND_OPTIONS_HMAC_S_C, o->mac },
	};
	int smallest = 768;

	if (age == SSH_AGE_LIBSSH)
		return 0;
	if (ssh_bind_options_set(bind, SSH_BIND_OPTIONS_RSA_MIN_SIZE, &smallest) != SSH_OK)
		return -1;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (ssh_bind_options_set(bind, rows[i].option, rows[i].list) != SSH_OK)
			return -1;
	return 0;
}
