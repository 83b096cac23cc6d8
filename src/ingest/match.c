#include "ingest/match.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "ingest/fold.h"
#include "ingest/ingest.h"
#include "ingest/transposed.h"

const char *const extra_names[EXTRAS] = { "currency", "period_end", "month",
				    "period", "nth_day", "nth_week",
				    "nth_month" };

/* How well one profile fits one row as its header. */
struct fit {
	const struct profile *profile;
	size_t index;		/* head record */
	int64_t line;
	int found;		/* recognised headers */
	const char *missing;	/* first recognised header not there */
	const char *lacks;	/* required column without a header, or NULL */
	bool ok;
};

/* "outcome (drop down)" is "outcome ({any})". */
static bool fills_hole(const char *folded, const char *synonym,
		       const char *hole)
{
	size_t front = (size_t)(hole - synonym), len = strlen(folded);
	const char *rest = hole + strlen("{any}");

	return len > front + strlen(rest) &&
		!strncmp(folded, synonym, front) &&
		!strcmp(folded + len - strlen(rest), rest);
}

/* Does a folded header match a synonym, which may hold one {currency} or
 * one {any}? */
static bool header_is(const char *folded, const char *synonym, char code[4])
{
	const char *hole = strstr(synonym, "{currency}");
	const char *any = hole ? NULL : strstr(synonym, "{any}");
	size_t front, back, len = strlen(folded);

	if (any)
		return fills_hole(folded, synonym, any);
	if (!hole)
		return !strcmp(folded, synonym);
	front = (size_t)(hole - synonym);
	back = strlen(hole + strlen("{currency}"));
	if (len != front + 3 + back || strncmp(folded, synonym, front) ||
	    strcmp(folded + front + 3, hole + strlen("{currency}")))
		return false;
	for (int i = 0; i < 3; i++)
		code[i] = (char)(folded[front + (size_t)i] & ~32);
	code[3] = '\0';
	return true;
}

static int header_find(const struct table *t, struct arena *a,
		       const char *synonym, size_t len, char code[4])
{
	const char *folded = text_fold(a, synonym, len);
	char unused[4] = "";

	for (size_t i = 0; i < t->n; i++)
		if (header_is(t->folded[i], folded, code ? code : unused))
			return (int)i;
	return -1;
}

int match_header(const struct table *t, struct arena *a, const char *synonyms)
{
	for (;;) {
		size_t len = strcspn(synonyms, "|");
		int cell = header_find(t, a, synonyms, len, NULL);

		if (cell >= 0 || !synonyms[len])
			return cell;
		synonyms += len + 1;
	}
}

static bool any_of(const struct table *t, struct arena *a,
		   const char *const *headers, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (match_header(t, a, headers[i]) >= 0)
			return true;
	return false;
}

static int column_cell(const struct table *t, struct arena *a,
		       const struct profile_column *pc, char code[4])
{
	if (any_of(t, a, pc->unless, pc->n_unless))
		return -1;
	for (size_t i = 0; i < pc->n_from; i++) {
		int cell = header_find(t, a, pc->from[i], strlen(pc->from[i]),
				       code);

		if (cell >= 0)
			return cell;
	}
	return -1;
}

/* What a profile needs and the table has not, or NULL. */
static const char *lacking(const struct profile *p, const struct table *t,
			   struct arena *a)
{
	for (size_t i = 0; i < p->n_columns; i++) {
		const struct profile_column *pc = &p->columns[i];

		if (pc->required && !pc->value &&
		    column_cell(t, a, pc, NULL) < 0 &&
		    !(pc->above && preamble_find(&t->above, a, pc->above)))
			return pc->n_from ? pc->from[0] :
				pc->above ? pc->above : pc->column;
	}
	for (size_t i = 0; i < p->n_metrics; i++)
		if (p->metrics[i].required &&
		    !any_of(t, a, p->metrics[i].from, p->metrics[i].n_from))
			return p->metrics[i].from[0];
	return NULL;
}

static struct fit fit_profile(const struct profile *p, const struct table *t,
			      struct arena *a)
{
	struct fit fit = { .profile = p, .index = t->index,
			   .line = t->line };

