/*
 * store/outbox.h - what went to other systems, so that nothing goes twice.
 *
 * A dispatch is one or more files for one system and the items in them: a
 * decision, a date, a report. Its bytes are in the store before they are in a
 * file (Richardson 2018, "Transactional outbox"):
 *
 *	store_outbox_add()	one transaction: items, files and their bytes
 *	... the files are written, each renamed whole ...
 *	store_outbox_written()	one transaction: the bytes leave the store
 *
 * Killed in between, the next run finds the bytes with
 * store_outbox_pending() and writes the same files: never a second one.
 *
 * Rows are never changed and have a chain of digests of their own (chain.h).
 */
#ifndef TUNEUP_STORE_OUTBOX_H
#define TUNEUP_STORE_OUTBOX_H

#include "store/store.h"

struct outbox_item {
	const char *id;		/* "2026-W47-3f9a1c" */
	const char *change;	/* "new", "changed", "withdrawn" */
	int64_t version;	/* 1, 2, 3 ... of this id in this system */
	const char *title;
	const char *owner;	/* "" */
	int32_t due;		/* DAY_NONE */
	const char *sha256;	/* hex, of all that the system is told */
};

struct outbox_file {
	const char *name;	/* base name */
	const char *data;	/* NULL: it was written */
	size_t len;
};

struct outbox_dispatch {
	int64_t id;
	const char *system;	/* "asana" */
	int32_t day;
	struct outbox_file *file;
	size_t n_files;
	struct outbox_item *item;
	size_t n_items;
};

/* d->id is set. One transaction. */
int store_outbox_add(struct store *s, struct outbox_dispatch *d,
		     struct err *err);
int store_outbox_written(struct store *s, int64_t id, struct err *err);
/* Dispatches whose files may not be there, oldest first, without items; in
 * the arena. */
int store_outbox_pending(struct outbox_dispatch **out, size_t *n,
			 struct store *s, struct arena *a, struct err *err);
/* What a system was told last of each id, in the order of ids. */
int store_outbox_last(struct outbox_item **out, size_t *n, struct store *s,
		      const char *system, struct arena *a, struct err *err);
/* Was a file of that name dispatched before? */
int store_outbox_named(bool *found, struct store *s, const char *file,
		       struct err *err);

#endif
