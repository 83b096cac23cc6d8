/*
 * metrics/pulse.c - how the team feels: METRICS §0, R37.
 *
 * A row with n stands for n equal answers, so that the interval is that of
 * all answers. Answers carry no name; nothing here is cut.
 */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "metrics/family.h"
#include "metrics/stats.h"

#define LOWEST	1
#define HIGHEST 5

const struct metric metric_pulse = {
	.id = "pulse", .title = "Team pulse, 1 to 5", .unit = UNIT_RATIO,
	.digits = 1, .direction = 1, .scopes = AT_TOTAL, .section = "0",
	.requirement = "R37",
	.formula = "Mean answer of the team, from 1 (bad) to 5 (good).",
	.columns = "pulse.score, pulse.n",
	.edges = "A row with n is n answers. The interval needs two answers "
		"that differ and is cut to 1 and 5.",
	.source = "Student 1908, 95 % interval of a mean"
};

/* Scores are thousandths; sums are exact. */
struct pulse_sum {
	int64_t n;
	__int128 sum, squares;
};

static void write_pulse(const struct metrics_run *run, struct figure *f,
			const struct pulse_sum *s)
{
	double n = (double)s->n, variance, half;

	f->n = s->n;
	if (!s->n) {
		f->note = "not measured: no answer was recorded";
		return;
	}
	f->value = (double)s->sum / n / MEASURE_SCALE;
	if (s->n < 2)
		return;
	variance = (double)(s->squares * s->n - s->sum * s->sum) / n / (n - 1) /
		   MEASURE_SCALE / MEASURE_SCALE;
	if (!(variance > 0))
		return;
	half = t_for(run->config->limits.confidence_rates, n - 1) *
	       sqrt(variance / n);
	f->low = fmax(LOWEST, f->value - half);
	f->high = fmin(HIGHEST, f->value + half);
}

void pulse_write(const struct metrics_run *run)
{
	const struct facts *f = run->pulse;
	const struct periods *p = &run->periods;
	struct pulse_sum *sum = xcalloc(p->n + 1, sizeof *sum);
	const struct scope all = {{NULL}};

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int at = periods_find(p, day->day);

		for (size_t r = 0; at >= 0 && r < day->n; r++) {
			int64_t n = fact_i64(day, FC_N, r);
			int64_t score = fact_i64(day, PUL_SCORE, r);

			sum[at].n += n;
			sum[at].sum += (__int128)score * n;
			sum[at].squares += (__int128)score * score * n;
		}
	}
	for (size_t i = 0; i < p->n; i++)
		write_pulse(run,
			    run_figure(run, &metric_pulse, &all, p->item[i]),
			    &sum[i]);
	free(sum);
}
