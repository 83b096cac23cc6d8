#include "ingest/checks.h"

#include <string.h>

#define SCORE_MIN (1 * MEASURE_SCALE)
#define SCORE_MAX (5 * MEASURE_SCALE)

bool cell_is_blank(const struct fact_column *fc, const struct fact_cell *cell)
{
	switch (fc->type) {
	case FACT_DIM:
	case FACT_TEXT:
		return !cell->s;
	case FACT_WORD:
		return !cell->num;
	default:
		return cell->num == FACT_NULL;
	}
}

/* The id would be somebody's address, kept readable for ever. */
static bool object_email(struct objection *out, const struct fact_kind *kind,
			 const struct fact_cell *cell)
{
	for (size_t c = FC_FIRST; c < kind->n_columns; c++) {
		if (!(kind->columns[c].flags & COLUMN_NO_EMAIL) ||
		    !cell[c].s || !memchr(cell[c].s, '@', cell[c].len))
			continue;
		*out = (struct objection){ "email-address", (int)c,
			"holds an e-mail address; expected the id the member "
			"has in its own system: export that, or write "
			"`samples: {allow_email: yes}` into tuneup.yaml" };
		return true;
	}
	return false;
}

static bool object_score(struct objection *out, const struct fact_cell *cell)
{
	int64_t score = cell[PUL_SCORE].num;

	if (score >= SCORE_MIN && score <= SCORE_MAX)
		return false;
	*out = (struct objection){ "bad-number", PUL_SCORE,
		"expected a score from 1 to 5" };
	return true;
}

/* A field without its state, or a state of no field. */
static bool object_field(struct objection *out, const struct fact_cell *cell)
{
	if (!cell[INP_FIELD].s == !cell[INP_STATE].num)
		return false;
	*out = cell[INP_FIELD].s ?
		(struct objection){ "missing", INP_STATE,
			"is empty; expected the state of the field" } :
		(struct objection){ "missing", INP_FIELD,
			"is empty; expected the field the state is of" };
	return true;
}

bool row_objection(struct objection *out, const struct fact_kind *kind,
		   const struct config *config, const struct fact_cell *cell)
{
	if (!config->samples.allow_email && object_email(out, kind, cell))
		return true;
	if (kind == &kind_pulse)
		return object_score(out, cell);
	return kind == &kind_inputs && object_field(out, cell);
}
