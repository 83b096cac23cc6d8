/*
 * metrics/input_figures.c - input quality and its link to rework, as figures:
 * METRICS §5.
 */
#include "metrics/input.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/num.h"

#define LEVEL_SCOPES (AT_TOTAL | AT_INPUT | AT_WORKFLOW)
#define PART_SCOPES (LEVEL_SCOPES | AT_INPUT_FIELD)
#define LINK_SCOPES (AT_TOTAL | AT_WORKFLOW)
#define CELL_COLUMNS "inputs.state, inputs.field, inputs.record_id"
#define LEVEL_EDGE \
	"Every record by its latest audit up to the period's end; of a " \
	"workflow those that its outputs name in brief_id. Blank cells say " \
	"nothing."
#define PART_EDGE LEVEL_EDGE " A missing cell is in no other part."

const struct metric metric_input_quality = {
	.id = "input_quality", .title = "Input quality score",
	.unit = UNIT_OF_100, .digits = 1, .direction = 1,
	.scopes = LEVEL_SCOPES, .section = "5", .requirement = "R06",
	.formula = "100 times the weighted mean of the five parts: 0.35 "
		"completeness, 0.25 validity, 0.15 uniqueness, 0.15 "
		"freshness and 0.10 consistency, or the weights of the "
		"config.",
	.columns = CELL_COLUMNS,
	.edges = "A critical field less than 80 % complete caps the score at "
		"60. A part with no cells drops out. " LEVEL_EDGE,
	.source = ""
};

const struct metric metric_input_completeness = {
	.id = "input_completeness", .title = "Input completeness",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = PART_SCOPES, .section = "5", .requirement = "R06",
	.formula = "Cells that are not missing divided by all cells with a "
		"state.",
	.columns = CELL_COLUMNS, .edges = LEVEL_EDGE, .source = ""
};

const struct metric metric_input_validity = {
	.id = "input_validity", .title = "Input validity",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = PART_SCOPES, .section = "5", .requirement = "R06",
	.formula = "Cells that are not invalid divided by the cells that are "
		"there.",
	.columns = CELL_COLUMNS, .edges = PART_EDGE, .source = ""
};

const struct metric metric_input_uniqueness = {
	.id = "input_uniqueness", .title = "Input uniqueness",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = PART_SCOPES, .section = "5", .requirement = "R06",
	.formula = "Cells that are no duplicate divided by the cells that "
		"are there.",
	.columns = CELL_COLUMNS, .edges = PART_EDGE, .source = ""
};

const struct metric metric_input_freshness = {
	.id = "input_freshness", .title = "Input freshness",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = PART_SCOPES, .section = "5", .requirement = "R06",
	.formula = "Cells that are not stale divided by the cells that are "
		"there.",
	.columns = CELL_COLUMNS,
	.edges = PART_EDGE " Stale is what the audit found, not what has aged "
		"since.",
	.source = ""
};

const struct metric metric_input_consistency = {
	.id = "input_consistency", .title = "Input consistency",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = PART_SCOPES, .section = "5", .requirement = "R06",
	.formula = "Cells that contradict no other divided by the cells that "
		"are there.",
	.columns = CELL_COLUMNS, .edges = PART_EDGE, .source = ""
};

const struct metric metric_input_field_ok = {
	.id = "input_field_ok", .title = "Fields in order",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = AT_INPUT_FIELD, .section = "5", .requirement = "R06",
	.formula = "Cells of a field with the state ok divided by all of it "
		"with a state.",
	.columns = CELL_COLUMNS, .edges = LEVEL_EDGE, .source = ""
};

const struct metric metric_input_records = {
	.id = "input_records", .title = "Audited records",
	.unit = UNIT_COUNT, .scopes = LEVEL_SCOPES, .section = "5",
	.requirement = "R06",
	.formula = "Records of inputs that were ever audited; of a workflow, "
		"those its outputs name in brief_id.",
	.columns = "inputs.record_id, inputs.input",
	.edges = "Up to the period's end, each once.", .source = ""
};

#define LINK_COLUMNS \
	"corrections.brief_id, corrections.outcome, inputs.record_id, " \
	"inputs.state, inputs.critical_missing"
