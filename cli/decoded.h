/* SPDX-License-Identifier: Apache-2.0 */
/* One frame of a capture, read, and its two forms: between the files of `lacppair decode`. */
#ifndef CLI_DECODED_H
#define CLI_DECODED_H

#include "capture.h"
#include "cdp.h"
#include "conform.h"
#include "jsonw.h"
#include "lacpdu.h"
#include "lldp.h"

struct decoded {
	uint64_t number; /* in the file, from 1 */
	int64_t time_ns;
	int out; /* 1 sent, 0 received, -1 not known */
	size_t len;
	struct frame frame;
	uint32_t notes; /* of slow protocols: conform.h */
	enum lacpdu_result lacp;
	union { /* by frame.kind */
		struct lacpdu lacpdu;
		struct lldp lldp;
		struct cdp cdp;
	};
};

/* Reads the next frame of the file into d. False: none that is printed, but its kind is known. */
bool decode_frame(struct decoded *d, const struct capture_frame *f);

void decode_text(struct writer *w, const struct decoded *d);
void decode_json(struct jsonw *j, const struct decoded *d);

#endif
