/*
 * What is to be decided, as a sheet to fill in: one row a problem, its
 * options, and framed cells for the decision, which hold what was decided
 * already. Counters above follow what is typed. report/fillable.h has how it
 * is read back.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/actions.h"
#include "report/blocks/given.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"
#include "report/fillable.h"

/* Columns of options, as many as any row has, stand between the first and
 * the last ones. */
enum { COL_ID, COL_PROBLEM, COL_LINK, COL_OPTION };
enum { LAST_GAIN, LAST_SETUP, LAST_DECISION, LAST_OWNER, LAST_DUE,
       LAST_REASON, LAST_NOTE, LAST_COLUMNS };
#define COLUMNS_MAX (COL_OPTION + FILL_OPTIONS + LAST_COLUMNS)

#define HOURS_DIGITS 2
#define SETUP_DIGITS 1

/* ---- what may be filled in ----------------------------------------------- */

/* By number of options: only those that the row has. */
static const struct fill *decision_fill(struct doc *d, size_t options)
{
	struct fill *f = arena_alloc(&d->arena, sizeof *f);
	const char **choice = arena_array(&d->arena, FILL_DECISION_WORDS,
					  sizeof *choice);

	*f = (struct fill){ .kind = FILL_CHOICE, .title = FILL_COL_DECISION,
			    .choice = choice };
	for (size_t i = 0; i < FILL_DECISION_WORDS; i++)
		if (i < options || i >= FILL_OPTIONS)
			choice[f->n_choices++] = fill_decisions[i];
	return f;
}

static bool has_choice(const struct fill *f, const char *text)
{
	for (size_t i = 0; i < f->n_choices; i++)
		if (!strcmp(f->choice[i], text))
			return true;
	return false;
}

/* The owners of tuneup.yaml; any name where it has none. */
static const struct fill *owner_fill(struct doc *d,
				     const struct report_input *in)
{
	struct fill *f = arena_alloc(&d->arena, sizeof *f);
	size_t n = in->config->n_owners;
	const char **choice = arena_array(&d->arena, n + 1, sizeof *choice);

	*f = (struct fill){ .kind = FILL_CHOICE, .title = "Owners",
			    .choice = choice };
	for (size_t i = 0; i < n; i++) {
		const char *label = clean(d, in->config->owners[i].label);

		if (label[strspn(label, " ")] && !has_choice(f, label))
			choice[f->n_choices++] = label;
	}
	if (!f->n_choices) {
		f->kind = FILL_TEXT;
		f->prompt = "Who will do it. Owners in tuneup.yaml make a "
			    "list here.";
	}
	return f;
}

/* Shared by all rows, so that a column has one rule. */
struct fills { const struct fill *decision[FILL_OPTIONS + 1], *owner, *due; };

static const struct fill fill_reason = {
	.kind = FILL_CHOICE, .title = FILL_COL_REASON,
	.choice = fill_reasons, .n_choices = FILL_REASON_WORDS
};

static const struct fill fill_note = { .kind = FILL_TEXT };

static void fills_of(struct fills *out, struct doc *d,
		     const struct report_input *in)
{
	struct fill *due = arena_alloc(&d->arena, sizeof *due);

	for (size_t i = 0; i <= FILL_OPTIONS; i++)
		out->decision[i] = decision_fill(d, i);
	out->owner = owner_fill(d, in);
	*due = (struct fill){ .kind = FILL_DATE, .day = in->as_of + 1 };
	out->due = due;
}

/* ---- rows ---------------------------------------------------------------- */

static const char *option_text(struct doc *d, const struct recommended *r)
{
	return arena_printf(&d->arena, "%s (%s a week, %s set-up%s)",
			    clean(d, r->action->text),
			    say_gain(&d->arena, r->hours),
			    say_setup(&d->arena, r->setup),
			    r->either_or ? ", either/or" : "");
}

/* The number of the option that is decided; that of A before. */
static double chosen(const double *v, size_t n, size_t word, int digits)
{
	return round_decimal(v[word < n ? word : 0], digits);
}