#define LINK_EDGE \
	"Only outputs whose brief was found. A brief is incomplete when a " \
	"critical field is missing in its latest audit up to the period's " \
	"end; the config names the critical fields. Unknown outcomes are " \
	"left out."

const struct metric metric_rework_incomplete = {
	.id = "rework_incomplete", .title = "Rework, incomplete input",
	.unit = UNIT_RATE, .digits = 1, .direction = -1,
	.scopes = LINK_SCOPES, .section = "5", .requirement = "R06",
	.formula = "Reworked outputs made from an incomplete brief divided "
		"by all made from one.",
	.columns = LINK_COLUMNS, .edges = LINK_EDGE,
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_rework_complete = {
	.id = "rework_complete", .title = "Rework, complete input",
	.unit = UNIT_RATE, .digits = 1, .direction = -1,
	.scopes = LINK_SCOPES, .section = "5", .requirement = "R06",
	.formula = "Reworked outputs made from a complete brief divided by "
		"all made from one.",
	.columns = LINK_COLUMNS, .edges = LINK_EDGE,
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_rework_by_input = {
	.id = "rework_by_input", .title = "Rework by input",
	.unit = UNIT_POINTS, .digits = 1, .direction = -1,
	.scopes = LINK_SCOPES, .section = "5", .requirement = "R06",
	.formula = "Rework of outputs made from an incomplete brief less "
		"rework of those made from a complete one.",
	.columns = LINK_COLUMNS,
	.edges = LINK_EDGE " Yes: input is a bottleneck, no: surely not. "
		"More outputs are those with incomplete input alone.",
	.source = "Newcombe 1998, 95 % interval"
};

/* ---- parts of the score ------------------------------------------------ */

enum { PART_COMPLETE, PART_VALID, PART_UNIQUE, PART_FRESH, PART_CONSISTENT,
       PARTS };

static const struct part {
	const struct metric *metric;
	enum input_state fault;
} parts[PARTS] = {
	{ &metric_input_completeness, INPUT_MISSING },
	{ &metric_input_validity, INPUT_INVALID },
	{ &metric_input_uniqueness, INPUT_DUPLICATE },
	{ &metric_input_freshness, INPUT_STALE },
	{ &metric_input_consistency, INPUT_INCONSISTENT }
};

static double weight_of(const struct config_thresholds *l, int part)
{
	const double weight[PARTS] = { l->input_completeness, l->input_validity,
				      l->input_uniqueness, l->input_freshness,
				      l->input_consistency };

	return weight[part];
}

static int64_t cells_of(const struct field_sum *s)
{
	int64_t n = 0;

	for (int i = INPUT_OK; i <= INPUT_INCONSISTENT; i++)
		n += s->state[i];
	return n;
}

/* Cells that the part can be asked of. */
static int64_t asked_of(const struct field_sum *s, int part)
{
	return cells_of(s) -
	       (part == PART_COMPLETE ? 0 : s->state[INPUT_MISSING]);
}

static int64_t passed_of(const struct field_sum *s, int part)
{
	return asked_of(s, part) - s->state[parts[part].fault];
}

static bool is_of(const struct input_level *l, size_t field)
{
	return !l->input || l->audits->field[field].input == l->input;
}

static struct field_sum sum_of(const struct input_level *l)
{
	struct field_sum sum = { { 0 } };

	for (size_t i = 0; i < l->audits->n_fields; i++)
		for (int s = 0; is_of(l, i) && s <= INPUT_INCONSISTENT; s++)
			sum.state[s] += l->field[i].state[s];
	return sum;
}

static void write_part(const struct metrics_run *run, const struct scope *scope,
		       struct period period, const struct field_sum *sum,
		       int part, const char *none)
{
	struct figure *f = run_figure(run, parts[part].metric, scope, period);

	f->n = asked_of(sum, part);
	f->x = passed_of(sum, part);
	f->note = f->n ? "" : none ? none : "every cell is missing";
	if (f->n)
		f->value = (double)f->x / (double)f->n;
}

/* ---- the gate ----------------------------------------------------------- */

/* The critical fields of a level that are less complete than the gate. */
struct gate {
	int64_t closed;		/* how many */
	size_t worst;		/* the least complete of them */
	double complete;	/* ... its share */
	bool critical;		/* there are critical fields at all */
};

/* Of equally complete ones the first by name. */
static bool is_worse(const struct audits *a, size_t field, double complete,
		     const struct gate *g)
{
	const char *const *dim = a->facts->dim;
	int c;

	if (!g->closed || complete < g->complete)
		return true;
	if (complete > g->complete)
		return false;
	c = strcmp(dim[a->field[field].input], dim[a->field[g->worst].input]);
	return c < 0 || (c == 0 && strcmp(dim[a->field[field].name],
					  dim[a->field[g->worst].name]) < 0);
}

static struct gate gate_of(const struct input_level *l, double limit)
{
	struct gate g = { 0 };

	for (size_t i = 0; i < l->audits->n_fields; i++) {
		const struct field_sum *s = &l->field[i];
		int64_t n = cells_of(s);
		double complete;

		if (!n || !is_of(l, i) || !l->audits->field[i].critical)
			continue;
		g.critical = true;
		complete = (double)passed_of(s, PART_COMPLETE) / (double)n;
		if (complete > limit - 1e-12)
			continue;
		if (is_worse(l->audits, i, complete, &g)) {
			g.worst = i;
			g.complete = complete;
		}
		g.closed++;
	}
	return g;
}

#define GATE_END ": at most "

/* "audience of brief is 71.2 % complete, below 80 %: at most 60, 85.0 without
 * that" */
static void say_gate(struct strbuf *s, const struct metrics_run *run,
		     const struct input_level *l, const struct gate *g,
		     double score)
{
	const struct audit_field *field = &l->audits->field[g->worst];
	const char *const *dim = l->audits->facts->dim;
	char complete[NUM_TEXT_MAX], gate[NUM_TEXT_MAX], cap[NUM_TEXT_MAX],
		uncapped[NUM_TEXT_MAX];

	percent_text(complete, g->complete, 1);
	percent_text(gate, run->config->limits.input_gate, 0);
	num_text(cap, run->config->limits.input_cap, 0);
	num_text(uncapped, score, 1);
	strbuf_printf(s,
		      "%s of %s is %s complete, below %s" GATE_END "%s, "
		      "%s without that",
		      dim[field->name], dim[field->input], complete, gate, cap,
		      uncapped);
	if (g->closed > 1)
		strbuf_printf(s, "; %" PRId64 " critical fields are below",
			      g->closed);
}

/* The note of a score that meets a closed gate begins with that. Where the
 * score is below the cap anyway, nothing is capped. */
const char *input_capped_by(struct arena *a, const struct figure *score,
			    const struct config *config)
{
	const char *end = strstr(score->note, GATE_END);

	if (!end || score->value < config->limits.input_cap)
		return NULL;
	return arena_strndup(a, score->note, (size_t)(end - score->note));
}

static const char *score_note(const struct metrics_run *run,
			      const struct input_level *l, const struct gate *g,
			      double score)
{
	struct strbuf s = STRBUF_INIT;
	char records[NUM_TEXT_MAX], fresh[NUM_TEXT_MAX];

	if (g->closed)
		say_gate(&s, run, l, g, score);
	else if (!g->critical)
		strbuf_puts(&s, "no gate: no critical field in the config");
	num_text(records, (double)l->records, 0);
	num_text(fresh, (double)l->fresh, 0);
	strbuf_printf(&s, "%s%s of %s record%s audited in the period",
		      s.len ? "; " : "", fresh, records,
		      l->records == 1 ? "" : "s");
	return note_done(run, &s);
}

/* 100 times the weighted mean of the parts that have cells. */
static double score_of(const struct config_thresholds *limits,
		       const struct field_sum *sum)
{
	double score = 0, weight = 0;

	for (int p = 0; p < PARTS; p++) {
		int64_t n = asked_of(sum, p);

		if (!n)
			continue;
		weight += weight_of(limits, p);
		score += weight_of(limits, p) * (double)passed_of(sum, p) /
			 (double)n;
	}
	return weight > 0 ? 100 * score / weight : (double)NAN;
}

static void write_score(const struct metrics_run *run,
			const struct scope *scope, struct period period,
			const struct input_level *l,
			const struct field_sum *sum)
{
	const struct config_thresholds *limits = &run->config->limits;
	struct figure *f =
		run_figure(run, &metric_input_quality, scope, period);
	struct gate g = gate_of(l, limits->input_gate);
	double score = score_of(limits, sum);

	if (isnan(score)) {
		f->note = !cells_of(sum) ? l->none :
			"no part with a weight has cells";
		return;
	}
	f->value = g.closed && score > limits->input_cap ?
		limits->input_cap : score;
	f->note = score_note(run, l, &g, score);
}

void input_write(const struct metrics_run *run, const struct scope *scope,
		 struct period period, const struct input_level *l)
{
	struct input_level level = *l;
	struct field_sum sum = sum_of(l);
	struct figure *records;

	if (l->records && !cells_of(&sum))
		level.none = "no audit has a field with a state";
	write_score(run, scope, period, &level, &sum);
	for (int p = 0; p < PARTS; p++)
		write_part(run, scope, period, &sum, p,
			   cells_of(&sum) ? NULL : level.none);
	records = run_figure(run, &metric_input_records, scope, period);
	records->note = l->records ? "" : l->none;
	if (l->records)
		records->value = (double)l->records;
}

void input_field_write(const struct metrics_run *run, const struct scope *scope,
		       struct period period, const struct field_sum *sum)
{
	struct figure *f;

	for (int p = 0; p < PARTS; p++)
		write_part(run, scope, period, sum, p, NULL);
	f = run_figure(run, &metric_input_field_ok, scope, period);
	f->n = cells_of(sum);
	f->x = sum->state[INPUT_OK];
	f->value = (double)f->x / (double)f->n;
}

/* ---- the link to rework -------------------------------------------------- */

/* What the comparison leaves out. */
static const char *link_note(const struct metrics_run *run,
			     const struct link_cell *c)
{
	struct strbuf s = STRBUF_INIT;

	note_count(&s, c->not_found, "without a brief that was found");
	note_count(&s, c->unsaid, "with one that tells no critical field");
	note_count(&s, c->complete.unknown + c->incomplete.unknown,
		   "without a known outcome");
	note_count(&s, c->refused, "in a log that lists only corrected ones");
	return note_done(run, &s);
}

static const char *link_none(const struct link_cell *c)
{
	if (c->refused && !c->outputs)
		return "the review log lists only corrected outputs";
	if (!c->outputs)
		return "no outputs";
	if (c->not_found == c->outputs)
		return "no output names an audited brief";
	if (c->not_found + c->unsaid == c->outputs)
		return "no brief says whether a critical field is missing; "
		       "`inputs` of tuneup.yaml names these fields";
	return NULL;
}

static void write_side(const struct metrics_run *run, struct figure *f,
		       struct rate_side side, const char *none)
{
	f->n = side.known;
	f->x = side.hit;
	if (!side.known) {
		f->note = none;
		return;
	}
	run_share(run, f, side.hit, side.known);
	if (side.unknown)
		f->note = arena_printf(&run->out->arena,
				       "%" PRId64 " more have no known outcome",
				       side.unknown);
}

void link_write(const struct metrics_run *run, const struct scope *scope,
		struct period period, const struct link_cell *c,
		const char *none)
{
	struct figure *f;

	if (!none)
		none = link_none(c);
	write_side(run,
		   run_figure(run, &metric_rework_incomplete, scope, period),
		   c->incomplete,
		   none ? none : "no known outcome with incomplete input");
	write_side(run, run_figure(run, &metric_rework_complete, scope, period),
		   c->complete,
		   none ? none : "no known outcome with complete input");
	f = run_figure(run, &metric_rework_by_input, scope, period);
	f->n = c->incomplete.known;
	f->x = c->incomplete.hit;
	if (c->incomplete.known && c->complete.known) {
		change_write(run, f, c->incomplete, c->complete);
		f->note = link_note(run, c);
	} else {
		f->note = none ? none : c->complete.known ?
			"no known outcome with incomplete input" :
			"no known outcome with complete input";
	}
}
