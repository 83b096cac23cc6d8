/*
 * metrics/practice.c - hours of practice so far, by skill: R34, METRICS §13.
 *
 * All time entries of practice up to the period's end. The article's hours
 * are those after which one person has a basic proficiency, so beside the sum
 * stands the mean of the people who practised. Nobody is ranked: a skill that
 * fewer than `people_min` known people practised has no numbers of its own,
 * nor one that could be found by subtracting the others from the total
 * (metrics/suppress.h). Entries that name nobody count in the sum; their
 * skill has no mean.
 */
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/family.h"
#include "metrics/suppress.h"

#define NO_SKILL "(none)"
#define FEW_PEOPLE "too few people are known to have practised"
#define NAMELESS "some entries name nobody"
#define PRACTICE_COLUMNS \
	"time.activity, time.minutes, time.skill, time.person"
#define PRACTICE_EDGE \
	"From the first entry on. Skills of too few known people have no " \
	"numbers, nor those that subtraction would give away."

const struct metric metric_practice_hours = {
	.running = true,
	.id = "practice_hours", .title = "Practice so far",
	.unit = UNIT_HOURS, .digits = 1, .direction = 0,
	.scopes = AT_TOTAL | AT_SKILL, .section = "13",
	.requirement = "R34",
	.formula = "Hours of all time entries of practice up to the period's "
		"end.",
	.columns = PRACTICE_COLUMNS, .edges = PRACTICE_EDGE,
	.source = "Hundepool et al. 2012, threshold rule"
};

const struct metric metric_practice_mean = {
	.running = true,
	.id = "practice_mean", .title = "Practice so far, a person",
	.unit = UNIT_HOURS, .digits = 1, .direction = 0,
	.scopes = AT_TOTAL | AT_SKILL,
	.section = "13", .requirement = "R34",
	.formula = "Hours of practice up to the period's end divided by the "
		"people who practised.",
	.columns = PRACTICE_COLUMNS,
	.edges = PRACTICE_EDGE " No mean where an entry names nobody.",
	.source = "Hundepool et al. 2012, threshold rule"
};

/* Minutes of one skill and person so far; person 0: not known. */
struct pair { uint32_t skill, person; int64_t ms; };

struct practice {
	const struct metrics_run *run;
	struct cells pairs;	/* of int64_t, a = skill, b = person */
	int64_t total;
	bool any;
};

static bool is_practice(const struct fact_day *day, size_t r)
{
	return fact_i64(day, TIM_ACTIVITY, r) == ACTIVITY_PRACTICE;
}

static void add_day(struct practice *p, const struct fact_day *day)
{
	for (size_t r = 0; r < day->n; r++) {
		int64_t ms = fact_i64(day, TIM_MINUTES, r), *sum;

		if (!is_practice(day, r) || ms == FACT_NULL || ms <= 0)
			continue;
		sum = cells_at(&p->pairs, (struct cell_key){
			.a = (uint32_t)fact_i64(day, TIM_SKILL, r),
			.b = (uint32_t)fact_i64(day, TIM_PERSON, r)
		});
		*sum += ms;
		p->total += ms;
		p->any = true;
	}
}

/* ---- groups by skill -------------------------------------------------- */

struct by_skill {
	const char *const *dim;
	struct pair *pair;
	struct people_group *group;
	const char **skill;	/* of each group; "" is one */
	bool *nobody;		/* ... has entries that name nobody */
	size_t n;
};

static int pair_cmp(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->skill != y->skill)
		return x->skill < y->skill ? -1 : 1;
	return (x->person > y->person) - (x->person < y->person);
}

static void make_groups(struct by_skill *s, const struct practice *p,
			struct arena *a)
{
	size_t n = p->pairs.n;
	uint32_t *person = arena_array(a, n, sizeof *person);

