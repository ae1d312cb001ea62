/* SPDX-License-Identifier: Apache-2.0 */
/*
 * OpenSSH's server on a loopback port of any number, for one test: `sshd -i` for each connection.
 * Behind it is a virtual switch (this program again, as the forced command), so a whole session can
 * be had. Nothing of the machine's own sshd is touched.
 */
#ifndef TEST_SSHD_H
#define TEST_SSHD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "switch.h"

struct sshd {
	char dir[64]; /* keys, configuration, known_hosts; removed by sshd_stop() */
	uint16_t port;
	pid_t pid, agent;
	char known_hosts[96];
	char told[1024]; /* warnings of the login, a line each */
	const char *password;
	unsigned asked;
	struct switch_login login;
};

/* The forced command's side: plays the switch on standard input and output. */
int sshd_play_switch(void);

/* False: there is no sshd to be had here. */
bool sshd_exists(void);

/* Makes the folder and an ed25519 key pair "user" that may log in; no server yet. */
void sshd_prepare(struct sshd *s);

/* Runs a shell command in the folder; the test fails with it. */
void sshd_run(struct sshd *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Starts the server with these lines of configuration beside the usual ones. */
void sshd_start(struct sshd *s, const char *lines);
void sshd_stop(struct sshd *s);

/* An agent that holds the key "user" of the folder, in the environment. */
void sshd_agent(struct sshd *s);

/* A login and one reading; as switch_job_finish() returns. */
int sshd_read(struct sshd *s, struct switch_read *found, struct err *e);

#endif
