/* An explanation as text in 80 columns, or as one JSON object. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/explain.h"
#include "cli/json_out.h"

#define WIDTH 80
#define LABEL 12
#define SHA_SHOWN 12

/* ---- text ---------------------------------------------------------- */

/* Bytes of the next line of at most `columns`, broken at a blank, but never
 * between a number and its per cent. */
static size_t line_fit(const char *s, size_t columns)
{
	size_t fit = utf8_fit(s, columns), at = fit;

	if (!s[fit])
		return fit;
	while (at > 0 && (s[at] != ' ' || s[at + 1] == '%'))
		at--;
	return at ? at : fit;
}

/* A label, and its text beside it, wrapped under itself. */
static void put(struct strbuf *out, const char *label, size_t indent,
		const char *text)
{
	size_t at = utf8_width(label), len;

	strbuf_puts(out, label);
	if (at && at + 2 > indent) {
		strbuf_putc(out, '\n');
		at = 0;
	}
	do {
		strbuf_pad(out, ' ', indent - at);
		len = line_fit(text, WIDTH - indent);
		strbuf_add(out, text, len);
		strbuf_putc(out, '\n');
		text += len;
		while (*text == ' ')
			text++;
		at = 0;
	} while (*text);
}

void explain_line(struct strbuf *out, const char *label, const char *text)
{
	put(out, label, LABEL, text);
}

void explain_definition(struct strbuf *out, const struct metric *m)
{
	char defined[64];

	snprintf(defined, sizeof defined, "METRICS \u00a7%s, requirement %s",
		 m->section, m->requirement);
	put(out, "definition", LABEL, m->formula);
	put(out, "rules", LABEL, *m->edges ? m->edges : "none");
	put(out, "from", LABEL, m->columns);
	put(out, "source", LABEL, *m->source ? m->source : "arithmetic");
	put(out, "defined", LABEL, defined);
}

static const char *scope_text(struct explanation *e)
{
	for (int i = 0; i < SCOPE_DIMS; i++)
		if (i != SCOPE_WORKFLOW && e->scope.dim[i])
			return scope_words(&e->arena, &e->scope);
	if (!e->workflow)
		return "all work";
	return *e->workflow ? e->workflow : "(none)";
}

static void put_head(struct strbuf *out, struct explanation *e)
{
	const struct figure *f = e->figure;
	char day[DATE_MAX];
	const char *words = period_words(&e->arena, e->period,
					 e->config->quarter_starts);

	put(out, "", 0, arena_printf(&e->arena, "%s (%s), %s%s, %s",
		e->metric->title, e->metric->id, words, f->partial ?
			arena_printf(&e->arena, ", to %s",
				     day_words(day, e->as_of, DAY_FULL)) : "",
		scope_text(e)));
	strbuf_printf(out, "%s", explain_value(e, e->metric, f->value));
	if (!isnan(f->low))
		strbuf_printf(out, ", interval %s to %s",
			      explain_value(e, e->metric, f->low),
			      explain_value(e, e->metric, f->high));
	if (f->verdict != VERDICT_NONE)
		strbuf_printf(out, ", %s", explain_verdict(e));
	strbuf_puts(out, "\n\n");
}

static void put_steps(struct strbuf *out, struct explanation *e,
		      const char *title, const struct explain_steps *s)
{
	size_t widest = 0;

	if (!s->n)
		return;
	for (size_t i = 0; i < s->n; i++) {
		size_t w = utf8_width(s->item[i].name);

		widest = w > widest ? w : widest;
	}
	strbuf_printf(out, "\n%s\n", title);
	for (size_t i = 0; i < s->n; i++)
		put(out, arena_printf(&e->arena, "  %s", s->item[i].name),
		    widest + 4, s->item[i].text);
}

/* "4 outputs from 5 reviews, lines 2 to 6", "2 rows, line 2" */
static const char *file_text(struct explanation *e,
			     const struct explain_file *f)
{
	struct arena *a = &e->arena;
	const char *lines = f->first_line == f->last_line ?
		arena_printf(a, "line %" PRId64, f->first_line) :
		arena_printf(a, "lines %" PRId64 " to %" PRId64,
			     f->first_line, f->last_line);

	if (f->kind != &kind_corrections || explain_of_defects(e->metric))
		return arena_printf(a, "%" PRId64 " row%s of %s, %s", f->rows,
				    f->rows == 1 ? "" : "s", f->kind->id,
				    lines);
	return arena_printf(a, "%" PRId64 " output%s from %" PRId64
			    " review%s, %s", f->outputs,
			    f->outputs == 1 ? "" : "s", f->rows,
			    f->rows == 1 ? "" : "s", lines);
}

