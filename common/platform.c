// SPDX-License-Identifier: Apache-2.0
/*
 * Sources: Cisco, EtherChannel and spanning-tree chapters of the software configuration guides of
 * each family (limits of groups and of instances), Cisco-IOS-XE-ethernet.yang 17.9 (lines of
 * IOS-XE); encapsulation from transcripts.
 */
#include <string.h>

#include "platform.h"

#define MODELS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* The first row that matches decides: a longer name stands before its beginning. */
static const struct ios_platform platforms[] = {
	/*name      models          image     encaps groups edge rate min-l. standal. mtu, from, stp
	 */
	{ "2960x", MODELS("C2960X", "C2960CX", "C2960L"), NULL, NO, 24, UNSET, UNSET, UNSET, UNSET,
		NO, 0, 128 },
	{ "2960", MODELS("C2960"), NULL, NO, 6, UNSET, UNSET, UNSET, UNSET, NO, 0, 128 },
	{ "3560", MODELS("C3560"), NULL, YES, 48, UNSET, UNSET, UNSET, UNSET, NO, 0, 128 },
	{ "3650", MODELS("C3650"), NULL, NO, 128, UNSET, YES, YES, YES, NO, 0, 128 },
	{ "3750", MODELS("C3750"), NULL, YES, 48, UNSET, UNSET, UNSET, UNSET, NO, 0, 128 },
	{ "3850", MODELS("C3850"), NULL, NO, 128, UNSET, YES, YES, YES, NO, 0, 128 },
	{ "4500", MODELS("C45", "C49"), NULL, YES, 64, UNSET, YES, UNSET, UNSET, YES, 0, 0 },
	{ "6500", MODELS("C65", "C68"), NULL, YES, 256, UNSET, YES, UNSET, UNSET, YES, 0, 0 },
	{ "9200", MODELS("C9200"), NULL, NO, 128, UNSET, YES, YES, YES, YES, 17, 0 },
	{ "9300", MODELS("C9300"), NULL, NO, 128, UNSET, YES, YES, YES, YES, 17, 0 },
	{ "9400", MODELS("C9400", "C9404", "C9407", "C9410"), NULL, NO, 128, UNSET, YES, YES, YES,
		YES, 17, 0 },
	{ "9500", MODELS("C9500"), NULL, NO, 128, UNSET, YES, YES, YES, YES, 17, 0 },
	{ "iosv-l2", NULL, "vios_l2", YES, 0, UNSET, UNSET, UNSET, UNSET, UNSET, 0, 0 },
};
enum { N_PLATFORMS = sizeof(platforms) / sizeof(platforms[0]) };

static bool is_model(const struct ios_platform *p, const char *model)
{
	if (!strncmp(model, "WS-", 3))
		model += 3;
	for (const char *const *m = p->models; m && *m; m++)
		if (!strncmp(model, *m, strlen(*m)))
			return true;
	return false;
}

const struct ios_platform *ios_platform_find(const char *name)
{
	for (size_t i = 0; i < N_PLATFORMS; i++)
		if (!strcmp(platforms[i].name, name))
			return &platforms[i];
	return NULL;
}

const struct ios_platform *ios_platform_of(
	const struct intent_switch *sw, const struct show_version *version)
{
	if (sw && sw->model)
		return ios_platform_find(sw->model);
	for (size_t i = 0; version && i < N_PLATFORMS; i++)
		if (is_model(&platforms[i], version->model) ||
			(platforms[i].image && strstr(version->software, platforms[i].image)))
			return &platforms[i];
	return NULL;
}

const char *ios_platform_names(struct arena *a)
{
	const char *names = platforms[0].name;

	for (size_t i = 1; i < N_PLATFORMS; i++)
		names = arena_printf(a, "%s, %s", names, platforms[i].name);
	return names;
}
