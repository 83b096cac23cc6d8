/*
 * store/kind.c - the table of fact kinds and the look-ups in it.
 */
#include <string.h>

#include "store/kind.h"

const struct fact_kind *const fact_kind_table[] = {
	&kind_corrections,
	&kind_campaigns,
	&kind_time,
	&kind_costs,
	&kind_outputs,
	&kind_handoffs,
	&kind_series,
	&kind_inputs,
	&kind_members,
	&kind_verdicts,
	&kind_sessions,
	&kind_events,
	&kind_pulse,
	NULL
};

const struct fact_kind *fact_kind_find(const char *id)
{
	for (size_t i = 0; fact_kind_table[i]; i++) {
		if (strcmp(fact_kind_table[i]->id, id) == 0)
			return fact_kind_table[i];
	}
	return NULL;
}

int fact_kind_number(const struct fact_kind *kind)
{
	for (int i = 0; fact_kind_table[i]; i++) {
		if (fact_kind_table[i] == kind)
			return i;
	}
	return -1;
}

int fact_column_find(const struct fact_kind *kind, const char *name)
{
	for (size_t c = 0; c < kind->n_columns; c++) {
		if (strcmp(kind->columns[c].name, name) == 0)
			return (int)c;
	}
	return -1;
}

int fact_word_find(const struct fact_column *column, const char *word,
		   size_t len)
{
	if (!column->words)
		return 0;
	for (int i = 0; column->words[i]; i++) {
		const char *w = column->words[i];

		if (strlen(w) == len && memcmp(w, word, len) == 0)
			return i + 1;
	}
	return 0;
}
