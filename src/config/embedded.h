/*
 * config/embedded.h - the defaults compiled into the binary.
 *
 * Everything under report-templates/ that is data (YAML, CSV) is turned into
 * C by scripts/embed at build time. A workspace overrides a file by name:
 * workspace/templates/weekly.yaml, workspace/profiles/toggl.yaml.
 */
#ifndef TUNEUP_CONFIG_EMBEDDED_H
#define TUNEUP_CONFIG_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
	const char *name;	/* "profiles/toggl.yaml"; NULL ends */
	const char *bytes;
	size_t len;
};

extern const struct embedded_file embedded_files[];

const struct embedded_file *embedded_find(const char *name);

#endif
