/* SPDX-License-Identifier: Apache-2.0 */
/* `show ... | include TEXT` and its kin, on a command's whole output. */
#ifndef SWITCH_VIRTUAL_VSW_FILTER_H
#define SWITCH_VIRTUAL_VSW_FILTER_H

#include "buf.h"

/* filter: "include TEXT", "exclude", "begin", "section". -1: no such filter (text is then empty).
 */
int vsw_filter(struct buf *text, const char *filter);

#endif