	for (size_t i = 0; i < p->n_headers; i++) {
		if (match_header(t, a, p->headers[i]) >= 0)
			fit.found++;
		else if (!fit.missing)
			fit.missing = p->headers[i];
	}
	for (size_t i = 0; i < p->n_above; i++) {
		if (preamble_says(&t->above, a, p->above[i]))
			fit.found++;
		else if (!fit.missing)
			fit.missing = p->above[i];
	}
	fit.lacks = lacking(p, t, a);
	fit.ok = fit.found >= p->at_least && fit.found > 0 && !fit.lacks &&
		!any_of(t, a, p->absent, p->n_absent);
	return fit;
}

/* Share of what it needs that is there, for "the nearest are". */
static double nearness(const struct fit *f)
{
	double share;

	if (!f->profile)
		return -1;
	share = (double)f->found /
		(f->profile->at_least > 0 ? f->profile->at_least : 1);
	return (share > 1 ? 1 : share) - (f->lacks ? 0.1 : 0);
}

struct search {
	struct fit best;	/* fits; profile NULL = none does */
	bool tie;
	struct fit tied;
	struct fit near[2];	/* nearest that do not fit, by profile */
};

/* The two nearest, best first, each profile once. */
static void note_near(struct search *s, const struct fit *fit)
{
	struct fit *near = s->near, swap;
	int slot = near[0].profile == fit->profile ? 0 : 1;

	if (fit->found && nearness(fit) > nearness(&near[slot]))
		near[slot] = *fit;
	if (nearness(&near[1]) > nearness(&near[0])) {
		swap = near[0];
		near[0] = near[1];
		near[1] = swap;
	}
}

/* Our own names say exactly what they mean: they win over synonyms. */
static bool is_better(const struct fit *fit, const struct fit *best)
{
	if (fit->found != best->found)
		return fit->found > best->found;
	return profile_is_canonical(fit->profile) &&
		!profile_is_canonical(best->profile);
}

static void note_fit(struct search *s, const struct fit *fit)
{
	if (!fit->ok) {
		note_near(s, fit);
		return;
	}
	if (!s->best.profile || is_better(fit, &s->best)) {
		s->best = *fit;
		s->tie = false;
	} else if (fit->found == s->best.found &&
		   fit->profile != s->best.profile &&
		   !is_better(&s->best, fit)) {
		s->tie = true;
		s->tied = *fit;
	}
}

/* "'mailchimp' (3 of the 5 headers it needs; lacks 'Unique Id')" */
static const char *near_words(struct arena *a, const struct fit *f)
{
	const char *missing;

	if (f->found >= f->profile->at_least && f->lacks)
		return arena_printf(a, "'%s' (lacks the column '%s')",
				    f->profile->id, f->lacks);
	/* our own headers are most of them such as a file may leave out */
	missing = f->lacks && profile_is_canonical(f->profile) ? f->lacks :
		f->missing ? f->missing : "";
	return arena_printf(a, "'%s' (%d of the %d headers it needs; lacks "
			    "'%.*s')", f->profile->id, f->found,
			    f->profile->at_least,
			    (int)strcspn(missing, "|"), missing);
}

static int refuse_none(const struct search *s, struct arena *a,
		       const char *file, struct err *err)
{
	if (!s->near[0].profile)
		return err_set(err, ERR_DATA,
			       "%s: none of the first lines holds a header any "
			       "profile knows; name the file's profile with "
			       "--profile, or write one in profiles/ "
			       "(`tuneup list profiles` shows what there is)",
			       file);
	return err_set(err, ERR_DATA,
		       "%s: no profile fits this file; nearest: %s%s%s; name "
		       "one with --profile, or write one in profiles/", file,
		       near_words(a, &s->near[0]),
		       s->near[1].profile ? " and " : "",
		       s->near[1].profile ? near_words(a, &s->near[1]) : "");
}

static int refuse_forced(const struct search *s, struct arena *a,
			 const char *file, const char *forced, struct err *err)
{
	if (!s->near[0].profile)
		return err_set(err, ERR_DATA,
			       "%s: none of the first lines holds a header of "
			       "profile '%s'", file, forced);
	return err_set(err, ERR_DATA, "%s:%lld: the header does not fit "
		       "profile %s", file, (long long)s->near[0].line,
		       near_words(a, &s->near[0]));
}

static int extra_find(const char *name)
{
	for (int i = 0; i < EXTRAS; i++)
		if (!strcmp(extra_names[i], name))
			return i;
	return -1;
}

