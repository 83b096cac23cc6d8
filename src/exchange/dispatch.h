/*
 * exchange/dispatch.h - files for the systems where work is done.
 *
 * A system is an entry of dispatch_table[], beside the code that writes its
 * file: asana, jira and clickup take a CSV in their importer's columns, slack
 * a message for an incoming webhook, ics dates for any calendar, eml an e-mail
 * with a report. Nothing is sent by us.
 *
 * A text that begins like a formula (base/csv_text.h) is refused in a file
 * for a machine, where an apostrophe would become part of the task; files for
 * people get the apostrophe. The formula setting changes that.
 */
#ifndef TUNEUP_EXCHANGE_DISPATCH_H
#define TUNEUP_EXCHANGE_DISPATCH_H

#include "base/strbuf.h"
#include "exchange/outgoing.h"

enum formula { FORMULA_REJECT, FORMULA_PREFIX, FORMULA_RAW };

/* What is told: items with a change, in order. */
struct dispatch_job {
	const struct outgoing *const *item;
	size_t n;
	const struct config *config;
	int32_t as_of;
	enum formula formula;
	struct arena *a;
};

/* Files that a system gets. One without items is not made. */
#define DISPATCH_FILES_MAX 64
struct dispatch_files {
	struct { const char *suffix; struct strbuf bytes; } file[
		DISPATCH_FILES_MAX];	/* "", "_changes", "_2" ... */
	size_t n;
};

struct dispatch_system {
	const char *id, *title;	/* "asana", "Asana" */
	const char *extension;	/* "csv" */
	const char *next;	/* what to do with a file of new items */
	const char *next_changes; /* ... with one of changes; NULL: the same */
	bool reviews;		/* takes the dates of reviews, too */
	bool reports;		/* takes published reports, nothing else */
	bool dated;		/* takes nothing without a date */
	/* The first text of an item that begins like a formula, and the
	 * column it would be in: NULL = none, or the system runs none. */
	const char *(*formula_in)(const struct outgoing *o,
				  const char **column, struct arena *a);
	void (*write)(struct dispatch_files *out,
		      const struct dispatch_job *job);
};

extern const struct dispatch_system dispatch_asana, dispatch_jira,
	dispatch_clickup, dispatch_slack, dispatch_ics, dispatch_eml;
extern const struct dispatch_system *const dispatch_table[]; /* ends at NULL */
const struct dispatch_system *dispatch_find(const char *id);
extern const char *const dispatch_words[];	/* their ids */
extern const char *const formula_words[];	/* by enum formula */
/* One of these words; NULL is the first. */
enum formula formula_named(const char *word);

/* The buffer of a new file; suffix "" or of the arena. */
struct strbuf *dispatch_file(struct dispatch_files *out, const char *suffix);
void dispatch_files_release(struct dispatch_files *out);

#endif
