/*
 * metrics/made.c - the rows of kind `outputs` in sums, beside the reviews.
 */
#include "metrics/made.h"

/* What a row and an output have in common, to find their cells. */
static struct output place_of(const struct fact_day *day, size_t r)
{
	return (struct output){
		.workflow = fact_i64(day, OUT_WORKFLOW, r),
		.step = fact_i64(day, OUT_STEP, r),
		.tool = fact_i64(day, OUT_TOOL, r),
		.item_type = fact_i64(day, OUT_ITEM_TYPE, r)
	};
}

static struct cell_key step_key(uint32_t period, int64_t workflow,
				int64_t step)
{
	return (struct cell_key){ CUT_WORKFLOW_STEP, period,
				  (uint32_t)workflow, (uint32_t)step };
}

static void step_learn(const struct made *m, struct made_step *s,
		       const struct output *o)
{
	const char *const *dim = m->run->outputs->dim;
	const struct config_workflow *w =
		config_workflow(m->run->config, dim[o->workflow]);
	const struct config_step *step =
		w ? config_step(w, dim[o->step]) : NULL;

	s->id = (uint32_t)m->steps.n;
	s->tools = s->item_types = true;
	s->usable = step && step->unlisted == UNLISTED_USABLE;
	s->lists_corrected = w && w->lists_corrected;
}

static bool cuts_by(unsigned cut, enum scope_dim dim)
{
	enum scope_dim a, b;

	cut_dims(cut, &a, &b);
	return a == dim || b == dim;
}

static bool reaches(const struct made_step *s, unsigned cut)
{
	return (s->tools || !cuts_by(cut, SCOPE_TOOL)) &&
	       (s->item_types || !cuts_by(cut, SCOPE_ITEM_TYPE)) &&
	       !cuts_by(cut, SCOPE_CHANNEL) && !cuts_by(cut, SCOPE_CAMPAIGN) &&
	       !cuts_by(cut, SCOPE_PROMPT_VERSION);
}

/* A step's part of a scope: two steps of one tool are summed apart. The step
 * is of one period, so its number stands for both. */
static struct made_sum *sum_at(struct made *m, const struct made_step *s,
			       unsigned cut, uint32_t period,
			       const struct output *o)
{
	struct cell_key whole = cut_key(cut, period, o);
	struct made_sum *sum = cells_at(&m->sums, (struct cell_key){
		cut, s->id, cuts_by(cut, SCOPE_TOOL) ? (uint32_t)o->tool : 0,
		cuts_by(cut, SCOPE_ITEM_TYPE) ? (uint32_t)o->item_type : 0
	});

	sum->step = s;
	sum->whole = whole;
	return sum;
}

static void add_row(struct made *m, const struct output *o, uint32_t period,
		    int64_t outputs)
{
	struct made_step *s = cells_at(&m->steps,
				       step_key(period, o->workflow, o->step));

	if (!s->id)
		step_learn(m, s, o);
	s->tools &= o->tool != 0;
	s->item_types &= o->item_type != 0;
	for (size_t i = 0; i < m->run->n_cuts; i++) {
		struct made_sum *sum = sum_at(m, s, m->run->cuts[i], period,
					      o);

		sum->made = outputs > MADE_MAX - sum->made ?
				    MADE_MAX : sum->made + outputs;
	}
}

void made_init(struct made *m, const struct metrics_run *run)
{
	const struct facts *f = run->outputs;
	int64_t published = facts_dim_id(f, "published");

	*m = (struct made){ .run = run };
	cells_init(&m->steps, sizeof(struct made_step));
	cells_init(&m->sums, sizeof(struct made_sum));
	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int period = periods_find(&run->periods, day->day);

		for (size_t r = 0; period >= 0 && r < day->n; r++) {
			struct output o = place_of(day, r);

			if (!published || o.step != published)
				add_row(m, &o, (uint32_t)period,
					fact_i64(day, OUT_OUTPUTS, r));
		}
	}
}

void made_release(struct made *m)
{
	cells_release(&m->steps);
	cells_release(&m->sums);
}

const struct made_step *made_step_of(struct made *m, uint32_t period,
				     int64_t workflow, int64_t step)
{
	return cells_find(&m->steps, step_key(period, workflow, step));
}

struct made_sum *made_sum_of(struct made *m, const struct made_step *s,
			     unsigned cut, uint32_t period,
			     const struct output *o)
{
	return reaches(s, cut) ? sum_at(m, s, cut, period, o) : NULL;
}

bool made_states(const struct made_sum *sum)
{
	return !sum->step->lists_corrected ||
	       (sum->step->usable && sum->made > 0);
}

void made_each(const struct made *m, made_fn visit, void *ctx)
{
	for (size_t i = 0; i < m->sums.n; i++) {
		const struct made_sum *sum = cells_item(&m->sums, i);

		if (reaches(sum->step, sum->whole.cut))
			visit(ctx, sum);
	}
}
