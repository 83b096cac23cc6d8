#include "ingest/slips.h"

#include <string.h>

#include "base/utf8.h"
#include "ingest/fold.h"

#define LETTERS_LEAST 4		/* of shorter names one letter is too much */
#define SHOWN 40

void slips_begin(struct slips *s, const struct config *config,
		 const struct fact_kind *kind)
{
	static const char *const steps[SLIP_COLUMNS] = { "step", "from_step",
							 "to_step" };

	*s = (struct slips){ .config = config, .kind = kind };
	s->workflow = config->n_workflows ? fact_column_find(kind, "workflow")
					  : -1;
	for (int i = 0; i < SLIP_COLUMNS; i++)
		s->step[i] = fact_column_find(kind, steps[i]);
}

static bool is_name(const struct fact_cell *c, const char *name)
{
	return strlen(name) == c->len && !memcmp(name, c->s, c->len);
}

static void note(struct slips *s, const struct fact_cell *c, int column,
		 const struct config_workflow *w, int64_t line)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->item[i].workflow == w && is_name(c, s->item[i].name))
			return;
	if (s->n == SLIPS_MAX)
		return;
	s->item[s->n++] = (struct slip){
		.name = arena_strndup(&s->arena, c->s, c->len),
		.column = s->kind->columns[column].name,
		.workflow = w, .line = line
	};
}

static bool has_step(const struct config_workflow *w,
		     const struct fact_cell *c)
{
	for (size_t i = 0; i < w->n_steps; i++)
		if (is_name(c, w->steps[i].id))
			return true;
	return false;
}

void slips_row(struct slips *s, const struct fact_cell *cell, int64_t line)
{
	const struct config_workflow *w = NULL;

	if (s->workflow < 0 || !cell[s->workflow].s)
		return;
	for (size_t i = 0; i < s->config->n_workflows && !w; i++)
		if (is_name(&cell[s->workflow], s->config->workflows[i].id))
			w = &s->config->workflows[i];
	if (!w) {
		note(s, &cell[s->workflow], s->workflow, NULL, line);
		return;
	}
	for (int i = 0; i < SLIP_COLUMNS; i++)
		if (s->step[i] >= 0 && cell[s->step[i]].s &&
		    !has_step(w, &cell[s->step[i]]))
			note(s, &cell[s->step[i]], s->step[i], w, line);
}

static bool has_digit(const char *name)
{
	return strpbrk(name, "0123456789") != NULL;
}

static bool is_near(struct slips *s, const char *said, const char *name)
{
	if (!strcmp(text_fold(&s->arena, said, strlen(said)),
		    text_fold(&s->arena, name, strlen(name))))
		return true;
	return strlen(said) >= LETTERS_LEAST && strlen(name) >= LETTERS_LEAST &&
		!has_digit(said) && !has_digit(name) &&
		text_distance(said, name) == 1;
}

static const char *meant(struct slips *s, const struct slip *slip)
{
	const struct config_workflow *w = slip->workflow;
	size_t n = w ? w->n_steps : s->config->n_workflows;

	for (size_t i = 0; i < n; i++) {
		const char *name = w ? w->steps[i].id :
			s->config->workflows[i].id;

		if (is_near(s, slip->name, name))
			return name;
	}
	return NULL;
}

void slips_end(struct slips *s, struct diags *diags)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct slip *slip = &s->item[i];
		const char *name = meant(s, slip);
		struct strbuf said = STRBUF_INIT;

		if (!name)
			continue;
		utf8_escape(&said, slip->name, utf8_fit(slip->name, SHOWN));
		diag_add(diags, DIAG_WARN, "near-name", slip->line,
			 slip->column, "workflows.yaml has no '%s'; is '%s' "
			 "meant? As it stands it counts apart", said.s, name);
		strbuf_release(&said);
	}
}

void slips_free(struct slips *s)
{
	arena_release(&s->arena);
	*s = (struct slips){ 0 };
}
