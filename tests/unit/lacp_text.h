/* SPDX-License-Identifier: Apache-2.0 */
/* LACPDUs from words, for timelines of tests. */
#ifndef LACP_TEXT_H
#define LACP_TEXT_H

#include "test.h"

#include "lacpdu.h"

/* "SYSTEM/KEY/PORT/STATE", SYSTEM a word or "none", STATE letters of ATGSCDFE. */
static inline void read_port(const char *text, struct lacp_port *p)
{
	static const char letters[] = "ATGSCDFE";
	char system[16] = "", state[16] = "";
	unsigned key, port;

	*p = (struct lacp_port){ 0 };
	if (sscanf(text, "%15[^/]/%u/%u/%15s", system, &key, &port, state) != 4)
		fail_msg("not SYSTEM/KEY/PORT/STATE: %s", text);
	p->key = (uint16_t)key;
	p->port = (uint16_t)port;
	p->system_priority = p->port_priority = 255;
	if (strcmp(system, "none"))
		memcpy(p->system,
			(uint8_t[]){ 2, 0, 0, 0, (uint8_t)system[0],
				(uint8_t)system[strlen(system) - 1] },
			6);
	for (const char *s = state; *s && *s != '-'; s++)
		p->state |= (uint8_t)(1 << (strchr(letters, *s) - letters));
}

/* us: the NIC's own address; anybody else: one of his own for each NIC. */
static inline void make_frame(const char *nic, bool sent, const char *actor, const char *partner,
	uint8_t frame[LACPDU_FRAME_LEN])
{
	struct lacpdu pdu = { .version = 1 };

	read_port(actor, &pdu.actor);
	read_port(partner, &pdu.partner);
	memcpy(pdu.source, pdu.actor.system, 6);
	pdu.source[1] = (uint8_t)nic[1];
	pdu.source[2] = sent ? 1 : 2;
	lacpdu_write(&pdu, frame);
}

static inline void own_address(const char *nic, uint8_t mac[6])
{
	uint8_t frame[LACPDU_FRAME_LEN];

	make_frame(nic, true, "us/0/0/-", "none/0/0/-", frame);
	memcpy(mac, frame + 6, 6);
}

#endif
