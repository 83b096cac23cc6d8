/*
 * The Pareto of defects, twice: by how often and by the minutes they take.
 * What is frequent is seldom what is dear, so one chart alone would mislead.
 * Bars carry their number; the share that has been reached so far stands in
 * the table, where it can be read off exactly.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define BARS 10			/* in a chart; the table has all */

enum {
	COL_TYPE, COL_N, COL_SHARE, COL_SO_FAR, COL_MINUTES, COL_MINUTES_SHARE,
	COL_EACH, COL_WHERE, COLUMNS
};

/* A Pareto on its way: types in the order of one measure. */
struct pareto {
	bool by_minutes;
	const struct defect_type **type;
	size_t n;
	double total;
};

static double measure(const struct pareto *p, const struct defect_type *t)
{
	return p->by_minutes ? t->minutes : (double)t->n;
}

static int by_minutes(const void *x, const void *y)
{
	const struct defect_type *const *a = x, *const *b = y;

	if ((*a)->minutes < (*b)->minutes || (*a)->minutes > (*b)->minutes)
		return (*a)->minutes > (*b)->minutes ? -1 : 1;
	return (*a < *b) ? -1 : (*a > *b);
}

static void pareto_of(struct doc *d, struct pareto *p,
		      const struct report_input *in, bool minutes)
{
	const struct defect_list *l = in->defects;

	*p = (struct pareto){ .by_minutes = minutes };
	if (!l || !l->n)
		return;
	p->type = arena_array(&d->arena, l->n, sizeof *p->type);
	for (size_t i = 0; i < l->n; i++) {
		if (minutes && !(l->type[i].minutes > 0))
			continue;
		p->type[p->n++] = &l->type[i];
	}
	p->total = minutes ? l->minutes : (double)l->total;
	if (minutes && p->n)
		qsort(p->type, p->n, sizeof *p->type, by_minutes);
}

/* How many of the first types hold 80 % of all. */
static size_t vital(const struct pareto *p)
{
	double sum = 0;

	for (size_t i = 0; i < p->n; i++) {
		sum += measure(p, p->type[i]);
		if (sum >= 0.8 * p->total)
			return i + 1;
	}
	return p->n;
}

static const char *pareto_title(struct doc *d, const struct pareto *p)
{
	size_t few = vital(p);
	const char *what = p->by_minutes ? "correction minutes" : "defects";
	char share[NUM_TEXT_MAX];
	double sum = 0;

	if (!p->n)
		return p->by_minutes ? "No defect took recorded minutes" :
				       "No defect was named";
	if (p->n == 1)
		return arena_printf(&d->arena, "All %s are of one type", what);
	for (size_t i = 0; i < few; i++)
		sum += measure(p, p->type[i]);
	percent_text(share, sum / p->total, 0);
	return few == 1 ?
		arena_printf(&d->arena, "One of %zu types makes %s of %s",
			     p->n, share, what) :
		arena_printf(&d->arena, "%zu of %zu types make %s of %s",
			     few, p->n, share, what);
}

static const char *pareto_alt(struct doc *d, const struct chart *c)
{
	struct strbuf s = STRBUF_INIT;
	char buf[NUM_TEXT_MAX];
	const char *text;

	strbuf_printf(&s, "%s.", c->title);
	for (size_t i = 0; i < c->n; i++)
		strbuf_printf(&s, " %s: %s%s%s.", c->label[i],
			      num_text(buf, c->value[i], c->digits),
			      *c->unit ? " " : "", c->unit);
	text = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return text;
}

static void pareto_bars(struct doc *d, struct chart *c, const struct pareto *p)
{
	size_t few = vital(p), shown = p->n > BARS ? BARS - 1 : p->n;
	double rest = 0;

	c->n = p->n > BARS ? BARS : p->n;
	c->label = arena_array(&d->arena, c->n, sizeof *c->label);
	c->value = arena_array(&d->arena, c->n, sizeof *c->value);
	c->tone = arena_array(&d->arena, c->n, sizeof *c->tone);
	for (size_t i = 0; i < shown; i++) {
		c->label[i] = defect_words(d, p->type[i]->defect);
		c->value[i] = measure(p, p->type[i]);
		c->tone[i] = i < few ? TONE_STRONG : TONE_MUTED;
	}
	for (size_t i = shown; i < p->n; i++)
		rest += measure(p, p->type[i]);
	if (shown == p->n)
		return;
	c->label[shown] = count_words(d, (int64_t)(p->n - shown), "other");
	c->value[shown] = rest;
	c->tone[shown] = TONE_MUTED;
}

/* Cumulative shares, in the order of the bars. */
static void so_far(struct doc *d, struct chart *c, const struct pareto *p)
{
	double sum = 0;

	c->centre = arena_array(&d->arena, c->n, sizeof *c->centre);
	for (size_t i = 0; i < c->n; i++) {
		sum += c->value[i];
		c->centre[i] = sum / p->total;
	}
}

static void pareto_chart(struct doc *d, struct part *part,
			 const struct template_block *t,
			 const struct report_input *in, bool minutes)
{
	struct chart *c = &part_add(d, part, ELEMENT_CHART, block_defects.id,
				    t->span ? t->span : 6)->as.chart;
	struct pareto p;

	pareto_of(d, &p, in, minutes);
	c->type = CHART_PARETO;
	c->unit = minutes ? "min" : "";
	c->title = pareto_title(d, &p);
	c->subtitle = arena_printf(&d->arena, "%s by type, %s%s", minutes ?
				   "Correction minutes of defects" :
				   "Defects found", d->period, p.n > 1 ?
				   "; dark bars are the first 80 %, with the share "
				   "so far" : "");
	c->empty = arena_printf(&d->arena, "No review %s names a defect%s.",
				this_period(in, false),
				minutes ? " that took minutes" : "");
	c->alt = c->empty;
	c->target = NAN;
	if (!p.n)
		return;
	pareto_bars(d, c, &p);
	so_far(d, c, &p);
	c->alt = pareto_alt(d, c);
}

