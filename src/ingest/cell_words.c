/*
 * ingest/cell_words.c - which of the column's words a cell says: ours, those
 * the profile lists, and yes and no in whatever language.
 */
#include <string.h>

#include "ingest/booleans.h"
#include "ingest/cells.h"
#include "ingest/fold.h"

/* Our own words hold no blanks: "Spot check" is spot_check. */
static int word_ours(const struct fact_column *fc, struct arena *a,
		     const char *folded)
{
	int number = fact_word_find(fc, folded, strlen(folded));
	char *joined;

	if (number || !strpbrk(folded, " -"))
		return number;
	joined = arena_strdup(a, folded);
	for (char *p = joined; *p; p++)
		if (*p == ' ' || *p == '-')
			*p = '_';
	return fact_word_find(fc, joined, strlen(joined));
}

/* A profile that knows Yes knows Ja, TRUE and はい as well. */
static int word_of_truth(const struct profile *p, const struct fact_column *fc,
			 struct arena *a, const char *folded)
{
	int truth = boolean_read(folded);

	for (size_t i = 0; i < p->n_words && truth >= 0; i++) {
		const struct profile_words *w = &p->words[i];

		if (strcmp(w->column, fc->name))
			continue;
		for (size_t k = 0; k < w->n_from; k++)
			if (boolean_read(text_fold(a, w->from[k],
						   strlen(w->from[k]))) ==
			    truth)
				return fact_word_find(fc, w->word,
						      strlen(w->word));
	}
	return 0;
}

/* One word, folded, by our own list and then the profile's. 0 = unknown. */
static int word_known(const struct profile *p, const struct fact_column *fc,
		      struct arena *a, const char *folded)
{
	int number = word_ours(fc, a, folded);

	for (size_t i = 0; i < p->n_words && !number; i++) {
		const struct profile_words *w = &p->words[i];

		if (strcmp(w->column, fc->name))
			continue;
		for (size_t k = 0; k < w->n_from && !number; k++)
			if (!strcmp(text_fold(a, w->from[k],
					      strlen(w->from[k])), folded))
				number = fact_word_find(fc, w->word,
							strlen(w->word));
	}
	return number ? number : word_of_truth(p, fc, a, folded);
}

int cell_word(const struct profile *p, const struct fact_column *fc,
	      struct arena *a, const char *s, size_t len)
{
	static const char parts[] = ",;|[]";
	const char *folded = text_fold(a, s, len);
	int number = word_known(p, fc, a, folded);

	if (number || !folded[strcspn(folded, parts)])
		return number ? number : word_known(p, fc, a, "*");
	while (!number && *folded) {
		size_t n = strcspn(folded, parts);

		if (n)
			number = word_known(p, fc, a, text_fold(a, folded, n));
		folded += n + strspn(folded + n, parts);
	}
	return number ? number : word_known(p, fc, a, "*");
}
