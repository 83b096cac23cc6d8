#include "report/check_fill.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/err.h"
#include "base/utf8.h"

static bool is_line(const char *s)
{
	if (!s || utf8_valid_prefix(s, strlen(s)) != strlen(s))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return false;
	return true;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted copies stand side by side. */
static bool has_twins(const char *const *text, size_t n)
{
	const char **sorted = xcalloc(n + 1, sizeof *sorted);
	bool twins = false;

	if (n)
		memcpy(sorted, text, n * sizeof *sorted);
	qsort(sorted, n, sizeof *sorted, by_text);
	for (size_t i = 1; i < n && !twins; i++)
		twins = !strcmp(sorted[i - 1], sorted[i]);
	free(sorted);
	return twins;
}

static const char *choices_wrong(const struct fill *f)
{
	if (!f->n_choices)
		return "has no choices";
	for (size_t i = 0; i < f->n_choices; i++)
		if (!is_line(f->choice[i]) || !*f->choice[i])
			return "has a choice that cannot be";
	return has_twins(f->choice, f->n_choices) ? "has a choice twice" :
						    NULL;
}

const char *fill_wrong(const struct fill *f)
{
	if (f->prompt && (!is_line(f->prompt) ||
			  strlen(f->prompt) > FILL_PROMPT_MAX))
		return "has a prompt that cannot be";
	if (f->kind == FILL_CHOICE)
		return choices_wrong(f);
	if (f->kind == FILL_DATE && (f->day < DAY_MIN || f->day > DAY_MAX))
		return "asks for a day outside the calendar";
	if (f->kind == FILL_WHOLE && f->least > f->most)
		return "has no number that may be";
	return NULL;
}

const char *table_fill_wrong(const struct table *t)
{
	const char **id = xcalloc(t->n_rows + 1, sizeof *id);
	const char *wrong = NULL;

	for (size_t r = 0; r < t->n_rows && !wrong; r++) {
		const struct cell *c = t->rows[r];

		if (c->type != CELL_TEXT || !c->text || !*c->text || c->fill)
			wrong = "has a row without an id";
		else
			id[r] = c->text;
	}
	if (!wrong && has_twins(id, t->n_rows))
		wrong = "has two rows of one id";
	free(id);
	for (size_t i = 0; i < t->n_columns && !wrong; i++)
		if (!*t->columns[i].title ||
		    table_column(t, t->columns[i].title,
				 strlen(t->columns[i].title)) != i)
			wrong = "has two columns of one title, or one of none";
	return wrong;
}
