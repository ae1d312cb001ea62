/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LACPDUs from the wire and from files. Live: a packet socket for all protocols with a filter, on
 * a bond's member (one bound to 0x8809 sees nothing there: the bond takes the frame before
 * protocol handlers run), non-blocking, with its file descriptor for the caller's poll loop.
 * Files: libpcap.
 */
#ifndef HOST_CAPTURE_H
#define HOST_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "err.h"

struct capture;

struct capture_frame {
	int64_t time_ns; /* CLOCK_REALTIME live; the file's stamp else */
	int out;         /* 1 sent by us, 0 received, -1 not known (most files) */
	const uint8_t *data;
	size_t len; /* captured bytes; valid until the next call */
};

/*
 * Opens `interface`, up or down: it goes on when the link comes back. ERR_ENVIRONMENT: no
 * CAP_NET_RAW, no such interface, not Ethernet.
 */
struct capture *capture_open_live(const char *interface, struct err *e);

/* A pcap or pcapng file of Ethernet frames. ERR_ENVIRONMENT: unreadable, or not such a file. */
struct capture *capture_open_file(const char *path, struct err *e);

/* 1: a frame; 0: none now (live) or the end (file); -1: e (live: the interface is gone). */
int capture_next(struct capture *c, struct capture_frame *f, struct err *e);

/* When a recording began and ended, as far as it says so and was read (pcapng). */
struct capture_bounds {
	bool has_start, has_end;
	int64_t start_ns, end_ns;
};

const struct capture_bounds *capture_bounds(const struct capture *c);

int capture_fd(const struct capture *c); /* to poll for reading; -1 for a file */
void capture_close(struct capture *c);   /* NULL is fine */

#endif