static void put_files(struct strbuf *out, struct explanation *e)
{
	struct arena *a = &e->arena;

	strbuf_puts(out, "\nfiles\n");
	if (!e->n_files)
		strbuf_puts(out, "  none: no row lies in the period\n");
	for (size_t i = 0; i < e->n_files; i++) {
		const struct explain_file *f = &e->files[i];

		put(out, arena_printf(a, "  import %" PRId64, f->import),
		    LABEL + 2, arena_printf(a, "%s, profile %s, SHA-256 %.*s",
					    f->file, f->profile, SHA_SHOWN,
					    f->sha256));
		put(out, "", LABEL + 2, file_text(e, f));
	}
}

static const char *file_name(const struct explanation *e,
			     const struct explain_row *r)
{
	for (size_t i = 0; i < e->n_files; i++)
		if (e->files[i].import == r->import &&
		    e->files[i].kind == r->kind)
			return e->files[i].file;
	return "";
}

/* The end of a text that is too long for its column is "...". */
static const char *clip(struct arena *a, const char *s, size_t columns)
{
	if (utf8_width(s) <= columns)
		return s;
	return arena_printf(a, "%.*s\u2026", (int)utf8_fit(s, columns - 1),
			    s);
}

enum { CELL_PLACE, CELL_ITEM, CELL_DAY, CELL_OUTCOME, CELLS };
static const size_t cell_max[CELLS] = { 26, 18, 10, 18 };

static void row_cells(struct explanation *e, const struct explain_row *r,
		      const char *cell[CELLS])
{
	struct arena *a = &e->arena;
	char day[DATE_MAX];
	const char *line = arena_printf(a, ":%" PRId64, r->line);

	cell[CELL_PLACE] = arena_printf(a, "%s%s",
		clip(a, file_name(e, r), cell_max[CELL_PLACE] - strlen(line)),
		line);
	cell[CELL_ITEM] = *r->item ? clip(a, r->item, cell_max[CELL_ITEM]) :
		"(none)";
	cell[CELL_DAY] = arena_strdup(a, day_format(day, r->day));
	cell[CELL_OUTCOME] = r->outcome;
}

static void put_more(struct strbuf *out, struct explanation *e)
{
	char first[DATE_MAX], last[DATE_MAX];

	if (e->total > (int64_t)e->n_rows)
		strbuf_printf(out, "  \u2026 %" PRId64 " more, see tuneup "
			      "facts\n", e->total - (int64_t)e->n_rows);
	for (size_t i = 0; i < e->n_files; i++) {
		const struct fact_kind *kind = e->files[i].kind;
		struct period days = explain_days(e, kind);

		if (i && e->files[i - 1].kind == kind)
			continue;
		if (kind == &kind_inputs)	/* the latest, however old */
			strbuf_printf(out, "  tuneup facts --kind %s --to "
				      "%s\n", kind->id,
				      day_format(last, days.last));
		else
			strbuf_printf(out, "  tuneup facts --kind %s --from "
				      "%s --to %s\n", kind->id,
				      day_format(first, days.first),
				      day_format(last, days.last));
	}
}

static void put_rows(struct strbuf *out, struct explanation *e)
{
	size_t widest[CELLS] = { 0 };
	const char *cell[EXPLAIN_ROWS][CELLS];

	if (!e->n_rows)
		return;
	for (size_t i = 0; i < e->n_rows; i++) {
		row_cells(e, &e->rows[i], cell[i]);
		for (size_t c = 0; c < CELLS; c++) {
			size_t w = utf8_width(cell[i][c]);

			widest[c] = w > widest[c] ? w : widest[c];
		}
	}
	strbuf_puts(out, "\nrows\n");
	for (size_t i = 0; i < e->n_rows; i++) {
		size_t left = WIDTH - 2;

		strbuf_puts(out, "  ");
		for (size_t c = 0; c < CELL_OUTCOME; c++) {
			strbuf_puts(out, cell[i][c]);
			strbuf_pad(out, ' ', widest[c] + 2 -
				   utf8_width(cell[i][c]));
			left -= widest[c] + 2;
		}
		strbuf_printf(out, "%s\n", clip(&e->arena,
						cell[i][CELL_OUTCOME], left));
	}
	put_more(out, e);
}

