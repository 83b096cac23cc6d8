#include "ingest/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "ingest/fold.h"

/* Amounts are in millionths like every value, and may carry a currency. */
static const struct fact_column money = {
	"value", FACT_MONEY, 0, NULL, "an amount"
};

static bool is_rest(const char *name)
{
	return !strcmp(name, "*");
}

/* "Avg. CPC" is avg_cpc, "Seitenaufrufe" stays what it is. */
static const char *name_of(struct arena *a, const char *folded)
{
	char *out = arena_alloc(a, strlen(folded) + 1);
	size_t n = 0;

	for (const char *s = folded; *s; s++) {
		bool word = (unsigned char)*s >= 0x80 ||
			(*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9');

		if (word)
			out[n++] = *s;
		else if (n && out[n - 1] != '_')
			out[n++] = '_';
	}
	while (n && out[n - 1] == '_')
		n--;
	out[n] = '\0';
	return out;
}

static int first_header(const struct table *t, struct arena *a,
			const char *const *headers, size_t n)
{
	int cell = -1;

	for (size_t i = 0; i < n && cell < 0; i++)
		cell = match_header(t, a, headers[i]);
	return cell;
}

static void add_figure(struct plan *p, struct arena *a,
		       const struct profile_metric *pm, int cell, bool named,
		       const struct import_options *options)
{
	const struct match *m = p->match;
	const struct fact_kind *kind = m->kind;
	struct plan_column *c = &p->column[p->n++];
	struct plan_figure *f = arena_alloc(a, sizeof *f);
	struct profile_column *pc = arena_alloc(a, sizeof *pc);

	*f = (struct plan_figure){
		.metric = named && pm->metric ? pm->metric :
			name_of(a, m->table.folded[cell]),
		.base = first_header(&m->table, a, pm->base, pm->n_base),
		.named = named,
	};
	if (*pm->unit)
		f->unit = fact_word_find(&kind->columns[SER_UNIT], pm->unit,
					 strlen(pm->unit));
	*pc = (struct profile_column){
		.column = arena_printf(a, "metric %s", f->metric),
		.format = "", .scale = 1
	};
	*c = (struct plan_column){
		.column = SER_VALUE, .figure = f, .pc = pc, .how = "",
		.fc = strcmp(pm->unit, "money") ? &kind->columns[SER_VALUE] :
			&money,
		.header = m->table.header[cell], .cell = cell, .join = -1,
		.plus = -1,
		.needs = EVIDENCE_NUMBER, .format = "",
		.mark = plan_mark(m->profile, options),
		.unit = MONEY_SCALE,
	};
}

static bool is_cut(const struct plan *p, int cell)
{
	for (size_t i = 0; i < p->n_cuts; i++)
		if (p->cut[i].cell == cell)
			return true;
	return false;
}

static void add_cut(struct plan *p, struct arena *a, int cell,
		    const char *name, size_t len)
{
	p->cut[p->n_cuts++] = (struct plan_cut){
		cell, name_of(a, text_fold(a, name, len))
	};
}

static void add_cut_of_header(struct plan *p, int cell)
{
	const char *header = p->match->table.header[cell];

	add_cut(p, p->arena, cell, header, strlen(header));
}

void figures_begin(struct plan *p, struct arena *a,
		   const struct import_options *options)
{
	const struct profile *pf = p->match->profile;
	const struct table *t = &p->match->table;
	const struct profile_metric *rest = NULL;

	if (!pf->n_metrics)
		return;
	p->cut = arena_array(a, t->n, sizeof *p->cut);
	for (size_t i = 0; i < pf->n_cut_by; i++) {
		int cell = match_header(t, a, pf->cut_by[i]);

		if (is_rest(pf->cut_by[i]))
			p->cuts_rest = true;
		else if (cell >= 0 && !plan_uses(p, cell) && !is_cut(p, cell))
			add_cut(p, a, cell, pf->cut_by[i],
				strcspn(pf->cut_by[i], "|"));
	}
	for (size_t i = 0; i < pf->n_metrics; i++) {
		const struct profile_metric *pm = &pf->metrics[i];
		int cell = first_header(t, a, pm->from, pm->n_from);

		if (is_rest(pm->from[0]))
			rest = pm;
		else if (cell >= 0 && !plan_uses(p, cell) && !is_cut(p, cell))
			add_figure(p, a, pm, cell, true, options);
	}
	for (size_t i = 0; (rest || p->cuts_rest) && i < t->n; i++)
		if (*t->folded[i] && !plan_uses(p, (int)i) &&
		    !is_cut(p, (int)i))
			add_figure(p, a, rest ? rest : &pf->metrics[0],
				   (int)i, false, options);
	p->figures_rest = rest != NULL;
	p->arena = a;
}

/* In either way of writing. */
static bool is_number(const char *s, size_t len)
{
	char code[4];
	int64_t unused;

	number_currency(code, &s, &len);
	return !number_read(&unused, s, len, MARK_POINT, 1) ||
		!number_read(&unused, s, len, MARK_COMMA, 1);
}

/* Is it above 1, whichever mark is the decimal one? */
static bool is_above_one(const char *s, size_t len)
{
	int64_t point = 0, comma = 0;
	bool a = !number_read(&point, s, len, MARK_POINT, MONEY_SCALE);
	bool b = !number_read(&comma, s, len, MARK_COMMA, MONEY_SCALE);

	return (a || b) && (!a || llabs(point) > MONEY_SCALE) &&
		(!b || llabs(comma) > MONEY_SCALE);
}

static bool is_signed(const char *s, size_t len)
{
	return len > 1 && s[len - 1] == '%';
}

static void look_at_share(struct plan_figure *f, const char *s, size_t len,
			  int64_t line)
{
	if (is_signed(s, len)) {
		f->percents++;
	} else if (!f->over_line && is_above_one(s, len)) {
		f->over_line = line;
		snprintf(f->over, sizeof f->over, "%.*s",
			 (int)(len < sizeof f->over ? len :
			       sizeof f->over - 1), s);
	}
}

void figures_look(struct plan *p, const struct record *r)
{
	for (size_t i = 0; i < p->n; i++) {
		struct plan_column *c = &p->column[i];
		const char *s;
		size_t len;

		if (!c->figure || (size_t)c->cell >= r->n)
			continue;
		s = r->cell[c->cell].s;
		len = r->cell[c->cell].len;
		utf8_trim(&s, &len);
		if (cell_is_missing(p->match->profile, s, len, true))
			continue;
		look_at_share(c->figure, s, len, r->line);
		if (is_number(s, len))
			c->figure->numbers++;
		else
			c->figure->texts++;
	}
}

/* A column nobody named is a metric, cuts the others, or is left. */
static bool is_metric(struct plan *p, const struct plan_column *c)
{
	const struct plan_figure *f = c->figure;

	if (f->named)
		return true;
	if (f->texts > f->numbers && p->cuts_rest)
		add_cut_of_header(p, c->cell);
	return p->figures_rest && f->numbers && f->numbers >= f->texts;
}

/* "CTR (%)", "Open rate %", "Rate in Prozent". */
static bool names_percent(const char *header)
{
	return strchr(header, '%') || strcasestr(header, "percent") ||
		strcasestr(header, "prozent");
}

static int64_t unit_rate(void)
{
	return fact_word_find(&kind_series.columns[SER_UNIT], "rate",
			      strlen("rate"));
}

/* 0.125, 12.5 and 12.5 % may all say the same: one way for a column. */
static void decide_share(struct plan *p, struct plan_column *c,
			 struct diags *diags)
{
	struct plan_figure *f = c->figure;
	bool named = names_percent(c->header);

	if (!f->unit && (f->percents || named))
		f->unit = unit_rate();
	if (f->unit != unit_rate())
		return;
	if (named || (f->over_line && !f->percents)) {
		f->share = SHARE_PERCENT;
		c->how = named ? "percentages, as the header says" :
			arena_printf(p->arena, "percentages: line %lld holds "
				     "%s", (long long)f->over_line, f->over);
		diag_add(diags, DIAG_NOTE, "decided", 0, c->header, "%s",
			 c->how);
	} else {
		f->share = f->percents ? SHARE_SIGNED : SHARE_FRACTION;
		if (!f->percents)
			c->how = "fractions of 1: no number is above 1";
	}
}

int figures_decide(struct plan *p, struct diags *diags, struct err *err)
{
	size_t n = 0;

	if (!p->match->profile->n_metrics)
		return 0;
	for (size_t i = 0; i < p->n; i++) {
		struct plan_column *c = &p->column[i];

		if (c->figure && !is_metric(p, c))
			continue;
		if (c->figure) {
			p->n_figures++;
			decide_share(p, c, diags);
			diag_add(diags, DIAG_NOTE, "figure", 0, c->header,
				 "is the metric %s", c->figure->metric);
		}
		p->column[n++] = *c;
	}
	p->n = n;
	if (p->n_figures || !p->rows_seen)
		return 0;
	return err_set(err, ERR_DATA, "%s:%lld: no column holds figures; "
		       "expected a column of numbers for each metric", p->file,
		       (long long)p->match->table.line);
}

/* "page=/pricing; country=DE" */
static void read_cuts(struct rows *r, const struct record *rec)
{
	const struct plan *p = r->plan;
	struct fact_cell *to = &r->cell[SER_DIMENSION];
	const char *text = NULL;

	for (size_t i = 0; i < p->n_cuts; i++) {
		const struct plan_cut *cut = &p->cut[i];
		const char *s;

		if ((size_t)cut->cell >= rec->n)
			continue;
		s = text_line(&r->reader.scratch, rec->cell[cut->cell].s,
			      rec->cell[cut->cell].len);
		if (!*s)
			continue;
		text = arena_printf(&r->reader.scratch, "%s%s%s=%s",
				    text ? text : "", text ? "; " : "",
				    cut->name, s);
	}
	if (!text)
		return;
	to->s = text;
	to->len = (uint32_t)strlen(text);
}

/* How many events a rate is a share of; a base that is no number is none. */
static int64_t read_base(const struct plan_column *c, const struct record *rec)
{
	int at = c->figure->base;
	const char *s;
	size_t len;
	int64_t base;

	if (at < 0 || (size_t)at >= rec->n)
		return FACT_NULL;
	s = rec->cell[at].s;
	len = rec->cell[at].len;
	utf8_trim(&s, &len);
	if (number_read(&base, s, len, c->mark == MARK_UNDECIDED ? MARK_POINT :
			c->mark, MEASURE_SCALE) || base < 0)
		return FACT_NULL;
	return base;
}

static enum cell_result bad_share(struct rows *r, const char *expected)
{
	r->reader.fault = "bad-number";
	r->reader.expected = expected;
	return CELL_BAD;
}

/* A cell was read: is it written the way the column was found to be? */
static enum cell_result read_share(struct rows *r, const struct plan_column *c,
				   const struct record *rec, int64_t *value)
{
	const struct cell *cell = &rec->cell[c->cell];
	const char *s = cell->s;
	size_t len = cell->len;
	bool has_sign;

	utf8_trim(&s, &len);
	has_sign = is_signed(s, len);
	switch (c->figure->share) {
	case SHARE_PERCENT:
		if (!has_sign)
			*value = num_muldiv(*value, 1, 100);
		return CELL_OK;
	case SHARE_SIGNED:
		return has_sign || !*value ? CELL_OK :
			bad_share(r, "a number with a % behind it, as in "
				  "other cells of the column");
	case SHARE_FRACTION:
		if (!has_sign && llabs(*value) <= MONEY_SCALE)
			return CELL_OK;
		return r->reader.all_seen ? bad_share(r, "a share from 0 to 1, "
						      "as in other cells of "
						      "the column") :
			CELL_OPEN;
	default:	/* no rate, it seemed */
		return has_sign && !c->figure->unit && !r->reader.all_seen ?
			CELL_OPEN : CELL_OK;
	}
}

enum cell_result figures_read(struct rows *r, const struct record *rec,
			      const struct plan_column **bad)
{
	const struct plan *p = r->plan;

	r->n_figures = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct plan_column *c = &p->column[i];
		struct figure *to = &r->figure[r->n_figures];
		struct fact_cell cell = { 0 };
		enum cell_result ret;

		if (!c->figure)
			continue;
		*bad = c;
		ret = cell_read_of(&r->reader, c, rec, &cell);
		if (ret == CELL_BLANK)
			continue;
		if (ret == CELL_OK)
			ret = read_share(r, c, rec, &cell.num);
		if (ret != CELL_OK)
			return ret;
		*to = (struct figure){
			.of = c, .value = cell.num, .base = read_base(c, rec)
		};
		r->n_figures++;
	}
	read_cuts(r, rec);
	return CELL_OK;
}

