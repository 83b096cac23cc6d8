#include "ingest/plan.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "ingest/audit.h"
#include "ingest/cells.h"
#include "ingest/fields.h"
#include "ingest/figures.h"
#include "ingest/zones.h"

static enum date_order order_of(const char *name)
{
	if (!name || !*name)
		return DATE_UNDECIDED;
	if (!strcmp(name, "dmy"))
		return DATE_DMY;
	return strcmp(name, "mdy") ? DATE_YMD : DATE_MDY;
}

static enum decimal_mark mark_of(const char *name)
{
	if (!name || !*name)
		return MARK_UNDECIDED;
	return strcmp(name, "comma") ? MARK_POINT : MARK_COMMA;
}

static const char *first_of(const char *option, const char *profile)
{
	return option && *option ? option : profile;
}

enum decimal_mark plan_mark(const struct profile *p,
			    const struct import_options *options)
{
	return mark_of(first_of(options->decimal, p->number));
}

bool plan_uses(const struct plan *p, int cell)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->column[i].cell == cell || p->column[i].join == cell ||
		    p->column[i].plus == cell)
			return true;
	return false;
}

/* Milliseconds of a profile's `unit`. */
static int64_t unit_ms(const struct profile_column *pc)
{
	double scale = pc->scale > 0 ? pc->scale : 1;

	if (!pc->unit || !*pc->unit)
		return (int64_t)llround(MS_PER_MINUTE * scale);
	if (!strcmp(pc->unit, "ms"))
		return 1;
	if (!strcmp(pc->unit, "s"))
		return 1000;
	return strcmp(pc->unit, "h") ? MS_PER_MINUTE : MS_PER_HOUR;
}

/* One unit of a cell in stored units: 60,000 ms for a minute; of a time, of
 * the duration that is added to it. */
static int64_t unit_of(const struct fact_column *fc,
		       const struct profile_column *pc)
{
	double scale = pc->scale > 0 ? pc->scale : 1;

	switch (fc->type) {
	case FACT_DURATION:
	case FACT_TIME:
		return unit_ms(pc);
	case FACT_MONEY:
	case FACT_FINE:
		return (int64_t)llround(MONEY_SCALE * scale);
	case FACT_MEASURE:
		return (int64_t)llround(MEASURE_SCALE * scale);
	default:
		return 1;
	}
}

static enum evidence evidence_for(const struct plan_column *c)
{
	if (!c->fc)
		return c->extra == EXTRA_PERIOD_END ? EVIDENCE_DATE :
			EVIDENCE_NONE;
	switch (c->fc->type) {
	case FACT_TIME:
	case FACT_DAY:
		return EVIDENCE_DATE;
	case FACT_DURATION:
	case FACT_MONEY:
	case FACT_MEASURE:
	case FACT_COUNT:
	case FACT_FINE:
		return EVIDENCE_NUMBER;
	default:
		return EVIDENCE_NONE;
	}
}

static void add_column(struct plan *p, const struct binding *b, int column,
		       int extra, const struct import_options *options)
{
	const struct match *m = p->match;
	struct plan_column *c;

	if (!b->pc)
		return;
	c = &p->column[p->n++];
	*c = (struct plan_column){
		.column = column, .pc = b->pc, .cell = b->cell,
		.join = b->join, .plus = b->plus, .how = "", .unit = 1,
		.fill = b->fill, .n_fill = b->n_fill,
		.header = b->cell >= 0 ? m->table.header[b->cell] :
			b->pc->column,
		.format = b->pc->format ? b->pc->format : "",
	};
	if (column >= 0) {
		c->fc = &m->kind->columns[column];
		c->person = c->fc->flags & COLUMN_PERSON;
		c->unit = unit_of(c->fc, b->pc);
	} else {
		c->extra = (enum extra_column)extra;
	}
	c->order = order_of(first_of(options->date_order, m->profile->dates));
	c->mark = plan_mark(m->profile, options);
	if (c->cell < 0) {	/* our own constants are plain */
		c->mark = MARK_POINT;
		return;
	}
	c->needs = evidence_for(c);
	c->has_offset = c->needs == EVIDENCE_DATE &&
		(zone_of_header(&c->offset, c->header) ||
		 (c->join >= 0 &&
		  zone_of_header(&c->offset, m->table.header[c->join])));
	if (c->needs == EVIDENCE_DATE && *c->format &&
	    !strstr(c->format, "auto")) {
		c->needs = EVIDENCE_NONE;
		c->how = "dates by the profile's format";
	}
}

