// SPDX-License-Identifier: Apache-2.0
/* lacppair decode: every slow-protocol, LLDP and CDP frame of a capture. */
#include <stdio.h>
#include <stdlib.h>

#include "cli.h"
#include "decoded.h"

static const struct cli_option options[] = { CLI_OPT_END };

struct decode {
	struct cli *cli;
	struct writer writer;
	struct jsonw json;
	struct decoded frame;
	uint64_t seen[FRAME_KINDS];
};

static void to_stdout(void *context, const char *data, size_t len)
{
	(void)context;
	fwrite(data, 1, len, stdout); /* main tells whether all of it was written */
}

static void take(struct decode *x, const struct capture_frame *f)
{
	bool printed = decode_frame(&x->frame, f);

	x->seen[x->frame.frame.kind]++;
	if (!printed)
		return;
	if (x->cli->json)
		decode_json(&x->json, &x->frame);
	else
		decode_text(&x->writer, &x->frame);
}

/* The document is written as far as the frames go; main writes the rest, which is short. */
static void begin_document(struct decode *x)
{
	if (!x->cli->json)
		return;
	jsonw_open(&x->json, NULL, '{');
	jsonw_text(&x->json, "schema", "lacppair.decode/1");
	jsonw_open(&x->json, "frames", '[');
}

static void end_document(struct decode *x)
{
	json_t *counts = json_object();

	for (int i = 0; i < FRAME_KINDS; i++)
		if (x->seen[i])
			json_object_set_new(counts, frame_kind_name((enum frame_kind)i),
				json_integer((json_int_t)x->seen[i]));
	json_object_del(x->cli->doc, "schema");
	json_object_set_new(x->cli->doc, "counts", counts);
	if (x->cli->json) {
		jsonw_close(&x->json, ']');
		x->cli->streamed = true;
	}
	writer_flush(&x->writer);
}

static int decode_all(struct decode *x, struct capture *capture, struct err *e)
{
	struct capture_frame f;
	int r = 0;

	begin_document(x);
	while (!cli_stop && (r = capture_next(capture, &f, e)) == 1)
		take(x, &f);
	end_document(x);
	if (!r || !cli_stop)
		return r;
	return err_set(e, ERR_ENVIRONMENT, "decode", "interrupted");
}

static int run(struct cli *c)
{
	struct decode *x = arena_alloc(c->arena, sizeof(*x));
	const char *path = cli_value(c, "FILE");
	struct err e = { 0 };
	struct capture *capture;
	int r;

	if (!path) {
		err_set(&e, ERR_USAGE, "decode", "which capture? lacppair decode FILE");
		return cli_fail(c, &e);
	}
	capture = capture_open_file(path, &e);
	if (!capture)
		return cli_fail(c, &e);
	x->cli = c;
	writer_init(&x->writer, to_stdout, NULL);
	x->json.w = &x->writer;
	r = decode_all(x, capture, &e);
	capture_close(capture);
	return r < 0 ? cli_fail(c, &e) : 0;
}

const struct cli_command cli_decode = {
	.name = "decode",
	.summary = "print the LACPDUs, LLDP and CDP frames of a capture",
	.detail =
		"Prints every frame of slow protocols (LACP, marker, OAM ...), LLDP and CDP of a "
		"pcap or pcapng file of Ethernet frames. What is odd about a slow protocol's frame "
		"is noted, with who would take it all the same. Needs no root and no intent file.",
	.word = "FILE",
	.options = options,
	.run = run,
};
