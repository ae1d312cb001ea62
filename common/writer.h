/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Output that is too long to be held: what is written collects in a buffer, which is handed to the
 * caller's function when it is full. It formats what frames consist of, since printf would take
 * most of the time of a long capture.
 */
#ifndef COMMON_WRITER_H
#define COMMON_WRITER_H

#include <stddef.h>
#include <stdint.h>

enum { WRITER_BUFFER = 1 << 15 };

struct writer {
	void (*out)(void *context, const char *data, size_t len);
	void *context;
	size_t len;
	char data[WRITER_BUFFER];
};

void writer_init(
	struct writer *w, void (*out)(void *context, const char *data, size_t len), void *context);
void writer_flush(struct writer *w);

void writer_put(struct writer *w, const char *data, size_t len);
void writer_char(struct writer *w, char c);
void writer_text(struct writer *w, const char *text);
void writer_uint(struct writer *w, uint64_t v);
void writer_mac(struct writer *w, const uint8_t mac[6]);

enum { WRITER_MAC_LEN = 17, WRITER_TIME_LEN = 27 };

void writer_format_mac(char out[WRITER_MAC_LEN], const uint8_t mac[6]);

/* RFC 3339 in UTC with microseconds, as 2026-11-20T10:00:00.000000Z; 1970 to 2255. */
void writer_format_time(char out[WRITER_TIME_LEN], int64_t ns);

#endif