void plan_add_audited(struct plan *p, int cell,
		      const struct profile_column *pc, enum evidence needs,
		      const struct import_options *options)
{
	const struct match *m = p->match;

	p->column[p->n++] = (struct plan_column){
		.column = -1, .pc = pc, .cell = cell, .join = -1, .plus = -1,
		.how = needs == EVIDENCE_NONE ? "audited field" : "",
		.unit = 1, .header = m->table.header[cell], .format = "",
		.audited = true, .needs = needs,
		.order = order_of(first_of(options->date_order, "")),
		.mark = plan_mark(m->profile, options),
	};
}

/* Which days a file without a day column covers. */
static int plan_period(struct plan *p, const struct import_options *options,
		       struct err *err)
{
	const struct match *m = p->match;
	const struct table *t = &m->table;
	struct period given;

	p->period = true;
	if (options->period) {
		if (period_parse(&given, options->period,
				 p->config->quarter_starts))
			return err_set(err, ERR_USAGE,
				       "--period %.60s is no period; expected "
				       "FROM..TO such as "
				       "2026-01-01..2026-03-31",
				       options->period);
		p->first = given.first;
		p->last = given.last;
		return 0;
	}
	if (t->above.has_range) {
		p->first = t->above.first;
		p->last = t->above.last;
		return 0;
	}
	if (t->above.unbounded)
		return err_set(err, ERR_DATA,
			       "%s:%lld: the report covers all time and its "
			       "rows have no day; say which days it covers "
			       "with --period FROM..TO, or export it with a "
			       "day column", p->file,
			       (long long)t->above.range_line);
	return err_set(err, ERR_DATA,
		       "%s:%lld: the rows have no day, and no line above the "
		       "header says which days they cover; say it with "
		       "--period FROM..TO, or export the file with a day "
		       "column", p->file, (long long)t->line);
}

static int day_column(const struct fact_kind *kind)
{
	for (size_t c = 0; c < kind->n_columns; c++)
		if (kind->columns[c].flags & COLUMN_DAY)
			return (int)c;
	BUG("kind %s has no day column", kind->id);
}

static int plan_days(struct plan *p, const struct import_options *options,
		     struct err *err)
{
	const struct match *m = p->match;
	int day = day_column(m->kind);
	const char *name = m->kind->columns[day].name;

	if (m->column[day].pc || m->extra[EXTRA_PERIOD_END].pc ||
	    m->extra[EXTRA_MONTH].pc || m->extra[EXTRA_PERIOD].pc) {
		if (options->period)
			return err_set(err, ERR_USAGE,
				       "%s:%lld: the rows have days of their "
				       "own; leave --period away", p->file,
				       (long long)m->table.line);
		return 0;
	}
	if (m->extra[EXTRA_NTH_DAY].pc || m->extra[EXTRA_NTH_WEEK].pc ||
	    m->extra[EXTRA_NTH_MONTH].pc) {
		int ret = plan_period(p, options, err);

		p->period = false;	/* it only says where days begin */
		return ret;
	}
	if (m->profile->period_rows ||
	    fact_column_find(m->kind, "period_start") >= 0)
		return plan_period(p, options, err);
	return err_set(err, ERR_DATA, "%s:%lld: no column '%s': each row of %s "
		       "needs its day", p->file, (long long)m->table.line, name,
		       m->kind->id);
}

/* What the kind table cannot say: one of two columns must be there. */
static int check_outcome(const struct plan *p, struct err *err)
{
	const struct match *m = p->match;

	if (m->kind != &kind_corrections || m->column[COR_OUTCOME].pc ||
	    m->column[COR_CORRECTION].pc)
		return 0;
	return err_set(err, ERR_DATA, "%s:%lld: neither 'outcome' nor "
		       "'correction_minutes' is among the columns; corrections "
		       "need one of them", p->file, (long long)m->table.line);
}

int plan_begin(struct plan *p, struct arena *a, const struct match *m,
	       const struct config *config,
	       const struct import_options *options, const char *file,
	       struct err *err)
{
	const char *zone = m->profile->zone;

	*p = (struct plan){ .match = m, .config = config, .file = file };
	p->column = arena_array(a, m->kind->n_columns + EXTRAS + m->table.n +
				(m->profile->audit ?
				 m->profile->audit->n_fields + 1 : 0),
				sizeof *p->column);
	for (size_t c = 0; c < m->kind->n_columns; c++)
		add_column(p, &m->column[c], (int)c, 0, options);
	for (int e = 0; e < EXTRAS; e++)
		add_column(p, &m->extra[e], -1, e, options);
	fields_begin(p, a);
	figures_begin(p, a, options);
	if (zone && *zone && strcmp(zone, config->zone))
		p->zone = strcmp(zone, "UTC") ? ZONE_OTHER : ZONE_IS_UTC;
	return audit_begin(p, a, options, err) || check_outcome(p, err) ||
		plan_days(p, options, err) ? -1 : 0;
}

