/* The 4-point audit run again. */
#include <math.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "findings/audit.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_POINT, COL_SAYS, COL_NOW, COL_BEFORE, COL_CHANGE, COL_PLANNED,
       COLUMNS };

static struct cell hours_cell(double hours)
{
	return isnan(hours) ? cell_dash("not measured") :
			      cell_number(hours, 1);
}

static struct cell change_cell(double now, double before)
{
	if (isnan(now) || isnan(before))
		return cell_dash("nothing to compare with");
	return cell_change(now - before, 1);
}

static void point_row(struct doc *d, struct table *t, const char *title,
		      const char *says, double now, double before,
		      int planned)
{
	struct cell *row = table_row(d, t);

	row[COL_POINT] = cell_text(title);
	row[COL_SAYS] = cell_text(says);
	row[COL_NOW] = hours_cell(now);
	row[COL_BEFORE] = hours_cell(before);
	row[COL_CHANGE] = change_cell(now, before);
	row[COL_PLANNED] = cell_number(planned, 0);
}

/* "20.2 h a week at stake, before 34.2 h": both are measured, so that no
 * word is needed for how sure it is. */
static const char *change_title(struct doc *d, const struct audit *audit)
{
	char now[NUM_TEXT_MAX], before[NUM_TEXT_MAX];

	if (isnan(audit->now))
		return "What is at stake is not measured yet";
	num_text(now, audit->now, 1);
	if (isnan(audit->before))
		return arena_printf(&d->arena, "%s h a week at stake", now);
	return arena_printf(&d->arena, "%s h a week at stake, before "
			    "%s h", now, num_text(before, audit->before, 1));
}

static const char *hours_words_of(struct doc *d, double hours)
{
	char buf[NUM_TEXT_MAX];

	return isnan(hours) ? "not measured" :
		arena_printf(&d->arena, "%s h", num_text(buf, hours, 1));
}

static const char *points_alt(struct doc *d, const struct chart *c)
{
	struct strbuf s = STRBUF_INIT;
	const char *all;

	strbuf_printf(&s, "%s.", c->title);
	for (size_t i = 0; i < c->n; i++) {
		strbuf_printf(&s, " %s: %s, before %s. ", c->label[i],
			      hours_words_of(d, c->value[i]),
			      hours_words_of(d, c->low[i]));
		rich_plain(&s, c->panel[i].words);
	}
	all = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return all;
}

static void points_table(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in,
			 const struct audit *audit)
{
	const struct column columns[COLUMNS] = {
		[COL_POINT] = { "Audit point", ALIGN_LEFT, 20, true },
		[COL_SAYS] = { "What the data says", ALIGN_LEFT, 60, true },
		[COL_NOW] = { "Hours a week", ALIGN_RIGHT, 9, false },
		[COL_BEFORE] = {
			arena_printf(&d->arena, "%s", period_short(d, in,
						in->before)),
			ALIGN_RIGHT, 9, false },
		[COL_CHANGE] = { "Change", ALIGN_RIGHT, 8, false },
		[COL_PLANNED] = { "Planned min", ALIGN_RIGHT, 9, false }
	};
	struct table *table = part_table(d, p, t, &block_audit);

	table->title = "The 4-point audit, run again";
	table->subtitle = arena_printf(&d->arena, "Hours a week at stake, %s; "
				       "no minute counts twice", d->period);
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < AUDIT_POINTS; i++) {
		const struct audit_point *point = &audit->point[i];

		point_row(d, table, point->title,
			  rich_clean(d, point->sentence), point->now,
			  point->before, point->planned);
	}
	point_row(d, table, "All four", "", audit->now, audit->before,
		  audit->planned);
	table->total_row = true;
}

/* The point with most hours at stake; NULL when none is known. */
static const struct audit_point *largest(const struct audit *audit)
{
	const struct audit_point *most = NULL;

	for (size_t i = 0; i < AUDIT_POINTS; i++) {
		const struct audit_point *p = &audit->point[i];

		if (!isnan(p->now) && (!most || p->now > most->now))
			most = p;
	}
	return most;
}

