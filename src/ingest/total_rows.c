/*
 * ingest/total_rows.c - which rows are totals: a profile says how they begin,
 * that their names are blank, or under which headers nothing stands.
 */
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "ingest/rows.h"

/* Take a text that begins with `begins`, whose {n} is any number, away. */
static bool take_words(const char **s, size_t *len, const char *begins)
{
	static const char number[] = "{n}";

	while (*begins) {
		const char *hole = strstr(begins, number);
		size_t n = hole ? (size_t)(hole - begins) : strlen(begins);

		if (*len < n || strncasecmp(*s, begins, n))
			return false;
		*s += n;
		*len -= n;
		begins += n;
		if (!hole)
			break;
		for (n = 0; n < *len && strchr("0123456789.,", (*s)[n]); n++)
			;
		if (!n)
			return false;
		*s += n;
		*len -= n;
		begins += strlen(number);
	}
	return true;
}

/* Does the cell begin like a total: "Total", "Total: Account", "Total -
 * filtered", but not "Total body workout" nor "Total 2026"? */
static bool begins_total(const char *s, size_t len, const char *begins)
{
	size_t n = strlen(begins);
	char next;

	utf8_trim(&s, &len);
	if (!take_words(&s, &len, begins))
		return false;
	if (!len || (unsigned char)begins[n - 1] >= 0x80)
		return true;
	utf8_trim(&s, &len);
	next = (char)(*s | 32);
	return !(next >= 'a' && next <= 'z') && !(*s >= '0' && *s <= '9') &&
		(unsigned char)*s < 0x80;
}

static bool names_are_blank(const struct rows *r, const struct record *rec)
{
	for (size_t i = 0; i < r->plan->n; i++) {
		const struct plan_column *c = &r->plan->column[i];
		const char *s;
		size_t len;

		if (!c->fc || c->fc->type != FACT_DIM || c->cell < 0)
			continue;
		/* a row that was cut off before its names is no total */
		if ((size_t)c->cell >= rec->n)
			return false;
		s = rec->cell[c->cell].s;
		len = rec->cell[c->cell].len;
		utf8_trim(&s, &len);
		if (len)
			return false;
	}
	return true;
}

/* Is nothing under the headers that an entry of totals names? */
static bool headers_are_blank(struct rows *r, const struct record *rec,
			      const struct profile_total *total)
{
	const struct table *t = &r->plan->match->table;
	const char *name = NULL;

	if (rec->n < t->n)
		return false;
	for (size_t c = 0; c < t->n; c++) {
		const char *s = rec->cell[c].s;
		size_t len = rec->cell[c].len, i = 0;

		while (i < total->n_blank &&
		       strcasecmp(t->header[c], total->blank[i]))
			i++;
		if (i == total->n_blank)
			continue;
		utf8_trim(&s, &len);
		if (!cell_is_missing(r->plan->match->profile, s, len, true))
			return false;
		name = t->header[c];
	}
	if (name && !r->blank_noted)
		diag_add(r->reader.diags, DIAG_NOTE, "nothing-to-count",
			 rec->line, name, "is empty: such a row holds nothing "
			 "to count and is listed with the totals");
	r->blank_noted = r->blank_noted || name;
	return name != NULL;
}

bool row_is_total(struct rows *r, const struct record *rec, size_t *cell)
{
	const struct profile *p = r->plan->match->profile;
	const struct table *t = &r->plan->match->table;

	*cell = rec->n;
	for (size_t i = 0; i < p->n_totals; i++) {
		const struct profile_total *total = &p->totals[i];
		size_t within = total->within > 0 ? (size_t)total->within : 4;

		if (total->blank_names && names_are_blank(r, rec))
			return true;
		if (total->n_blank && headers_are_blank(r, rec, total))
			return true;
		if (!total->begins)
			continue;
		for (size_t c = 0; c < rec->n; c++) {
			if (total->header ? c >= t->n ||
			    strcasecmp(t->header[c], total->header) :
			    c >= within)
				continue;
			if (begins_total(rec->cell[c].s, rec->cell[c].len,
					 total->begins)) {
				*cell = c;
				return true;
			}
		}
	}
	return false;
}
