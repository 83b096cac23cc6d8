/* Table 3 of the article: what was practised, and the number of each skill.
 * R34. Nobody is ranked; skills of few people have no hours. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_SKILL, COL_HOURS, COL_PEOPLE, COL_MEAN, COL_ARTICLE, COL_WORD,
	COL_METRIC, COL_NOW, COL_BEFORE, COLUMNS
};

static const struct column columns[COLUMNS] = {
	[COL_SKILL] = { "Skill", ALIGN_LEFT, 22, true },
	[COL_HOURS] = { "Practice so far, h", ALIGN_RIGHT, 10, false },
	[COL_PEOPLE] = { "People", ALIGN_RIGHT, 8, false },
	[COL_MEAN] = { "A person, h", ALIGN_RIGHT, 9, false },
	[COL_ARTICLE] = { "Article", ALIGN_LEFT, 10, true },
	[COL_WORD] = { "On average", ALIGN_LEFT, 16, true },
	[COL_METRIC] = { "What it should move", ALIGN_LEFT, 24, true },
	[COL_NOW] = { "Now", ALIGN_RIGHT, 9, false },
	[COL_BEFORE] = { "Before", ALIGN_RIGHT, 9, false },
};

/* One of the names "a|b"? Case makes no difference. */
static bool is_named(const char *names, const char *skill)
{
	size_t len = strlen(skill);

	for (const char *p = names; *p;) {
		size_t n = strcspn(p, "|");

		if (n == len && !strncasecmp(p, skill, n))
			return true;
		p += n + (p[n] == '|');
	}
	return false;
}

static bool is_practice(const struct report_input *in,
			const struct figure *f)
{
	return !strcmp(f->metric->id, "practice_hours") &&
	       f->scope.dim[SCOPE_SKILL] &&
	       f->period.kind == in->now.kind &&
	       f->period.first == in->now.first;
}

/* The skill's practice in this period, NULL when nobody practised it. */
static const struct figure *practice_of(const struct report_input *in,
					const char *names)
{
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];

		if (is_practice(in, f) &&
		    is_named(names, f->scope.dim[SCOPE_SKILL]))
			return f;
	}
	return NULL;
}

/* ---- the number a skill should move ------------------------------------ */

/* Manual steps are compared with their baseline, others with the period
 * before. */
static struct cell before_cell(struct doc *d, const struct report_input *in,
			       const struct metric *m)
{
	if (!strcmp(m->id, "manual_steps"))
		return figure_cell(d, figure_now(in, "manual_steps_before",
						 NULL));
	return figure_cell(d, figures_get(in->figures, m->id, NULL,
					  in->before));
}

static void metric_cells(struct doc *d, struct cell *row,
			 const struct report_input *in, const char *id)
{
	const struct metric *m = metric_find(id);

	if (!m) {
		row[COL_METRIC] = cell_text("Downstream errors");
		row[COL_NOW] = cell_dash("not measured yet");
		row[COL_BEFORE] = cell_dash("not measured yet");
		return;
	}
	row[COL_METRIC] = cell_text(metric_words(d, m));
	row[COL_NOW] = figure_cell(d, figure_now(in, id, NULL));
	row[COL_BEFORE] = before_cell(d, in, m);
}

/* ---- rows ------------------------------------------------------------- */

static const char *mean_word(const struct figure *mean,
			     struct config_hours range)
{
	if (!mean || !isfinite(mean->value))
		return "";
	if (mean->value < range.low)
		return "not there yet";
	return mean->value > range.high ? "beyond it" : "within it";
}

static void practice_cells(struct doc *d, struct cell *row,
			   const struct report_input *in,
			   const struct figure *f, struct config_hours range)
{
	const struct figure *mean = f ? figures_find(in->figures,
		metric_find("practice_mean"), &f->scope, in->now) : NULL;
	const char *word = mean_word(mean, range);

	row[COL_HOURS] = f ? figure_cell(d, f) :
			     cell_dash("nobody practised it");
	row[COL_PEOPLE] = f && f->n != NUM_NULL ?
		cell_number((double)f->n, 0) : cell_dash(f ? f->note :
						"nobody practised it");
	row[COL_MEAN] = f ? figure_cell(d, mean) :
			    cell_dash("nobody practised it");
	if (*word)
		row[COL_WORD] = cell_text(word);
}

static const char *first_name(struct doc *d, const char *names)
{
	const char *name = arena_printf(&d->arena, "%.*s",
					(int)strcspn(names, "|"), names);

	return clean(d, name);
}

static void skill_row(struct doc *d, struct table *t,
		      const struct report_input *in,
		      const struct config_skill *s)
{
	struct cell *row = table_row(d, t);

	row[COL_SKILL] = cell_text(first_name(d, s->skill));
	row[COL_ARTICLE] = cell_text(hours_range(d, s->hours));
	practice_cells(d, row, in, practice_of(in, s->skill), s->hours);
	metric_cells(d, row, in, s->metric);
}

/* Practised, but none of the configured skills. */
static void other_rows(struct doc *d, struct table *t,
		       const struct report_input *in)
{
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];
		const char *skill = f->scope.dim[SCOPE_SKILL];
		bool known = false;
		struct cell *row;

		if (!is_practice(in, f))
			continue;
		for (size_t k = 0; k < in->config->n_skills; k++)
			known |= is_named(in->config->skills[k].skill, skill);
		if (known)
			continue;
		row = table_row(d, t);
		row[COL_SKILL] = cell_text(*skill ? clean(d, skill) :
						    "(none)");
		practice_cells(d, row, in, f,
			       (struct config_hours){ NAN, NAN });
		row[COL_WORD] = (struct cell){ .type = CELL_BLANK };
	}
}

/* Of the listed skills whose hours a person are known. */
static const char *skills_title(struct doc *d, const struct table *t)
{
	int64_t known = 0, reached = 0;

	for (size_t i = 0; i < t->n_rows; i++) {
		const struct cell *word = &t->rows[i][COL_WORD];

		if (word->type != CELL_TEXT)
			continue;
		known++;
		reached += strcmp(word->text, "not there yet") != 0;
	}
	if (!known)
		return "Skills and what they should move";
	if (!reached)
		return "No skill has the article\u2019s hours yet";
	return arena_printf(&d->arena, "%lld of %s the article\u2019s hours",
			    (long long)reached, known == 1 ? "1 skill has" :
			    arena_printf(&d->arena, "%lld skills have",
					 (long long)known));
}

static void skills_build(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in)
{
	const struct figure *all = figure_now(in, "practice_hours", NULL);
	struct table *table;

	part_headline(d, p, &block_skills, all && isfinite(all->value) ?
		arena_printf(&d->arena, "%s of practice so far",
			     value_words(d, all->metric, all->value)) :
		"No practice was recorded");
	table = part_table(d, p, t, &block_skills);
	table->subtitle = arena_printf(&d->arena, "Hours up to the end of the "
				       "period, and the number each skill "
				       "should move; skills of fewer than %d "
				       "people are not shown. %s",
				       in->config->limits.people_min,
				       d->period);
	table->empty = "No skill is listed in tuneup.yaml.";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < in->config->n_skills; i++)
		skill_row(d, table, in, &in->config->skills[i]);
	table->title = skills_title(d, table);
	other_rows(d, table, in);
}

const struct block block_skills = {
	.id = "skills",
	.help = "hours of practice by skill against the article's, and the "
		"number each skill should move",
	.span = 12,
	.build = skills_build,
};
