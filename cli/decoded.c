// SPDX-License-Identifier: Apache-2.0
#include "decoded.h"

bool decode_frame(struct decoded *d, const struct capture_frame *f)
{
	d->number++;
	d->time_ns = f->time_ns;
	d->out = f->out;
	d->len = f->len;
	switch (frame_read(f->data, f->len, &d->frame)) {
	case FRAME_LACP:
	case FRAME_MARKER:
	case FRAME_OAM:
	case FRAME_OSSP:
	case FRAME_SLOW:
		d->lacp = lacpdu_read(d->frame.payload, &d->lacpdu);
		d->notes = conform_judge(&d->frame);
		return true;
	case FRAME_LLDP:
		lldp_read(d->frame.payload, &d->lldp);
		return true;
	case FRAME_CDP:
		cdp_read(d->frame.payload, &d->cdp);
		return true;
	case FRAME_OTHER:
	case FRAME_PAGP:
	case FRAME_DTP:
	case FRAME_VTP:
	case FRAME_UDLD:
	case FRAME_STP:
	case FRAME_PVST:
	case FRAME_KINDS:
		break;
	}
	return false;
}