bool plan_lacks_row_ids(const struct plan *p)
{
	const struct match *m = p->match;

	return m->kind == &kind_campaigns &&
		profile_is_canonical(m->profile) && m->column[CAM_ROW_ID].pc && !p->row_ids;
}

static void look_at_row_id(struct plan *p, const struct record *r)
{
	size_t cell;
	const char *s;
	size_t len;

	if (!plan_lacks_row_ids(p))
		return;
	cell = (size_t)p->match->column[CAM_ROW_ID].cell;
	if (cell >= r->n)
		return;
	s = r->cell[cell].s;
	len = r->cell[cell].len;
	utf8_trim(&s, &len);
	p->row_ids = !cell_is_missing(p->match->profile, s, len, false);
}

void plan_cell(const struct plan *p, const struct plan_column *c,
	       const struct record *r, const char **s, size_t *len)
{
	int cell = c->cell;

	for (size_t i = 0; ; i++) {
		*s = r->cell[cell].s;
		*len = r->cell[cell].len;
		if (i == c->n_fill)
			return;
		utf8_trim(s, len);
		if (!cell_is_missing(p->match->profile, *s, *len, false) ||
		    (size_t)c->fill[i] >= r->n)
			return;
		cell = c->fill[i];
	}
}

void plan_look(struct plan *p, const struct record *r)
{
	fields_look(p, r);
	figures_look(p, r);
	look_at_row_id(p, r);
	for (size_t i = 0; i < p->n; i++) {
		struct plan_column *c = &p->column[i];
		const char *s;
		size_t len;

		if (c->needs == EVIDENCE_NONE || (size_t)c->cell >= r->n)
			continue;
		plan_cell(p, c, r, &s, &len);
		utf8_trim(&s, &len);
		if (!len)
			continue;
		if (c->needs == EVIDENCE_DATE) {
			date_of_range(&s, &len, c->pc->range);
			date_evidence_add(&c->dates, s, len, r->line);
			date_evidence_add(&p->all_dates, s, len, r->line);
			continue;
		}
		number_evidence_add(&c->numbers, s, len, r->line);
		number_evidence_add(&p->all, s, len, r->line);
	}
	/* percentages of columns we do not use show the mark as well */
	for (size_t i = 0; i < r->n; i++)
		if (r->cell[i].len > 2 &&
		    r->cell[i].s[r->cell[i].len - 1] == '%')
			number_evidence_add(&p->all, r->cell[i].s,
					    r->cell[i].len, r->line);
}

/* What decides a column's order: its own dates, or where they all may be
 * read both ways, those of the other columns if they agree. */
static const struct date_evidence *dates_of(const struct plan *p,
					    const struct plan_column *c)
{
	bool own = c->dates.dmy_line || c->dates.mdy_line;

	return own || !p->all_dates.dmy_line == !p->all_dates.mdy_line ?
		&c->dates : &p->all_dates;
}

static bool date_is_open(const struct plan *p, const struct plan_column *c)
{
	const struct date_evidence *e = dates_of(p, c);

	return c->needs == EVIDENCE_DATE && c->order == DATE_UNDECIDED &&
		c->dates.open_line && !e->dmy_line && !e->mdy_line;
}

/* Our own format is written with a point where nothing speaks against it. */
static bool point_by_habit(const struct plan *p, const struct plan_column *c)
{
	return c->numbers.open_is_point && !p->all.comma_line &&
		profile_is_canonical(p->match->profile);
}

static bool number_is_open(const struct plan *p, const struct plan_column *c)
{
	const struct number_evidence *e = &c->numbers;

	if (c->figure && c->figure->texts > c->figure->numbers)
		return false;	/* it will be read as texts */
	if (c->needs != EVIDENCE_NUMBER || c->mark != MARK_UNDECIDED ||
	    !e->open_line || e->point_line || e->comma_line)
		return false;
	if (!p->all.point_line != !p->all.comma_line)
		return false;
	return !point_by_habit(p, c);
}

bool plan_is_open(const struct plan *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (date_is_open(p, &p->column[i]) ||
		    number_is_open(p, &p->column[i]))
			return true;
	return plan_lacks_row_ids(p);
}

static int decide_date(struct plan *p, struct plan_column *c, struct arena *a,
		       struct err *err)
{
	const struct date_evidence *e = dates_of(p, c);
	bool dmy = e->dmy_line > 0;

