/*
 * cli/list.h - what `tuneup list` can show, one entry a topic.
 */
#ifndef TUNEUP_CLI_LIST_H
#define TUNEUP_CLI_LIST_H

#include "cli/command.h"

struct list_request {
	struct cli *cli;
	const char *format;	/* text, csv, json; NULL = text */
	const char *name;	/* one entry in full, NULL = all */
};

struct list_topic {
	const char *id;		/* "metrics" */
	const char *help;
	bool named;		/* takes NAME */
	int (*run)(const struct list_request *r, struct err *err);
};

/* "there is no metric 'rewrk'; did you mean 'rework'? tuneup list metrics
 * shows all" */
int list_unknown(const char *what, const char *topic, const char *said,
		 const char *const *names, size_t n, struct err *err);

/* list_files.c: what is data and may be replaced by the workspace */
int list_profiles(const struct list_request *r, struct err *err);
int list_templates(const struct list_request *r, struct err *err);

#endif
