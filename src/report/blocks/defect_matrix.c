#include "report/blocks/defect_matrix.h"

#include <stdlib.h>
#include <string.h>

#include "metrics/escape.h"
#include "report/blocks/words.h"

#define PUBLISHED "published"
#define OTHER "other steps"

/* A figure "brief > draft" of this period; of all work, of any workflow. */
static const char *edge_of(const struct report_input *in,
			   const struct figure *f, const char *workflow)
{
	const char *step = f->scope.dim[SCOPE_STEP];
	const char *of = f->scope.dim[SCOPE_WORKFLOW];

	if (strcmp(f->metric->id, "defects") != 0 || !step || !of ||
	    f->period.kind != in->now.kind ||
	    f->period.first != in->now.first ||
	    (workflow && strcmp(of, workflow) != 0))
		return NULL;
	return strstr(step, DEFECT_EDGE);
}

struct names { const char **item; size_t n, cap; };

static size_t name_at(const struct names *names, const char *name, size_t len)
{
	size_t i = 0;

	while (i < names->n && (strlen(names->item[i]) != len ||
				memcmp(names->item[i], name, len) != 0))
		i++;
	return i;
}

static void name_add(struct names *names, const char *name)
{
	if (name_at(names, name, strlen(name)) < names->n)
		return;
	vec_reserve(&names->item, names->n, &names->cap);
	names->item[names->n++] = name;
}

/* The documented steps, those found elsewhere, published. */
static struct names places_of(struct doc *d, const struct report_input *in,
			      const char *workflow)
{
	struct names names = { 0 };
	size_t n;
	const char **all = workflows_of(d, in, &n);

	for (size_t k = 0; k < n; k++) {
		const struct config_workflow *w =
			config_workflow(in->config, all[k]);

		if (workflow && strcmp(all[k], workflow) != 0)
			continue;
		for (size_t i = 0; w && i < w->n_steps; i++)
			name_add(&names, w->steps[i].id);
	}
	for (size_t i = 0; i < in->figures->n; i++) {
		const char *edge = edge_of(in, &in->figures->item[i],
					   workflow);

		if (edge && strcmp(edge + strlen(DEFECT_EDGE), PUBLISHED) != 0)
			name_add(&names, edge + strlen(DEFECT_EDGE));
	}
	name_add(&names, PUBLISHED);
	return names;
}

static void counts_add(struct defect_matrix *m, const struct names *places,
		       const struct figure *f, const char *edge)
{
	const char *step = f->scope.dim[SCOPE_STEP];
	const char *found = edge + strlen(DEFECT_EDGE);
	size_t origin = name_at(places, step, (size_t)(edge - step));
	size_t at = name_at(places, found, strlen(found));

	m->count[origin * m->n + at] += (int64_t)f->value;
}

/* ---- too many steps --------------------------------------------------- */

/* Defects that arose at a step or were found there. */
static int64_t weight(const struct defect_matrix *m, size_t place)
{
	int64_t sum = 0;

	for (size_t i = 0; i < m->n; i++)
		sum += m->count[place * m->n + i] +
		       (i == place ? 0 : m->count[i * m->n + place]);
	return sum + m->count[m->n * m->n + place];
}

/* Which steps stay; the last place, published, always does. */
static bool *heaviest(struct doc *d, const struct defect_matrix *m)
{
	bool *stays = arena_array(&d->arena, m->n, sizeof *stays);

	stays[m->n - 1] = true;
	for (size_t k = 0; k < MATRIX_MOST - 2; k++) {
		size_t best = m->n;

		for (size_t i = 0; i < m->n; i++)
			if (!stays[i] && (best == m->n ||
					  weight(m, i) > weight(m, best)))
				best = i;
		stays[best] = true;
	}
	return stays;
}

static void fold(struct doc *d, struct defect_matrix *m)
{
	const bool *stays = heaviest(d, m);
	struct defect_matrix less = { .n = MATRIX_MOST };
	size_t *to = arena_array(&d->arena, m->n + 1, sizeof *to), n = 0;

	less.place = arena_array(&d->arena, less.n, sizeof *less.place);
	less.count = arena_array(&d->arena, (less.n + 1) * less.n,
				 sizeof *less.count);
	for (size_t i = 0; i + 1 < m->n; i++) {
		to[i] = stays[i] ? n : less.n - 2;
		if (stays[i])
			less.place[n++] = m->place[i];
	}
	less.place[less.n - 2] = OTHER;
	less.place[less.n - 1] = PUBLISHED;
	to[m->n - 1] = less.n - 1;
	to[m->n] = less.n;
	for (size_t o = 0; o <= m->n; o++)
		for (size_t f = 0; f < m->n; f++)
			less.count[to[o] * less.n + to[f]] +=
				m->count[o * m->n + f];
	*m = less;
}

/* ---- all of it -------------------------------------------------------- */

static int64_t at(const struct defect_matrix *m, size_t origin, size_t found)
{
	return m->count[origin * m->n + found];
}

static void sums(struct defect_matrix *m)
{
	for (size_t o = 0; o <= m->n; o++)
		for (size_t f = 0; f < m->n; f++) {
			int64_t n = at(m, o, f);

			m->total += n;
			m->known += o < m->n ? n : 0;
			m->same += o == f ? n : 0;
		}
}

void defect_matrix_of(struct doc *d, struct defect_matrix *m,
		      const struct report_input *in, const char *workflow)
{
	struct names places = places_of(d, in, workflow);

	*m = (struct defect_matrix){ .n = places.n };
	m->place = arena_array(&d->arena, m->n, sizeof *m->place);
	memcpy(m->place, places.item, m->n * sizeof *m->place);
	m->count = arena_array(&d->arena, (m->n + 1) * m->n,
			       sizeof *m->count);
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];
		const char *edge = edge_of(in, f, workflow);

		if (edge)
			counts_add(m, &places, f, edge);
	}
	free(places.item);
	if (!workflow && m->n > MATRIX_MOST)
		fold(d, m);
	sums(m);
}

/* Found before it arose is a mistake in the data, and shown. */
static void origin_row(struct doc *d, struct table *t,
		       const struct defect_matrix *m, size_t origin)
{
	struct cell *row = table_row(d, t);

	row[0] = cell_text(origin == m->n ? "unknown origin" :
					    clean(d, m->place[origin]));
	for (size_t i = 0; i < m->n; i++) {
		int64_t n = at(m, origin, i);

		if (n || i >= origin || origin == m->n)
			row[i + 1] = cell_number((double)n, 0);
	}
}

void defect_matrix_table(struct doc *d, struct table *t,
			 const struct defect_matrix *m)
{
	struct column *column = arena_array(&d->arena, m->n + 1,
					    sizeof *column);
	int64_t unknown = 0;

	column[0] = (struct column){ "Where it arose", ALIGN_LEFT, 22, true };
	for (size_t i = 0; i < m->n; i++) {
		column[i + 1] = (struct column){
			arena_printf(&d->arena, "At %s",
				     clean(d, m->place[i])),
			ALIGN_CENTRE, 12, false
		};
		t->heat |= i + 1 < 32 ? 1u << (i + 1) : 0;
		unknown += at(m, m->n, i);
	}
	table_columns(d, t, column, m->n + 1);
	for (size_t i = 0; m->total && i + 1 < m->n; i++)
		origin_row(d, t, m, i);
	if (unknown)
		origin_row(d, t, m, m->n);
}