	if (*c->format && !c->dates.numeric) {
		c->how = "dates by the profile's formats";
		return 0;
	}
	if (!c->dates.numeric) {
		c->how = "dates with the year first or the month by name";
		return 0;
	}
	if (c->order == DATE_DMY || c->order == DATE_MDY) {
		c->how = c->order == DATE_DMY ? "dates day first, as told" :
			"dates month first, as told";
		return 0;
	}
	if (e->dmy_line && e->mdy_line)
		return err_set(err, ERR_DATA,
			       "%s:%lld: column '%s': '%s' can only be day "
			       "first, but '%s' in line %lld only month first; "
			       "export the file with ISO dates, or say "
			       "--date-order dmy or mdy to set the others "
			       "aside",
			       p->file, (long long)e->dmy_line, c->header,
			       e->dmy, e->mdy, (long long)e->mdy_line);
	if (!e->dmy_line && !e->mdy_line && e->open_line)
		return err_set(err, ERR_DATA,
			       "%s:%lld: column '%s': '%s' may be day or month "
			       "first, and no date of the file shows which; "
			       "say --date-order dmy or --date-order mdy",
			       p->file,
			       (long long)e->open_line, c->header, e->open);
	if (!e->dmy_line && !e->mdy_line)
		return 0;
	c->order = dmy ? DATE_DMY : DATE_MDY;
	c->how = arena_printf(a, "dates %s first: line %lld holds %s",
			      dmy ? "day" : "month",
			      (long long)(dmy ? e->dmy_line : e->mdy_line),
			      dmy ? e->dmy : e->mdy);
	return 0;
}

static int refuse_mixed_marks(struct plan *p, const struct plan_column *c,
			      struct err *err)
{
	const struct number_evidence *e = &c->numbers;

	return err_set(err, ERR_DATA,
		       "%s:%lld: column '%s': '%s' has a decimal comma, but "
		       "'%s' in line %lld a decimal point; export the file "
		       "again, or say --decimal comma or point to set the "
		       "others aside",
		       p->file, (long long)e->comma_line, c->header, e->comma,
		       e->point, (long long)e->point_line);
}

static int decide_number(struct plan *p, struct plan_column *c,
			 struct arena *a, struct err *err)
{
	const struct number_evidence *e = &c->numbers;
	const struct number_evidence *by = e;

	if (c->mark != MARK_UNDECIDED)
		return 0;
	if (e->point_line && e->comma_line)
		return refuse_mixed_marks(p, c, err);
	if (number_is_open(p, c))
		return err_set(err, ERR_DATA,
			       "%s:%lld: column '%s': '%s' may hold a decimal "
			       "mark or thousands, and no number of the file "
			       "shows which; say --decimal point or --decimal "
			       "comma", p->file, (long long)e->open_line,
			       c->header, e->open);
	if (!e->point_line && !e->comma_line && !point_by_habit(p, c) &&
	    !p->all.point_line != !p->all.comma_line)
		by = &p->all;
	if (by->comma_line)
		c->mark = MARK_COMMA;
	else if (by->point_line || e->open_line)
		c->mark = MARK_POINT;
	/* with nothing shown it stays open: see CELL_OPEN */
	if (e->open_line || by->comma_line)
		c->how = by->comma_line || by->point_line ?
			arena_printf(a, "decimal %s: line %lld holds %s",
				     by->comma_line ? "comma" : "point",
				     (long long)(by->comma_line ?
						 by->comma_line :
						 by->point_line),
				     by->comma_line ? by->comma : by->point) :
			"decimal point, as our own files are written";
	return 0;
}

static void note_zone(const struct plan_column *c, struct diags *diags)
{
	int minutes = (int)(c->offset < 0 ? -c->offset : c->offset) / 60;

	if (c->has_offset)
		diag_add(diags, DIAG_NOTE, "zone", 0, c->header,
			 "times without a zone of their own are UTC%c%02d:%02d, "
			 "as the header says", c->offset < 0 ? '-' : '+',
			 minutes / 60, minutes % 60);
}

static void note_period(const struct plan *p, struct diags *diags)
{
	char first[DATE_MAX], last[DATE_MAX];

	if (p->period)
		diag_add(diags, DIAG_NOTE, "period", 0, "",
			 "the rows have no day; each covers %s to %s",
			 day_format(first, p->first),
			 day_format(last, p->last));
}

int plan_decide(struct plan *p, struct arena *a, struct diags *diags,
		struct err *err)
{
	note_period(p, diags);
	if (fields_decide(p, diags, err) || figures_decide(p, diags, err))
		return -1;
	for (size_t i = 0; i < p->n; i++) {
		struct plan_column *c = &p->column[i];
		int ret = 0;

		if (c->needs == EVIDENCE_DATE)
			ret = decide_date(p, c, a, err);
		else if (c->needs == EVIDENCE_NUMBER)
			ret = decide_number(p, c, a, err);
		if (ret)
			return -1;
		note_zone(c, diags);
		if (*c->how && (c->numbers.open_line || c->dates.numeric ||
				c->mark == MARK_COMMA))
			diag_add(diags, DIAG_NOTE, "decided", 0, c->header,
				 "%s", c->how);
	}
	return 0;
}
