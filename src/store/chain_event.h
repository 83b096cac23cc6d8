/*
 * store/chain_event.h - what chain.c, which adds links, and chain_walk.c,
 * which checks them all, share. (private to these two)
 */
#ifndef TUNEUP_STORE_CHAIN_EVENT_H
#define TUNEUP_STORE_CHAIN_EVENT_H

#include "store/chain.h"

#define PARTS_MAX 4

/* What a link covers: statements with ?1 = the event's id. */
struct chain_event {
	const char *what;	/* for the message */
	const char *part[PARTS_MAX];
	const char *update;	/* store the link, ?1 = id, ?2 = digest */
	const char *head;	/* key in meta of the last link */
};

extern const struct chain_event import_event, undo_event, rewrite_event,
	run_event, dispatch_event;
/* In the order of enum decision_table. */
extern const struct chain_event decision_event[DECISION_TABLES];

/* An event's statements, prepared once for many ids. */
struct chain_reader {
	const struct chain_event *event;
	sqlite3_stmt *part[PARTS_MAX];
	int64_t rows[PARTS_MAX];	/* seen so far */
};

int chain_reader_open(struct chain_reader *r, struct store *s,
		      const struct chain_event *event, struct err *err);
void chain_reader_close(struct chain_reader *r);
/* The link of one event behind the link `before`. */
int chain_reader_link(uint8_t out[SHA256_SIZE], struct chain_reader *r,
		      struct store *s, const char *before, int64_t id,
		      struct err *err);
int chain_put_link(struct store *s, const struct chain_event *event,
		   int64_t id, const uint8_t digest[SHA256_SIZE],
		   struct err *err);

/* What the first link of a chain stands on, and its last link, in hex. */
int chain_seed(char head[SHA256_HEX], struct store *s, const char *which,
	       struct err *err);
int chain_head(char head[SHA256_HEX], struct store *s, const char *which,
	       struct err *err);

#endif
