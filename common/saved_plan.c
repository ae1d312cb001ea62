// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "saved_plan.h"

static int report_drift(struct arena *a, const struct drifts *d, struct err *e)
{
	err_set(e, ERR_ENVIRONMENT, d->v[0].object,
		"not as it was when the plan was saved; nothing was changed. %s",
		host_drift_text(a, d));
	return err_hint(e, "plan again with --save, and have that approved");
}

static int check_steps(const struct saved_host *saved, const struct steps *steps, struct err *e)
{
	static const struct saved_step none = { "", "nothing", "" };

	for (size_t i = 0; i < steps->n || i < saved->steps.n; i++) {
		const struct saved_step *was = i < saved->steps.n ? &saved->steps.v[i] : &none;
		struct saved_step is = none;

		if (i < steps->n)
			is = (struct saved_step){ step_op_name(steps->v[i].op), steps->v[i].object,
				steps->v[i].text };
		if (!strcmp(was->op, is.op) && !strcmp(was->object, is.object) &&
			!strcmp(was->text, is.text))
			continue;
		err_set(e, ERR_ENVIRONMENT, saved->name,
			"the plan would be another now; nothing was changed. Step %zu was saved as "
			"`%s %s', and would be `%s %s'",
			i + 1, was->object, was->text, is.object, is.text);
		return err_hint(e, "plan again with --save, and have that approved");
	}
	return 0;
}

int saved_plan_check(struct arena *a, const struct saved_host *saved, const struct host_state *now,
	const struct steps *steps, struct err *e)
{
	struct drifts d = { 0 };

	host_compare(a, saved->found, host_part(a, now, &saved->touched), &d);
	if (d.n)
		return report_drift(a, &d, e);
	return check_steps(saved, steps, e);
}
