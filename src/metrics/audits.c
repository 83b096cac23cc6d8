/*
 * metrics/audits.c - facts of inputs, gathered by record and audit.
 */
#include "metrics/audits.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* ---- fields ----------------------------------------------------------- */

/* The first of a header's synonyms names the field. */
static bool names_field(const char *header, const char *name)
{
	size_t len;

	header += strspn(header, " ");
	len = strcspn(header, "|");
	while (len && header[len - 1] == ' ')
		len--;
	return strlen(name) == len && !strncmp(header, name, len);
}

static bool is_critical(const struct config *c, const char *input,
			const char *name)
{
	for (size_t i = 0; i < c->n_inputs; i++) {
		const struct config_input *in = &c->inputs[i];

		for (size_t k = 0; !strcmp(in->id, input) && k < in->n_fields;
		     k++)
			if (in->fields[k].critical &&
			    names_field(in->fields[k].header, name))
				return true;
	}
	return false;
}

static uint32_t field_of(struct audits *a, uint32_t input, uint32_t name)
{
	uint32_t *number =
		cells_at(&a->by_field, (struct cell_key){ input, name, 0, 0 });

	if (!*number) {
		vec_reserve(&a->field, a->n_fields, &a->cap_fields);
		a->field[a->n_fields++] = (struct audit_field){ 
			input, name,
			is_critical(a->config, a->facts->dim[input],
				    a->facts->dim[name]) };
		*number = (uint32_t)a->n_fields;
	}
	return *number - 1;
}

/* ---- records ---------------------------------------------------------- */

static struct cell_key hash_key(const char *id, size_t len)
{
	uint64_t h = hash64(id, len, 0);

	return (struct cell_key){ (uint32_t)(h >> 32), (uint32_t)h, 0, 0 };
}

/* The number + 1 of the first record whose id has this hash, 0: none. */
static uint32_t head_of(const struct audits *a, const char *id, size_t len)
{
	const uint32_t *head =
		cells_find((struct cells *)&a->by_hash, hash_key(id, len));

	return head ? *head : 0;
}

static bool is_named(const struct audit_record *r, const char *id, size_t len)
{
	return r->len == len && !memcmp(r->id, id, len);
}

static uint32_t record_of(struct audits *a, uint32_t input, const char *id,
			  size_t len, int32_t day)
{
	uint32_t *head = cells_at(&a->by_hash, hash_key(id, len));

	for (uint32_t i = *head; i; i = a->record[i - 1].next)
		if (a->record[i - 1].input == input &&
		    is_named(&a->record[i - 1], id, len))
			return i - 1;
	vec_reserve(&a->record, a->n_records, &a->cap_records);
	a->record[a->n_records++] = (struct audit_record){ .input = input,
							  .next = *head,
							  .first_day = day,
							  .id = id,
							  .len = len };
	*head = (uint32_t)a->n_records;
	return *head - 1;
}

enum brief audit_brief(const struct audits *a, const char *id, size_t len,
		       int32_t day, uint32_t *record)
{
	enum brief found = BRIEF_UNKNOWN;

	if (!len)
		return BRIEF_BLANK;
	for (uint32_t i = head_of(a, id, len); i; i = a->record[i - 1].next) {
		const struct audit_record *r = &a->record[i - 1];

		if (!is_named(r, id, len) || r->first_day > day)
			continue;
		if (found == BRIEF_FOUND)
			return BRIEF_SEVERAL;
		found = BRIEF_FOUND;
		*record = i - 1;
	}
	return found;
}

/* ---- audits ----------------------------------------------------------- */

/* The audit to which a row belongs; NULL: another source's counts. */
static struct audit *audit_of(struct audits *a, uint32_t record, int32_t day,
			      uint32_t source)
{
	struct audit_record *r = &a->record[record];
	struct audit *last = r->last ? &a->audit[r->last - 1] : NULL;

	if (last && last->day == day) {
		const char *const *dim = a->facts->dim;

		if (last->source == source)
			return last;
		if (strcmp(dim[source], dim[last->source]) < 0)
			return NULL;
	}
	vec_reserve(&a->audit, a->n, &a->cap);
	a->audit[a->n] = (struct audit){ .record = record,
					.before = r->last,
					.source = source,
					.day = day,
					.critical_missing = FACT_NULL };
	r->last = (uint32_t)++a->n;
	return &a->audit[a->n - 1];
}