static struct cell chosen_cell(struct doc *d, const double *v, size_t n,
			       size_t word, int digits)
{
	struct cell c = cell_number(chosen(v, n, word, digits), digits);
	struct strbuf s = STRBUF_INIT;
	char number[NUM_TEXT_MAX];

	if (n < 2)
		return c;
	strbuf_putc(&s, '=');
	for (size_t i = 1; i < n; i++)
		strbuf_printf(&s, "IF([" FILL_COL_DECISION "]=\"%s\",%s,",
			      option_letter(i),
			      num_exact(number, round_decimal(v[i], digits)));
	strbuf_puts(&s, num_exact(number, round_decimal(v[0], digits)));
	for (size_t i = 1; i < n; i++)
		strbuf_putc(&s, ')');
	c.formula = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return c;
}

static size_t options_of(const struct problem *p)
{
	return p->n_shown < FILL_OPTIONS ? p->n_shown : FILL_OPTIONS;
}

/* What the options of a row bring and take. */
struct worth { double gain[FILL_OPTIONS], setup[FILL_OPTIONS]; size_t n; };

static struct worth worth_of(const struct problem *p)
{
	struct worth w = { .n = options_of(p) };

	for (size_t i = 0; i < w.n; i++) {
		w.gain[i] = p->action[i].hours;
		w.setup[i] = p->action[i].setup;
	}
	return w;
}

static void option_cells(struct doc *d, struct cell *row, struct cell *last,
			 const struct problem *p, size_t word)
{
	struct worth w = worth_of(p);

	for (size_t i = 0; i < w.n; i++)
		row[COL_OPTION + i] = cell_text(option_text(d,
							    &p->action[i]));
	if (w.n) {
		last[LAST_GAIN] = chosen_cell(d, w.gain, w.n, word,
					      HOURS_DIGITS);
		last[LAST_SETUP] = chosen_cell(d, w.setup, w.n, word,
					       SETUP_DIGITS);
		return;
	}
	row[COL_OPTION] = cell_text(clean(d, p->says));
	row[COL_OPTION].tone = TONE_MUTED;
}

/* Where its evidence is; without a finding the list of what is approved. */
static void link_cell(struct doc *d, struct cell *c,
		      const struct report_input *in, const struct problem *p)
{
	const char *part = p->finding ? finding_link(in, p->finding) : NULL;

	if (!part)
		part = part_with(in, "recommendations");
	for (size_t i = 0; part && i < in->template->n_parts; i++) {
		if (strcmp(in->template->parts[i].id, part) != 0)
			continue;
		*c = cell_text(clean(d, in->template->parts[i].title));
		c->link = arena_strdup(&d->arena, part);
	}
}

/* What was answered: `word` of it, and e with the rest. Without the word the
 * rest would belong to nothing. */
static void answer_cells(struct doc *d, struct cell *last,
			 const struct fills *f, const struct problem *p,
			 const struct decided *e, size_t word)
{
	bool known = e && word < FILL_DECISION_WORDS;

	last[LAST_DECISION] = given_cell(d, known ? fill_decisions[word] : "",
					 f->decision[options_of(p)]);
	last[LAST_OWNER] = given_cell(d, known ? e->decision->owner : "",
				      f->owner);
	if (known && e->decision->due != DAY_NONE)
		last[LAST_DUE] = cell_date(e->decision->due);
	last[LAST_DUE].fill = f->due;
	last[LAST_REASON] = given_cell(d, known ? e->decision->reason : "",
				       &fill_reason);
	last[LAST_NOTE] = given_cell(d, known ? e->decision->note : "",
				     &fill_note);
}

