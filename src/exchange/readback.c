/*
 * Cells of several files become one answer each, or are disputed; then all of
 * them go into the store at once.
 */
#include "exchange/readback_take.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"

/* ---- cells that are one ------------------------------------------------ */

static int said_cmp(const void *a, const void *b)
{
	const struct said *x = a, *y = b;
	int c = strcmp(x->id, y->id);

	if (c)
		return c;
	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	return (x->file > y->file) - (x->file < y->file);
}

static bool same_cell(const struct said *x, const struct said *y)
{
	return x->field == y->field && !strcmp(x->id, y->id);
}

static bool says_same(const struct said *x, const struct said *y)
{
	return !strcmp(x->text, y->text) &&
	       !strcmp(x->action ? x->action : "", y->action ? y->action : "");
}

bool to_be_taken(const struct readback_spec *spec, const struct said *s)
{
	return spec->take && !strcmp(spec->file[s->file], spec->take);
}

void dispute_before(struct taking *t, const struct said *s,
		    const char *source, const char *before)
{
	strbuf_printf(&t->out->text, "%s, %s: %s says %s (%s), %s said %s "
		      "before; not taken\n", s->id, said_titles[s->field],
		      t->spec->file[s->file], s->text, s->cell, source,
		      before);
	t->out->file[s->file].disputed = true;
	t->out->disputed++;
}

static void tell_dispute(struct taking *t, const struct said *s, size_t n)
{
	struct strbuf *text = &t->out->text;

	strbuf_printf(text, "%s, %s: ", s->id, said_titles[s->field]);
	for (size_t i = 0; i < n; i++) {
		strbuf_printf(text, "%s%s says %s (%s)", i ? ", " : "",
			      t->spec->file[s[i].file], s[i].text, s[i].cell);
		t->out->file[s[i].file].disputed = true;
	}
	strbuf_puts(text, "; not taken\n");
	t->out->disputed++;
}

/* The n cells of one id and field, by file: the one that counts, or NULL. */
static const struct said *agree(struct taking *t, const struct said *s,
				size_t n)
{
	bool differ = false;

	for (size_t i = 0; i < n; i++) {
		if (to_be_taken(t->spec, &s[i]))
			return &s[i];
		differ |= !says_same(s, &s[i]);
	}
	if (!differ)
		return s;
	tell_dispute(t, s, n);
	return NULL;
}

static void agree_all(struct taking *t, struct said_list *l)
{
	size_t kept = 0, n;

	if (l->n)
		qsort(l->item, l->n, sizeof *l->item, said_cmp);
	for (size_t i = 0; i < l->n; i += n) {
		const struct said *one;

		for (n = 1; i + n < l->n &&
		     same_cell(&l->item[i], &l->item[i + n]); n++)
			;
		one = agree(t, &l->item[i], n);
		if (one)
			l->item[kept++] = *one;
	}
	l->n = kept;
}

/* ---- the whole of it --------------------------------------------------- */

static int known_read(struct readback_known *k, struct store *s,
		      struct err *err)
{
	return store_decision_book(&k->book, s, k->arena, err) ||
	       store_runs(&k->run, &k->n_runs, s, k->arena, err) ? -1 : 0;
}

static int check_take(const struct readback_spec *spec, struct err *err)
{
	for (size_t i = 0; spec->take && i < spec->n; i++)
		if (!strcmp(spec->file[i], spec->take))
			return 0;
	if (!spec->take)
		return 0;
	return err_set(err, ERR_USAGE, "--take %s is none of the files to be "
		       "read back: name it among them, too", spec->take);
}

static int take_all(struct taking *t, struct said_list *l, struct err *err)
{
	int ret;

	if (store_import_begin(&t->import, t->store, err))
		return -1;
	ret = take_decisions(t, l->item, l->n, err);
	if (!ret)
		ret = take_facts(t, l->item, l->n, err);
	if (ret || t->spec->dry_run) {
		store_import_abort(t->import);
		return ret;
	}
	return store_import_commit(t->import, err);
}

int readback(struct readback_result *out, struct store *s,
	     const struct config *config, const struct readback_spec *spec,
	     struct err *err)
{
	struct arena a = { 0 };
	struct readback_known known = { .config = config, .spec = spec,
					.arena = &a };
	struct taking t = { .out = out, .store = s, .spec = spec,
			    .known = &known };
	struct said_list said = { 0 };
	int ret;

	*out = (struct readback_result){
		.file = xcalloc(spec->n + 1, sizeof *out->file),
		.text = STRBUF_INIT, .mistakes = STRBUF_INIT
	};
	ret = check_take(spec, err) || known_read(&known, s, err) ? -1 : 0;
	for (size_t i = 0; !ret && i < spec->n; i++) {
		bool *refused = &out->file[i].refused;

		cells_said(&said, refused, &out->mistakes, &known, i);
		out->refused += *refused;
	}
	if (!ret) {
		agree_all(&t, &said);
		ret = take_all(&t, &said, err);
	}
	free(said.item);
	arena_release(&a);
	return ret;
}

void readback_release(struct readback_result *r)
{
	free(r->file);
	strbuf_release(&r->text);
	strbuf_release(&r->mistakes);
	*r = (struct readback_result){ .text = STRBUF_INIT,
				       .mistakes = STRBUF_INIT };
}