/* ---- the table ---------------------------------------------------------- */

static const struct column columns[COLUMNS] = {
	[COL_TYPE] = { "Type of defect", ALIGN_LEFT, 24, true },
	[COL_N] = { "Defects", ALIGN_RIGHT, 10, false },
	[COL_SHARE] = { "Share", ALIGN_RIGHT, 9, false },
	[COL_SO_FAR] = { "Share so far", ALIGN_RIGHT, 12, false },
	[COL_MINUTES] = { "Correction, min", ALIGN_RIGHT, 14, false },
	[COL_MINUTES_SHARE] = { "Share of minutes", ALIGN_RIGHT, 14, false },
	[COL_EACH] = { "Minutes each", ALIGN_RIGHT, 12, false },
	[COL_WHERE] = { "Mostly in", ALIGN_LEFT, 30, true },
};

static struct cell share_cell(double part, double whole, const char *why)
{
	return whole > 0 ? cell_percent(part / whole, 1) : cell_dash(why);
}

static void measure_cells(struct cell *row, int64_t n, int64_t blank,
			  double minutes, double all)
{
	if (n == blank) {
		row[COL_MINUTES] = cell_dash("no minutes were recorded");
		row[COL_MINUTES_SHARE] = row[COL_MINUTES];
		row[COL_EACH] = row[COL_MINUTES];
	} else {
		row[COL_MINUTES] = cell_number(minutes, 0);
		row[COL_MINUTES_SHARE] = share_cell(minutes, all,
						    "no minutes at all");
		row[COL_EACH] = cell_number(minutes / (double)(n - blank), 1);
	}
}

static void type_row(struct doc *d, struct table *table,
		     const struct report_input *in,
		     const struct defect_type *t, int64_t *so_far)
{
	const struct defect_list *l = in->defects;
	struct cell *row = table_row(d, table);

	*so_far += t->n;
	row[COL_TYPE] = cell_text(defect_words(d, t->defect));
	row[COL_N] = cell_number((double)t->n, 0);
	row[COL_SHARE] = cell_percent((double)t->n / (double)l->total, 1);
	row[COL_SO_FAR] = cell_percent((double)*so_far / (double)l->total, 1);
	measure_cells(row, t->n, t->blank, t->minutes, l->minutes);
	row[COL_WHERE] = cell_text(arena_printf(&d->arena, "%s (%lld)",
				   workflow_name(d, in, t->workflow),
				   (long long)t->in_workflow));
}

static int64_t blanks_of(const struct defect_list *l)
{
	int64_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->type[i].blank;
	return n;
}

static void total_row(struct doc *d, struct table *table,
		      const struct defect_list *l)
{
	struct cell *row = table_row(d, table);

	row[COL_TYPE] = cell_text("All types");
	row[COL_N] = cell_number((double)l->total, 0);
	row[COL_SHARE] = cell_percent(1, 1);
	measure_cells(row, l->total, blanks_of(l), l->minutes, l->minutes);
	table->total_row = true;
}

/* What the minutes leave out, and what no type explains. */
static void note_rest(struct doc *d, struct part *p,
		      const struct defect_list *l)
{
	int64_t blank = blanks_of(l);
	char minutes[NUM_TEXT_MAX];

	if (blank && blank < l->total)
		part_add_text(d, p, block_defects.id, TEXT_NOTE,
			      arena_printf(&d->arena, "%s without correction "
					   "minutes.", count_words(d, blank,
								  "defect")));
	if (!l->untyped)
		return;
	num_text(minutes, l->untyped_minutes, 0);
	part_add_text(d, p, block_defects.id, TEXT_NOTE,
		      arena_printf(&d->arena, "%s corrected without naming a "
				   "defect: %s minutes that no type explains.",
				   count_words(d, l->untyped, "review"),
				   minutes));
}

static const char *headline(struct doc *d, const struct report_input *in)
{
	const struct defect_list *l = in->defects;
	struct pareto p;
	char share[NUM_TEXT_MAX];

	pareto_of(d, &p, in, true);
	if (!l || !l->n)
		return arena_printf(&d->arena, "No defect was named %s",
				    this_period(in, false));
	if (!p.n)
		return arena_printf(&d->arena, "%s %s; no minutes were "
				    "recorded",
				    count_words(d, l->total, "defect"),
				    this_period(in, false));
	percent_text(share, p.type[0]->minutes / l->minutes, 0);
	return arena_printf(&d->arena, "%s of the correction minutes of "
			    "defects went into %s", share,
			    defect_words(d, p.type[0]->defect));
}

static void defects_build(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in)
{
	const struct defect_list *l = in->defects;
	struct table *table;
	int64_t so_far = 0;

	part_headline(d, p, &block_defects, headline(d, in));
	pareto_chart(d, p, t, in, true);
	pareto_chart(d, p, t, in, false);
	table = part_table(d, p, t, &block_defects);
	table->title = "All types of defect";
	table->subtitle = arena_printf(&d->arena, "Each review that names a "
				       "defect, all work, %s", d->period);
	table->empty = arena_printf(&d->arena, "No review %s names a defect.",
				    this_period(in, false));
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; l && i < l->n; i++)
		type_row(d, table, in, &l->type[i], &so_far);
	if (!l || !l->n)
		return;
	total_row(d, table, l);
	note_rest(d, p, l);
}

const struct block block_defects = {
	.id = "defects",
	.help = "types of defect by how often and by their correction "
		"minutes, with a chart each",
	.span = 12,
	.build = defects_build,
};