	s->pair = arena_array(a, n, sizeof *s->pair);
	s->group = arena_array(a, n, sizeof *s->group);
	s->skill = arena_array(a, n, sizeof *s->skill);
	s->nobody = arena_array(a, n, sizeof *s->nobody);
	for (size_t i = 0; i < n; i++) {
		struct cell_key key = cells_key(&p->pairs, i);

		s->pair[i] = (struct pair){
			key.a, key.b, *(int64_t *)cells_item(&p->pairs, i)
		};
	}
	if (n)
		qsort(s->pair, n, sizeof *s->pair, pair_cmp);
	for (size_t i = 0; i < n; i++) {
		const char *skill = s->dim[s->pair[i].skill];
		struct people_group *g;

		if (!i || s->pair[i].skill != s->pair[i - 1].skill) {
			s->skill[s->n] = skill;
			s->group[s->n++] = (struct people_group){
				.label = *skill ? skill : NO_SKILL,
				.person = person
			};
		}
		g = &s->group[s->n - 1];
		g->value += s->pair[i].ms;
		if (!s->pair[i].person) {
			s->nobody[s->n - 1] = true;
			continue;
		}
		*person++ = s->pair[i].person;
		g->n_people++;
	}
}

/* ---- figures ---------------------------------------------------------- */

static const struct people_line *line_of(const struct people_table *t,
					 const struct people_group *g)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->line[i].groups == 1 && t->line[i].label == g->label)
			return &t->line[i];
	return NULL;
}

/* A figure stays where it is only until the next one is made. */
static void write_sum(const struct practice *p, const struct scope *scope,
		      struct period period, const struct people_line *line)
{
	struct figure *f = run_figure(p->run, &metric_practice_hours, scope,
				      period);

	if (!line) {
		f->note = FEW_PEOPLE;
		return;
	}
	f->value = (double)line->value / MS_PER_HOUR;
	f->n = (int64_t)line->people;
}

static void write_mean(const struct practice *p, const struct scope *scope,
		       struct period period, const struct people_line *line,
		       bool nobody)
{
	struct figure *f = run_figure(p->run, &metric_practice_mean, scope,
				      period);

	if (!line) {
		f->note = FEW_PEOPLE;
		return;
	}
	f->n = (int64_t)line->people;
	if (nobody)
		f->note = NAMELESS;
	else
		f->value = (double)line->value / MS_PER_HOUR /
			   (double)line->people;
}

static void write_skills(const struct practice *p, struct period period)
{
	const struct scope all = { { NULL } };
	struct by_skill s = { .dim = p->run->time->dim };
	size_t limit = (size_t)p->run->config->limits.people_min;
	struct people_table t;
	struct arena a = { 0 };
	bool nobody = false;

	make_groups(&s, p, &a);
	people_suppress(&t, s.group, s.n, limit, &a);
	for (size_t i = 0; i < s.n; i++) {
		const struct scope scope = { { [SCOPE_SKILL] = s.skill[i] } };
		const struct people_line *line = line_of(&t, &s.group[i]);

		nobody |= s.nobody[i];
		write_sum(p, &scope, period, line);
		write_mean(p, &scope, period, line, s.nobody[i]);
	}
	write_mean(p, &all, period, t.total.people < limit ? NULL : &t.total,
		   nobody);
	arena_release(&a);
}

static void write_period(const struct practice *p, struct period period)
{
	static const char none[] = "no practice was recorded";
	const struct scope all = { { NULL } };
	struct figure *f = run_figure(p->run, &metric_practice_hours, &all,
				      period);

	if (p->any) {
		f->value = (double)p->total / MS_PER_HOUR;
		write_skills(p, period);
		return;
	}
	f->note = none;
	run_figure(p->run, &metric_practice_mean, &all, period)->note = none;
}

void practice_write(const struct metrics_run *run)
{
	struct practice p = { .run = run };
	const struct facts *f = run->time;
	size_t d = 0;

	cells_init(&p.pairs, sizeof(int64_t));
	for (size_t i = 0; i < run->periods.n; i++) {
		struct period period = run->periods.item[i];

		for (; d < f->n_days && f->days[d].day <= period.last; d++)
			add_day(&p, &f->days[d]);
		write_period(&p, period);
	}
	cells_release(&p.pairs);
}
