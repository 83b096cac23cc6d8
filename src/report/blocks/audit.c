/* The 4-point audit run again, and friction points that are new. */
#include <math.h>

#include "base/num.h"
#include "findings/audit.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define NEW_SHOWN 12

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
	struct table *table = &part_add(d, p, ELEMENT_TABLE, block_audit.id,
					block_span(t, &block_audit))
				       ->as.table;

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

/* ---- what is new ---------------------------------------------------------- */

enum { NEW_WHERE, NEW_WHAT, NEW_KIND, NEW_FIRST, NEW_N, NEW_MINUTES,
       NEW_AFTER, NEW_COLUMNS };

static void new_row(struct doc *d, struct table *t,
		    const struct report_input *in,
		    const struct new_friction_point *n)
{
	struct cell *row = table_row(d, t);
	char day[DATE_MAX];

	row[NEW_WHERE] = cell_text(workflow_name(d, in, n->workflow));
	row[NEW_WHAT] = cell_text(clean(d, n->what));
	row[NEW_KIND] = cell_text(n->is_edge ? "handoff" : "defect");
	row[NEW_FIRST] = cell_date(n->first);
	row[NEW_N] = cell_number((double)n->n, 0);
	row[NEW_MINUTES] = cell_number(n->minutes, 1);
	if (n->after)
		row[NEW_AFTER] = cell_text(arena_printf(&d->arena, "%s (%s)",
			clean(d, n->after),
			day_words(day, n->after_day, DAY_SHORT)));
}

/* "No handoffs of the quarter before are known, so that none can be new." */
static const char *new_empty(struct doc *d, const struct report_input *in)
{
	const struct new_friction *n = &in->new_friction;

	if (n->had_edges && n->had_defects)
		return "No friction point is new.";
	return arena_printf(&d->arena, "The %s before has no %s to compare "
			    "with; nothing can be called new there.",
			    period_kind_name(in->now.kind),
			    n->had_edges ? "defects" :
			    n->had_defects ? "handoffs" :
					     "handoffs and no defects");
}

static void new_table(struct doc *d, struct part *p,
		      const struct template_block *t,
		      const struct report_input *in)
{
	static const struct column columns[NEW_COLUMNS] = {
		[NEW_WHERE] = { "Workflow", ALIGN_LEFT, 20, true },
		[NEW_WHAT] = { "New friction point", ALIGN_LEFT, 26, true },
		[NEW_KIND] = { "Kind", ALIGN_LEFT, 9, false },
		[NEW_FIRST] = { "First seen", ALIGN_LEFT, 12, false },
		[NEW_N] = { "Times", ALIGN_RIGHT, 8, false },
		[NEW_MINUTES] = { "Minutes", ALIGN_RIGHT, 9, false },
		[NEW_AFTER] = { "After the change of", ALIGN_LEFT, 34, true }
	};
	const struct new_friction *n = &in->new_friction;
	size_t shown = n->n < NEW_SHOWN ? n->n : NEW_SHOWN;
	struct table *table = &part_add(d, p, ELEMENT_TABLE, block_audit.id,
					block_span(t, &block_audit))
				       ->as.table;

	table->title = "New friction points";
	table->subtitle = shown < n->n ?
		arena_printf(&d->arena, "The %zu of %zu that cost most; none "
			     "of them was there the %s before", shown, n->n,
			     period_kind_name(in->now.kind)) :
		arena_printf(&d->arena, "Not there the %s before; a change "
			     "named is the last one, not a proven cause",
			     period_kind_name(in->now.kind));
	table->empty = new_empty(d, in);
	table_columns(d, table, columns, NEW_COLUMNS);
	for (size_t i = 0; i < shown; i++)
		new_row(d, table, in, &n->point[i]);
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
	points_table(d, p, t, in, &audit);
	new_table(d, p, t, in);
	part_add_text(d, p, block_audit.id, TEXT_NOTE,
		      minutes_words(d, in, &audit));
}

const struct block block_audit = {
	.id = "audit",
	.help = "the 4-point audit on this period's figures, hours at stake "
		"by cause, and friction points that are new",
	.span = 12,
	.build = audit_build,
};
