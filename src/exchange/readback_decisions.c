/* Decisions out of cells: a row's cells, and what was answered before. */
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "exchange/readback_take.h"

size_t said_row(const struct said *s, size_t n)
{
	size_t i = 1;

	while (i < n && !strcmp(s[i].id, s[0].id))
		i++;
	return i;
}

const struct said *said_of(const struct said *s, size_t n,
			   enum said_field field)
{
	for (size_t i = 0; i < n; i++)
		if (s[i].field == field)
			return &s[i];
	return NULL;
}

/* What an answer says of a field, "" for nothing. */
static const char *known_text(struct arena *a, const struct decision_entry *d,
			      enum said_field field)
{
	if (field == SAID_DECISION)
		return d->choice;
	if (field == SAID_OWNER)
		return d->owner;
	if (field == SAID_REASON)
		return d->reason;
	if (field == SAID_DUE)
		return d->due == DAY_NONE ? "" :
			day_format(arena_alloc(a, DATE_MAX), d->due);
	return d->note;
}

/* Does an answer say the same in this field? */
static bool says(struct taking *t, const struct decision_entry *d,
		 const struct said *s)
{
	if (s->field == SAID_DECISION)
		return decision_says(d, s->text, s->action);
	return !strcmp(known_text(t->known->arena, d, s->field), s->text);
}

/* Said by another file before, and otherwise. */
static bool contradicts(struct taking *t, const struct decision_entry *was,
			const struct said *s)
{
	const char *path = t->spec->file[s->file];
	const char *before;

	if (!was || !strcmp(was->source, "command") ||
	    !strcmp(was->source, path_base(path)) ||
	    to_be_taken(t->spec, s) || made_after(t->known, path, was->day))
		return false;
	before = known_text(t->known->arena, was, s->field);
	if (!*before || says(t, was, s))
		return false;
	dispute_before(t, s, was->source, before);
	return true;
}

/* What was known before the last answer came: a workbook that was filled in,
 * or made, before that answer still says it. `same`: of answers with this
 * decision only. */
static bool is_overtaken(struct taking *t, const struct decision_entry *was,
			 const struct said *s, const struct said *same)
{
	const struct decision_book *b = &t->known->book;

	if (!was || says(t, was, s) || to_be_taken(t->spec, s))
		return false;
	for (size_t i = 0; i < b->n_decisions; i++) {
		const struct decision_entry *d = &b->decision[i];

		if (d == was || strcmp(d->proposal, was->proposal) != 0 ||
		    (same && !says(t, d, same)) || !says(t, d, s))
			continue;
		return true;
	}
	return false;
}

static void tell_overtaken(struct taking *t, const struct decision_entry *was,
			   const struct said *s)
{
	const char *path = t->spec->file[s->file];
	const char *now = known_text(t->known->arena, was, s->field);

	strbuf_printf(&t->out->text, "%s, %s: stays %s (%s): %s (%s, %s) was "
		      "known before that; --take %s takes it again\n", s->id,
		      said_titles[s->field], *now ? now : "blank",
		      was->source, s->text, path_base(path), s->cell, path);
}

/* ---- one answer --------------------------------------------------------- */

static void fill_field(struct decision_entry *d, const struct said *s)
{
	switch (s->field) {
	case SAID_OWNER:
		d->owner = s->text;
		break;
	case SAID_DUE:
		d->due = (int32_t)s->num;
		break;
	case SAID_REASON:
		d->reason = s->text;
		break;
	default:
		d->note = s->text;
		break;
	}
}

/* A blank says nothing: what was known of the same answer stays. */
static struct decision_entry answer_begin(struct taking *t,
					  const struct decision_entry *was,
					  const struct said *decision)
{
	struct decision_entry d = {
		.proposal = decision->id, .choice = decision->text,
		.action = decision->action, .owner = "", .reason = "",
		.note = "", .due = DAY_NONE,
		.source = path_base(t->spec->file[decision->file]),
		.day = t->spec->as_of
	};

	if (was && says(t, was, decision)) {
		d.owner = was->owner;
		d.reason = was->reason;
		d.note = was->note;
		d.due = was->due;
	}
	return d;
}

static int take_answer(struct taking *t, const struct decision_entry *d,
		       const struct said *decision, struct err *err)
{
	size_t changed = 0;
	char due[DATE_MAX];

	if (store_import_decide(t->import, d, 1, &changed, err))
		return -1;
	t->out->decisions += changed;
	t->out->same += !changed;
	if (!changed)
		return 0;
	t->out->file[decision->file].taken++;
	strbuf_printf(&t->out->text, "%s: %s%s%s", d->proposal, d->choice,
		      *d->owner ? ", " : "", d->owner);
	if (d->due != DAY_NONE)
		strbuf_printf(&t->out->text, ", due %s",
			      day_format(due, d->due));
	strbuf_printf(&t->out->text, " (%s, %s)\n", d->source,
		      decision->cell);
	return 0;
}

static void tell_loose(struct taking *t, const struct said *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i].field > SAID_NOTE)
			continue;
		strbuf_printf(&t->out->text, "%s: %s: %s without a decision "
			      "that counts; not taken\n",
			      t->spec->file[s[i].file], s[i].cell,
			      said_titles[s[i].field]);
	}
}

static int take_row(struct taking *t, const struct said *s, size_t n,
		    struct err *err)
{
	const struct decision_entry *was = book_answer(&t->known->book,
						       s[0].id);
	const struct said *decision = said_of(s, n, SAID_DECISION);
	struct decision_entry d;

	if (!decision) {
		tell_loose(t, s, n);
		return 0;
	}
	if (is_overtaken(t, was, decision, NULL)) {
		tell_overtaken(t, was, decision);
		t->out->same++;
		return 0;
	}
	if (contradicts(t, was, decision))
		return 0;
	d = answer_begin(t, was, decision);
	for (size_t i = 0; i < n; i++) {
		if (s[i].field <= SAID_DECISION || s[i].field > SAID_NOTE)
			continue;
		if (is_overtaken(t, was, &s[i], decision))
			tell_overtaken(t, was, &s[i]);
		else if (!contradicts(t, was, &s[i]))
			fill_field(&d, &s[i]);
	}
	if (d.due != DAY_NONE && d.due < d.day)
		d.day = d.due;
	return take_answer(t, &d, decision, err);
}

int take_decisions(struct taking *t, const struct said *s, size_t n,
		   struct err *err)
{
	size_t row;
	int ret = 0;

	for (size_t i = 0; !ret && i < n; i += row) {
		row = said_row(&s[i], n - i);
		if (s[i].field <= SAID_NOTE)
			ret = take_row(t, &s[i], row, err);
	}
	return ret;
}