static int print_text(struct explanation *e, struct err *err)
{
	struct strbuf out = STRBUF_INIT;
	int ret;

	put_head(&out, e);
	explain_definition(&out, e->metric);
	put_steps(&out, e, "put in", &e->inputs);
	put_steps(&out, e, "arithmetic", &e->steps);
	put_files(&out, e);
	put_rows(&out, e);
	ret = say_bytes(err, out.s, out.len);
	strbuf_release(&out);
	return ret;
}

/* ---- JSON ---------------------------------------------------------- */

static json_t *definition_json(const struct metric *m)
{
	json_t *o = json_new_object();

	json_set_text(o, "metric", m->id);
	json_set_text(o, "title", m->title);
	json_set_text(o, "unit", metric_unit_name(m->unit));
	json_set_text(o, "definition", m->formula);
	json_set_text(o, "rules", m->edges);
	json_set_text(o, "columns", m->columns);
	json_set_text(o, "source", m->source);
	json_set_text(o, "section", m->section);
	json_set_text(o, "requirement", m->requirement);
	return o;
}

static json_t *figure_json(const struct explanation *e)
{
	const struct figure *f = e->figure;
	json_t *o = json_new_object();

	json_set_text(o, "workflow", e->workflow && !*e->workflow ? "(none)" :
		 e->workflow);
	json_set_text(o, "step", e->scope.dim[SCOPE_STEP]);
	json_set_text(o, "tool", e->scope.dim[SCOPE_TOOL]);
	json_set_text(o, "segment", e->scope.dim[SCOPE_SEGMENT]);
	json_set_text(o, "prompt_version", e->scope.dim[SCOPE_PROMPT_VERSION]);
	json_set_day(o, "period_start", e->period.first);
	json_set_day(o, "period_end", e->period.last);
	json_set_number(o, "value", f->value);
	json_set_number(o, "low", f->low);
	json_set_number(o, "high", f->high);
	json_set_int(o, "n", f->n);
	json_set_int(o, "x", f->x);
	json_set_text(o, "verdict", verdict_name(f->verdict));
	json_set_int(o, "needed", f->needed);
	json_set(o, "partial", json_boolean(f->partial));
	json_set_text(o, "note", f->note);
	return o;
}

static json_t *steps_json(const struct explain_steps *s)
{
	json_t *list = json_new_list();

	for (size_t i = 0; i < s->n; i++) {
		json_t *o = json_add_object(list);

		json_set_text(o, "name", s->item[i].name);
		json_set_text(o, "text", s->item[i].text);
	}
	return list;
}

static json_t *files_json(const struct explanation *e)
{
	json_t *list = json_new_list();

	for (size_t i = 0; i < e->n_files; i++) {
		const struct explain_file *f = &e->files[i];
		json_t *o = json_add_object(list);

		json_set_int(o, "import", f->import);
		json_set_text(o, "file", f->file);
		json_set_text(o, "kind", f->kind->id);
		json_set_text(o, "profile", f->profile);
		json_set_text(o, "sha256", f->sha256);
		json_set_int(o, "rows", f->rows);
		json_set_int(o, "outputs", f->kind == &kind_corrections ?
			f->outputs : FACT_NULL);
		json_set_int(o, "first_line", f->first_line);
		json_set_int(o, "last_line", f->last_line);
	}
	return list;
}

static json_t *rows_json(const struct explanation *e)
{
	json_t *list = json_new_list();

	for (size_t i = 0; i < e->n_rows; i++) {
		const struct explain_row *r = &e->rows[i];
		json_t *o = json_add_object(list);

		json_set_int(o, "import", r->import);
		json_set_text(o, "file", file_name(e, r));
		json_set_int(o, "line", r->line);
		json_set_text(o, "kind", r->kind->id);
		json_set_text(o, "item", r->item);
		json_set_day(o, "day", r->day);
		json_set_text(o, "outcome", r->outcome);
	}
	return list;
}

static int print_json(const struct explanation *e, struct err *err)
{
	json_t *all = definition_json(e->metric);

	json_set(all, "figure", figure_json(e));
	json_set(all, "put_in", steps_json(&e->inputs));
	json_set(all, "arithmetic", steps_json(&e->steps));
	json_set(all, "files", files_json(e));
	json_set(all, "rows", rows_json(e));
	json_set_int(all, "more_rows", e->total - (int64_t)e->n_rows);
	return json_print(all, err);
}

int explanation_print(struct explanation *e, const char *format,
		      struct err *err)
{
	return format && !strcmp(format, "json") ? print_json(e, err) :
						   print_text(e, err);
}