static void problem_row(struct doc *d, struct table *t,
			const struct report_input *in, const struct fills *f,
			const struct problem *p)
{
	const struct decided *e = given_to(in, p->proposal);
	size_t word = given_word(p, e);
	struct cell *row = table_row(d, t);
	struct cell *last = row + t->n_columns - LAST_COLUMNS;

	row[COL_ID] = cell_text(arena_strdup(&d->arena, p->proposal));
	row[COL_ID].tone = TONE_MUTED;
	row[COL_PROBLEM] = cell_text(problem_sentence(d, p));
	if (e && word == FILL_DECISION_WORDS)
		row[COL_PROBLEM].text = arena_printf(&d->arena, "%s Decided "
			"before, and not offered any more: %s.",
			row[COL_PROBLEM].text, given_answer(d, p, e));
	link_cell(d, &row[COL_LINK], in, p);
	option_cells(d, row, last, p, word);
	answer_cells(d, last, f, p, e, word);
}

static const struct column first_columns[COL_OPTION] = {
	[COL_ID] = { FILL_COL_ID, ALIGN_LEFT, 12, true },
	[COL_PROBLEM] = { "Problem", ALIGN_LEFT, 32, true },
	[COL_LINK] = { "Look at", ALIGN_LEFT, 20, true },
};

static const struct column last_columns[LAST_COLUMNS] = {
	[LAST_GAIN] = { "Expected, h a week", ALIGN_RIGHT, 9, false },
	[LAST_SETUP] = { "Set-up, h", ALIGN_RIGHT, 7, false },
	[LAST_DECISION] = { FILL_COL_DECISION, ALIGN_LEFT, 11, false },
	[LAST_OWNER] = { FILL_COL_OWNER, ALIGN_LEFT, 13, true },
	[LAST_DUE] = { FILL_COL_DUE, ALIGN_LEFT, 11, false },
	[LAST_REASON] = { FILL_COL_REASON, ALIGN_LEFT, 13, true },
	[LAST_NOTE] = { FILL_COL_NOTE, ALIGN_LEFT, 14, true },
};

static const char *const last_names[LAST_COLUMNS] = {
	[LAST_GAIN] = "decisions_hours", [LAST_SETUP] = "decisions_setup",
	[LAST_DECISION] = "decisions_decision",
	[LAST_OWNER] = "decisions_owner", [LAST_DUE] = "decisions_due",
};

static void decision_columns(struct doc *d, struct table *t, size_t options)
{
	size_t first = COL_OPTION + (options ? options : 1);
	struct column column[COLUMNS_MAX];
	const char **name = arena_array(&d->arena, COLUMNS_MAX, sizeof *name);

	memcpy(column, first_columns, sizeof first_columns);
	for (size_t i = COL_OPTION; i < first; i++)
		column[i] = (struct column){ fill_options[i - COL_OPTION],
					     ALIGN_LEFT, 18, true };
	memcpy(column + first, last_columns, sizeof last_columns);
	memcpy(name + first, last_names, sizeof last_names);
	table_columns(d, t, column, first + LAST_COLUMNS);
	t->column_name = name;
}

/* ---- counters ------------------------------------------------------------ */

#define TAKEN(what) \
	what("A") "+" what("B") "+" what("C")
#define COUNTED(word) "COUNTIF(decisions_decision,\"" word "\")"
#define HOURS(word) "SUMIF(decisions_decision,\"" word "\",decisions_hours)"
#define SETUP(word) "SUMIF(decisions_decision,\"" word "\",decisions_setup)"
#define IS(word) "(decisions_decision=\"" word "\")"

/* What the counters say of the answers that the sheet is made with. */
struct tally { double decided, put_off, promised, setup, loose; };

static void tally_row(struct tally *sum, const struct problem *p,
		      const struct decided *e)
{
	size_t word = given_word(p, e);
	struct worth w = worth_of(p);

	sum->decided += word <= FILL_OPTIONS;
	sum->put_off += word > FILL_OPTIONS && word < FILL_DECISION_WORDS;
	if (!e || word >= w.n)
		return;
	sum->promised += chosen(w.gain, w.n, word, HOURS_DIGITS);
	sum->setup += chosen(w.setup, w.n, word, SETUP_DIGITS);
	sum->loose += !*e->decision->owner || e->decision->due == DAY_NONE;
}