/* A header that stands there twice: the first one is used; say so. */
static void note_repeats(const struct match *m, const struct binding *b,
			 struct diags *diags)
{
	for (size_t i = (size_t)b->cell + 1; i < m->table.n; i++) {
		if (strcmp(m->table.folded[i], m->table.folded[b->cell]))
			continue;
		diag_add(diags, DIAG_NOTE, "repeated-header", m->table.line,
			 m->table.header[i],
			 "the header stands in columns %d and %zu; the first "
			 "one is used", b->cell + 1, i + 1);
		return;
	}
}

/* The headers behind the one that is used, where they may stand in for it. */
static void bind_fill(struct match *m, struct arena *a, struct binding *b)
{
	const struct profile_column *pc = b->pc;

	if (!pc->fill)
		return;
	b->fill = arena_array(a, pc->n_from, sizeof *b->fill);
	for (size_t i = 0; i < pc->n_from; i++) {
		int cell = match_header(&m->table, a, pc->from[i]);

		if (cell >= 0 && cell != b->cell)
			b->fill[b->n_fill++] = cell;
	}
}

/* What a line above the header says, as if it were a constant. */
static const struct profile_column *bind_above(struct match *m,
					       struct arena *a,
					       const struct profile_column *pc,
					       struct diags *diags)
{
	const char *value = preamble_find(&m->table.above, a, pc->above);
	struct profile_column *said;

	if (!value)
		return NULL;
	said = arena_alloc(a, sizeof *said);
	*said = *pc;
	said->value = value;
	diag_add(diags, DIAG_NOTE, "said-above", 0, pc->column,
		 "every row has what a line above the header says");
	return said;
}

/* Amounts are in the currency that is said once for all rows. */
static void bind_currency(struct match *m, const char *value)
{
	size_t len = strlen(value);

	for (size_t i = 0; len >= 3 && i < 3; i++)	/* "Euro - EUR" */
		m->header_currency[i] = (char)(value[len - 3 + i] & ~32);
}

static int bind_column(struct match *m, struct arena *a,
		       const struct profile_column *pc, const char *file,
		       struct diags *diags, struct err *err)
{
	int column = fact_column_find(m->kind, pc->column);
	int extra = extra_find(pc->column);
	struct binding b = { .pc = pc, .cell = -1, .join = -1, .plus = -1 };
	char code[4] = "";

	if (column < 0 && extra < 0)
		return err_set(err, ERR_CONFIG,
			       "profile '%s': %s has no column '%s'",
			       m->profile->id, m->kind->id, pc->column);
	if (!pc->value) {
		b.cell = column_cell(&m->table, a, pc, code);
		if (b.cell >= 0) {
			note_repeats(m, &b, diags);
			bind_fill(m, a, &b);
		} else {
			b.pc = pc->above ? bind_above(m, a, pc, diags) : NULL;
			if (!b.pc && !pc->otherwise)
				return 0;
			b.pc = b.pc ? b.pc : pc;
		}
	}
	if (b.cell < 0 && extra == EXTRA_CURRENCY)
		bind_currency(m, b.pc->value ? b.pc->value :
			      b.pc->otherwise);
	if (*code)
		memcpy(m->header_currency, code, sizeof code);
	if (pc->plus && b.cell >= 0) {
		b.plus = header_find(&m->table, a, pc->plus, strlen(pc->plus),
				     NULL);
		if (b.plus < 0)
			return 0;
	}
	if (pc->join && b.cell >= 0) {
		b.join = header_find(&m->table, a, pc->join, strlen(pc->join),
				     NULL);
		if (b.join < 0 && pc->required)
			return err_set(err, ERR_DATA,
				       "%s:%lld: the header '%s' is missing; "
				       "profile '%s' joins it with '%s'", file,
				       (long long)m->table.line, pc->join,
				       m->profile->id,
				       m->table.header[b.cell]);
	}
	if (column >= 0)
		m->column[column] = b;
	else
		m->extra[extra] = b;
	return 0;
}