static void add_cell(struct audits *a, struct audit *audit, uint32_t field,
		     enum input_state state)
{
	vec_reserve(&a->cell, a->n_cells, &a->cap_cells);
	a->cell[a->n_cells++] = (struct audit_cell){ field, audit->cell, state };
	audit->cell = (uint32_t)a->n_cells;
}

static void add_row(struct audits *a, const struct fact_day *day, size_t r)
{
	uint32_t input = (uint32_t)fact_i64(day, INP_INPUT, r);
	uint32_t name = (uint32_t)fact_i64(day, INP_FIELD, r);
	int64_t state = fact_i64(day, INP_STATE, r), missing;
	struct audit *audit;
	size_t len;
	const char *id = fact_text(day, INP_RECORD_ID, r, &len);

	audit = audit_of(a, record_of(a, input, id, len, day->day), day->day,
			 (uint32_t)fact_i64(day, FC_SOURCE, r));
	if (!audit)
		return;
	if (name && state != INPUT_BLANK)
		add_cell(a, audit, field_of(a, input, name),
			 (enum input_state)state);
	missing = fact_i64(day, INP_CRITICAL_MISSING, r);
	if (missing != FACT_NULL && (audit->critical_missing == FACT_NULL ||
				     missing > audit->critical_missing))
		audit->critical_missing = missing;
}

static enum completeness completeness_of(const struct audits *a,
					 const struct audit *audit)
{
	enum completeness found = COMPLETENESS_UNSAID;

	if (!audit->cell && audit->critical_missing != FACT_NULL)
		return audit->critical_missing > 0 ? INPUT_INCOMPLETE
						   : INPUT_COMPLETE;
	for (uint32_t i = audit->cell; i; i = a->cell[i - 1].next) {
		const struct audit_cell *c = &a->cell[i - 1];

		if (!a->field[c->field].critical)
			continue;
		if (c->state == INPUT_MISSING)
			return INPUT_INCOMPLETE;
		found = INPUT_COMPLETE;
	}
	return found;
}

void audits_init(struct audits *a, const struct facts *inputs,
		 const struct config *config)
{
	*a = (struct audits){ .facts = inputs, .config = config };
	cells_init(&a->by_hash, sizeof(uint32_t));
	cells_init(&a->by_field, sizeof(uint32_t));
	for (size_t d = 0; d < inputs->n_days; d++)
		for (size_t r = 0; r < inputs->days[d].n; r++)
			add_row(a, &inputs->days[d], r);
	for (size_t i = 0; i < a->n; i++)
		a->audit[i].completeness = completeness_of(a, &a->audit[i]);
}

void audits_release(struct audits *a)
{
	free(a->record);
	free(a->audit);
	free(a->cell);
	free(a->field);
	cells_release(&a->by_hash);
	cells_release(&a->by_field);
}

const struct audit *audit_at(const struct audits *a, uint32_t record,
			     int32_t day)
{
	uint32_t i = a->record[record].last;

	while (i && a->audit[i - 1].day > day)
		i = a->audit[i - 1].before;
	return i ? &a->audit[i - 1] : NULL;
}

const struct audit *audit_of_row(const struct audits *a,
				 const struct fact_day *day, size_t row)
{
	uint32_t source = (uint32_t)fact_i64(day, FC_SOURCE, row);
	size_t len;
	const char *id = fact_text(day, INP_RECORD_ID, row, &len);
	const struct audit *audit;

	for (uint32_t i = head_of(a, id, len); i; i = a->record[i - 1].next) {
		const struct audit_record *r = &a->record[i - 1];

		if (r->input != fact_i64(day, INP_INPUT, row) ||
		    !is_named(r, id, len))
			continue;
		audit = audit_at(a, i - 1, day->day);
		return audit && audit->day == day->day &&
				       audit->source == source
			       ? audit
			       : NULL;
	}
	return NULL;
}
