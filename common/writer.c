// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "writer.h"

void writer_init(
	struct writer *w, void (*out)(void *context, const char *data, size_t len), void *context)
{
	w->out = out;
	w->context = context;
	w->len = 0;
}

void writer_flush(struct writer *w)
{
	w->out(w->context, w->data, w->len);
	w->len = 0;
}

void writer_put(struct writer *w, const char *data, size_t len)
{
	if (len > sizeof(w->data) - w->len) {
		writer_flush(w);
		if (len > sizeof(w->data)) {
			w->out(w->context, data, len);
			return;
		}
	}
	memcpy(w->data + w->len, data, len);
	w->len += len;
}

void writer_char(struct writer *w, char c)
{
	if (w->len == sizeof(w->data))
		writer_flush(w);
	w->data[w->len++] = c;
}

void writer_text(struct writer *w, const char *text)
{
	writer_put(w, text, strlen(text));
}

void writer_uint(struct writer *w, uint64_t v)
{
	char digits[20];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + v % 10);
	while (v /= 10);
	writer_put(w, digits + at, sizeof(digits) - at);
}

void writer_format_mac(char out[WRITER_MAC_LEN], const uint8_t mac[6])
{
	static const char hex[] = "0123456789abcdef";

	for (int i = 0; i < 6; i++) {
		out[3 * i] = hex[mac[i] >> 4];
		out[3 * i + 1] = hex[mac[i] & 15];
		if (i < 5)
			out[3 * i + 2] = ':';
	}
}

void writer_mac(struct writer *w, const uint8_t mac[6])
{
	char text[WRITER_MAC_LEN];

	writer_format_mac(text, mac);
	writer_put(w, text, sizeof(text));
}

static void format_digits(char *out, unsigned v, int n)
{
	while (n--) {
		out[n] = (char)('0' + v % 10);
		v /= 10;
	}
}

/*
 * The Gregorian date of a day counted from 1970. A year is taken to begin in March, so that the
 * leap day ends it; a cycle of 400 years has 146097 days.
 */
static void civil_date(unsigned day, unsigned *year, unsigned *month, unsigned *mday)
{
	unsigned n = day + 719468, cycle = n / 146097, of_cycle = n % 146097;
	unsigned of_year, march;

	*year = (of_cycle - of_cycle / 1460 + of_cycle / 36524 - of_cycle / 146096) / 365;
	of_year = of_cycle - (365 * *year + *year / 4 - *year / 100);
	march = (5 * of_year + 2) / 153;
	*mday = of_year - (153 * march + 2) / 5 + 1;
	*month = march < 10 ? march + 3 : march - 9;
	*year += 400 * cycle + (*month <= 2);
}

void writer_format_time(char out[WRITER_TIME_LEN], int64_t ns)
{
	static const char shape[] = "0000-00-00T00:00:00.000000Z";
	uint64_t seconds = (uint64_t)(ns > 0 ? ns : 0) / 1000000000;
	unsigned of_day = (unsigned)(seconds % 86400), year, month, mday;

	memcpy(out, shape, WRITER_TIME_LEN);
	civil_date((unsigned)(seconds / 86400), &year, &month, &mday);
	format_digits(out, year, 4);
	format_digits(out + 5, month, 2);
	format_digits(out + 8, mday, 2);
	format_digits(out + 11, of_day / 3600, 2);
	format_digits(out + 14, of_day / 60 % 60, 2);
	format_digits(out + 17, of_day % 60, 2);
	format_digits(out + 20, (unsigned)((ns > 0 ? ns : 0) % 1000000000 / 1000), 6);
}