static void search_record(struct search *s, struct arena *a,
			  const struct table *t,
			  const struct profile *const *profiles, size_t n,
			  const char *forced)
{
	for (size_t p = 0; p < n; p++) {
		struct fit fit;

		if (forced && strcmp(forced, profiles[p]->id))
			continue;
		fit = fit_profile(profiles[p], t, a);
		/* who names the profile has recognised it */
		if (forced && fit.found > 0 && !fit.lacks)
			fit.ok = true;
		note_fit(s, &fit);
	}
}

static void search_head(struct search *s, struct arena *a,
			const struct head *h,
			const struct profile *const *profiles, size_t n,
			const char *forced)
{
	struct preamble above;

	preamble_begin(&above, h->file);
	for (size_t i = 0; i < h->n && i < HEADER_SEARCH; i++) {
		struct table t;

		if (h->rec[i].blank)
			continue;
		table_begin(&t, a, h, i);
		t.above = above;
		preamble_add(&above, a, &h->rec[i]);
		search_record(s, a, &t, profiles, n, forced);
	}
}

bool match_is_header(struct arena *a, const struct head *h, size_t index,
		     const struct profile *const *profiles, size_t n,
		     const char *forced)
{
	struct search s = { 0 };
	struct table t;

	table_begin(&t, a, h, index);
	preamble_begin(&t.above, h->file);
	for (size_t i = 0; i < index; i++)
		preamble_add(&t.above, a, &h->rec[i]);
	search_record(&s, a, &t, profiles, n, forced);
	return s.best.profile != NULL;
}

static int check_forced(const struct profile *const *profiles, size_t n,
			const char *forced, struct err *err)
{
	const char *names[256];
	const char *near;
	size_t known = 0;

	for (size_t i = 0; i < n; i++) {
		if (!strcmp(profiles[i]->id, forced))
			return 0;
		if (known < sizeof names / sizeof *names)
			names[known++] = profiles[i]->id;
	}
	near = text_nearest(forced, names, known);
	return err_set(err, ERR_USAGE, "there is no profile '%.60s'%s%s%s; "
		       "`tuneup list profiles` shows what there is", forced,
		       near ? "; did you mean '" : "", near ? near : "",
		       near ? "'?" : "");
}

int match_find(struct match *m, struct arena *a, const struct head *h,
	       const struct profile *const *profiles, size_t n,
	       const char *forced, const char *file, struct diags *diags,
	       struct err *err)
{
	struct search s = { 0 };

	*m = (struct match){ 0 };
	if (forced && check_forced(profiles, n, forced, err))
		return -1;
	search_head(&s, a, h, profiles, n, forced);
	if (!s.best.profile && !forced &&
	    (m->profile = transposed_find(h, a, profiles, n)))
		return err_set(err, ERR_DATA,
			       "%s:1: the table lies on its side: the headers "
			       "of profile '%s' stand in its first column; "
			       "turn it round in a spreadsheet (paste special, "
			       "transpose) and save it as CSV again", file,
			       m->profile->id);
	if (!s.best.profile)
		return forced ? refuse_forced(&s, a, file, forced, err) :
			refuse_none(&s, a, file, err);
	if (s.tie)
		return err_set(err, ERR_DATA,
			       "%s: the header fits '%s' and '%s' equally well "
			       "(%d headers each); say which with --profile",
			       file, s.best.profile->id, s.tied.profile->id,
			       s.best.found);
	m->profile = s.best.profile;
	m->kind = fact_kind_find(m->profile->kind);
	if (!m->kind)
		return err_set(err, ERR_CONFIG,
			       "profile '%s': there is no fact kind '%s'",
			       m->profile->id, m->profile->kind);
	table_begin(&m->table, a, h, s.best.index);
	preamble_begin(&m->table.above, h->file);
	for (size_t i = 0; i < s.best.index; i++)
		preamble_add(&m->table.above, a, &h->rec[i]);
	if (!m->profile->preamble_dates)
		m->table.above.has_range = m->table.above.unbounded = false;
	for (size_t i = 0; i < m->profile->n_columns; i++)
		if (bind_column(m, a, &m->profile->columns[i], file, diags,
				err))
			return -1;
	return 0;
}

bool import_names_known(const char *kind, const char *column)
{
	const struct fact_kind *k = fact_kind_find(kind);

	if (!k)
		return false;
	if (!column || fact_column_find(k, column) >= 0)
		return true;
	for (int i = 0; i < EXTRAS; i++)
		if (!strcmp(extra_names[i], column))
			return true;
	return false;
}