void figures_put(struct rows *r, size_t i)
{
	const struct figure *f = &r->figure[i];
	const char *metric = f->of->figure->metric;

	r->cell[SER_METRIC].s = metric;
	r->cell[SER_METRIC].len = (uint32_t)strlen(metric);
	r->cell[SER_VALUE].num = f->value;
	r->cell[SER_UNIT].num = f->of->figure->unit;
	r->cell[SER_BASE].num = f->base;
}

void figures_doubt(struct rows *r, const struct record *rec)
{
	const struct fact_column *unit = &kind_series.columns[SER_UNIT];

	if (r->rate_doubted || r->cell[SER_VALUE].num == FACT_NULL ||
	    llabs(r->cell[SER_VALUE].num) <= MONEY_SCALE ||
	    r->cell[SER_UNIT].num != fact_word_find(unit, "rate", 4))
		return;
	for (size_t i = 0; i < r->plan->n; i++) {
		const struct plan_column *c = &r->plan->column[i];

		if (c->column != SER_VALUE || c->cell < 0 ||
		    memchr(rec->cell[c->cell].s, '%', rec->cell[c->cell].len))
			continue;
		r->rate_doubted = true;
		diag_add(r->reader.diags, DIAG_WARN, "large-rate", rec->line,
			 c->header, "is a rate above 1, which is 100 %%; a "
			 "percentage is written with its sign: 12.5 %%");
	}
}
