/* SPDX-License-Identifier: Apache-2.0 */
/* A file for a group of tests that write and read one; gone behind them. After test.h. */
#ifndef TEMP_FILE_H
#define TEMP_FILE_H

#include <unistd.h>

static char temp_file[] = "/tmp/lacppair-test-XXXXXX";

static int make_path(void **state)
{
	int fd = mkstemp(temp_file);

	(void)state;
	close(fd);
	return fd < 0;
}

static int remove_path(void **state)
{
	(void)state;
	return unlink(temp_file);
}

#endif
