/*
 * metrics/audits.h - the audits of inputs, told apart by their record:
 * METRICS §5 and §16 "Inputs".
 *
 * A *record* is an input with an id: brief BR-0001. An *audit* of it are the
 * facts of one day; of two sources that audit a record on one day the one
 * counts whose name sorts last. A *field* is a field of an input, with the
 * number of its place in `field`. A cell without a state says nothing and is
 * not kept.
 *
 * Incomplete is an audit with a critical field missing. Which fields are
 * critical says the config; the count critical_missing is used only where the
 * audit has no cells at all. Where no critical field has a state, nothing is
 * said.
 *
 * Memory: 56 bytes a record, 32 an audit, 12 a cell. Texts are those of the
 * facts, which must outlive it.
 */
#ifndef TUNEUP_METRICS_AUDITS_H
#define TUNEUP_METRICS_AUDITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/config.h"
#include "metrics/accumulate.h"
#include "store/facts.h"

/* Why there is no figure where no input was ever audited. */
#define NO_INPUTS "not measured yet: needs an audit of inputs"

enum completeness { COMPLETENESS_UNSAID, INPUT_COMPLETE, INPUT_INCOMPLETE };

struct audit_field {
	uint32_t input, name;		/* dimension ids */
	bool critical;
};

struct audit_cell {
	uint32_t field;			/* place in audits.field */
	uint32_t next;			/* number + 1 of another, or 0 */
	enum input_state state;		/* never blank */
};

struct audit {
	uint32_t record;
	uint32_t before;		/* number + 1 of the record's audit
					 * before this one, or 0 */
	uint32_t cell;			/* number + 1 of a cell, or 0 */
	uint32_t source;		/* dimension id */
	int32_t day;
	enum completeness completeness;
	int64_t critical_missing;	/* FACT_NULL = not said */
};

struct audit_record {
	uint32_t input;			/* dimension id */
	uint32_t last;			/* number + 1 of its last audit */
	uint32_t next;			/* number + 1 of one with its hash */
	int32_t first_day;		/* of its first audit */
	const char *id;			/* len bytes, not terminated */
	size_t len;
};

struct audits {
	const struct facts *facts;
	const struct config *config;
	struct audit_record *record;
	struct audit *audit;		/* in order of their days */
	struct audit_cell *cell;
	struct audit_field *field;
	size_t n_records, n, n_cells, n_fields;
	size_t cap_records, cap, cap_cells, cap_fields;
	struct cells by_hash;		/* of uint32_t: number + 1 of a record */
	struct cells by_field;		/* of uint32_t: number + 1 of a field */
};

void audits_init(struct audits *a, const struct facts *inputs,
		 const struct config *config);
void audits_release(struct audits *a);
/* The latest audit of a record that is not after the day, NULL: none. */
const struct audit *audit_at(const struct audits *a, uint32_t record,
			     int32_t day);
/* The audit to which a row of the facts belongs, NULL: to none that counts. */
const struct audit *audit_of_row(const struct audits *a,
				 const struct fact_day *day, size_t row);

/* What a brief id names on a day. */
enum brief {
	BRIEF_BLANK,   /* nothing */
	BRIEF_UNKNOWN, /* no record that was audited by then */
	BRIEF_SEVERAL, /* records of more than one input */
	BRIEF_FOUND    /* one record: *record */
};
enum brief audit_brief(const struct audits *a, const char *id, size_t len,
		       int32_t day, uint32_t *record);

#endif