/* Four panels: what is at stake now and what was, on one scale. */
static void points_chart(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in,
			 const struct audit *audit,
			 const struct audit_point *most)
{
	struct chart *c = part_chart(d, p, t, &block_audit);
	struct chart_panel *panel = arena_array(&d->arena, AUDIT_POINTS,
						sizeof *panel);

	c->type = CHART_PAIRS;
	c->unit = "h";
	c->digits = 1;
	c->n = c->n_panel = AUDIT_POINTS;
	c->from = period_short(d, in, in->before);
	c->to = period_short(d, in, in->now);
	c->target = NAN;
	c->title = change_title(d, audit);
	c->subtitle = arena_printf(&d->arena, "Hours a week at stake, %s; no "
				   "minute counts twice", d->period);
	c->empty = "No audit point has hours at stake yet.";
	c->label = arena_array(&d->arena, c->n, sizeof *c->label);
	c->value = arena_array(&d->arena, c->n, sizeof *c->value);
	c->low = arena_array(&d->arena, c->n, sizeof *c->low);
	c->tone = arena_array(&d->arena, c->n, sizeof *c->tone);
	c->panel = panel;
	for (size_t i = 0; i < AUDIT_POINTS; i++) {
		const struct audit_point *point = &audit->point[i];

		c->label[i] = point->title;
		c->value[i] = point->now;
		c->low[i] = point->before;
		c->tone[i] = point == most ? TONE_STRONG : TONE_PLAIN;
		panel[i] = (struct chart_panel){
			.title = point->title,
			.words = rich_clean(d, point->sentence)
		};
	}
	c->alt = points_alt(d, c);
}

static const char *headline_of(struct doc *d, const struct audit *audit)
{
	const struct audit_point *most = largest(audit);
	char hours[NUM_TEXT_MAX], all[NUM_TEXT_MAX];

	if (!most)
		return "The audit has nothing to measure yet";
	if (!(round_decimal(most->now, 1) > 0))
		return "The audit finds no hours at stake";
	return arena_printf(&d->arena, "%s: " BOLD_ON "%s of %s h"
			    BOLD_OFF " a week at stake", most->title,
			    num_text(hours, most->now, 1),
			    num_text(all, audit->now, 1));
}

/* What the audit itself took, where it was recorded. */
static const char *minutes_words(struct doc *d, const struct report_input *in,
				 const struct audit *audit)
{
	double spent = metric_find("audit_minutes") ?
		figure_value(in, "audit_minutes", NULL, in->now) :
		(double)NAN;
	const char *plan = arena_printf(&d->arena, "An audit is planned with "
		"%d minutes (30 + 45 + 30 + 30), inside the article\u2019s 2 "
		"to 4 hours", audit->planned);
	char text[NUM_TEXT_MAX];

	if (isnan(spent))
		return arena_printf(&d->arena, "%s; no audit %s was recorded.",
				    plan, this_period(in, false));
	return arena_printf(&d->arena, "%s; those held %s took %s on average.",
			    plan, this_period(in, false),
			    num_text(text, spent, 0));
}

static void audit_build(struct doc *d, struct part *p,
			const struct template_block *t,
			const struct report_input *in)
{
	const struct findings_input asked = {
		.config = in->config, .figures = in->figures, .now = in->now,
		.before = in->before, .as_of = in->as_of
	};
	struct audit audit;

	audit_of(&audit, &asked, &d->arena);
	part_headline(d, p, &block_audit, headline_of(d, &audit));
	points_chart(d, p, t, in, &audit, largest(&audit));
	part_add_text(d, p, block_audit.id, TEXT_NOTE,
		      minutes_words(d, in, &audit));
	points_table(d, p, t, in, &audit);
}

const struct block block_audit = {
	.id = "audit",
	.help = "the 4-point audit on this period's figures: hours at stake "
		"by cause, now and before",
	.span = 12,
	.build = audit_build,
};