static struct tally tally_of(const struct report_input *in,
			     const struct problem *const *row, size_t n)
{
	struct tally sum = { .decided = 0 };

	for (size_t i = 0; i < n; i++)
		tally_row(&sum, row[i], given_to(in, row[i]->proposal));
	return sum;
}

static void counter(struct doc *d, struct table *t, const char *what,
		    const char *name, double now, int digits,
		    const char *formula, const char *of)
{
	struct cell *row = table_row(d, t);

	row[0] = cell_text(what);
	row[1] = cell_number(now, digits);
	row[1].formula = formula;
	row[1].name = name;
	row[1].tone = TONE_STRONG;
	row[2] = cell_text(of);
	row[2].tone = TONE_MUTED;
}

static void counters(struct doc *d, struct part *p, int span,
		     const struct tally *sum, size_t proposals)
{
	static const struct column so_far[] = {
		{ "So far", ALIGN_LEFT, 36, false },
		{ "Now", ALIGN_RIGHT, 8, false },
		{ "Of", ALIGN_LEFT, 16, false },
	};
	struct table *t = &part_add(d, p, ELEMENT_TABLE, block_decisions.id,
				    span)->as.table;
	const char *of = arena_printf(&d->arena, "of %zu", proposals);

	t->title = "So far";
	t->subtitle = "Follows what is filled in below";
	t->empty = "";
	table_columns(d, t, so_far, COUNT_OF(so_far));
	counter(d, t, "Decided: A, B, C or Reject", "decided", sum->decided, 0,
		"=" TAKEN(COUNTED) "+" COUNTED("Reject"), of);
	counter(d, t, "Put off: Defer or Need data", "put_off",
		sum->put_off, 0,
		"=" COUNTED("Defer") "+" COUNTED("Need data"), of);
	counter(d, t, "Promised by A, B or C", "promised", sum->promised,
		HOURS_DIGITS,
		"=" TAKEN(HOURS), "h a week");
	counter(d, t, "Set-up that it takes", "promised_setup", sum->setup,
		SETUP_DIGITS,
		"=" TAKEN(SETUP), "h, once");
	counter(d, t, "A, B or C without owner or date", "loose_ends",
		sum->loose, 0,
		"=SUMPRODUCT((" TAKEN(IS) ")*(((decisions_owner=\"\")+"
		"(decisions_due=\"\"))>0))", "should be 0");
}

/* ---- the block ----------------------------------------------------------- */

static void decisions_build(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in)
{
	int span = block_span(t, &block_decisions);
	size_t n, options = 0;
	const struct problem *const *row = given_rows(d, in, &n);
	struct tally sum = tally_of(in, row, n);
	struct table *table;
	struct fills fills;

	part_headline(d, p, &block_decisions, !n ? "Nothing is to be decided" :
		arena_printf(&d->arena, "%s to decide",
			     count_words(d, (int64_t)n, "problem")));
	if (n) {
		part_add_text(d, p, block_decisions.id, TEXT_LEAD,
			"Fill in the framed cells: a decision, who does it "
			"and by when, and why. Save the file; what it says "
			"belongs to the ids in the first column.");
		counters(d, p, span, &sum, n);
	}
	table = &part_add(d, p, ELEMENT_TABLE, block_decisions.id,
			  span)->as.table;
	table->title = "Decisions";
	table->subtitle = !n ? d->period : arena_printf(&d->arena,
		"%s; expected of the option decided, else of A",
		d->period);
	table->empty = "No finding asks for a decision, and no trigger of the "
		       "playbook is met.";
	table->header_name = FILL_DECISIONS;
	for (size_t i = 0; i < n; i++)
		if (options_of(row[i]) > options)
			options = options_of(row[i]);
	decision_columns(d, table, options);
	fills_of(&fills, d, in);
	for (size_t i = 0; i < n; i++)
		problem_row(d, table, in, &fills, row[i]);
}

const struct block block_decisions = {
	.id = "decisions",
	.help = "a row for each problem with its options, to fill in: "
		"decision, owner, due, reason; counters that follow",
	.span = 12,
	.build = decisions_build,
};
