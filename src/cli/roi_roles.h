/*
 * cli/roi_roles.h - recorded hours by role under the answer of `tuneup roi`.
 */
#ifndef TUNEUP_CLI_ROI_ROLES_H
#define TUNEUP_CLI_ROI_ROLES_H

#include "cli/command.h"
#include "metrics/role_hours.h"

/* The table and the sentence on what was merged. */
int roi_print_roles(const struct role_hours *roles, size_t limit,
		    struct err *err);
/* One row a line: metric, unit, role, value, low, high, note. */
void roi_add_roles(struct rows *rows, const struct role_hours *roles);

#endif
