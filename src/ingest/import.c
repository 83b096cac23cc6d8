#include "ingest/import.h"

#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"
#include "ingest/rejects.h"

#define ROW_DIAGS_KEPT 10000

static const char *shown_name(struct arena *a, const char *name)
{
	struct strbuf sb = STRBUF_INIT;
	size_t len = strlen(name), good;
	const char *out;

	/* a name is bytes: what is not UTF-8 is shown as \xNN */
	while ((good = utf8_valid_prefix(name, len)) < len) {
		utf8_escape(&sb, name, good);
		strbuf_printf(&sb, "\\x%02X", (unsigned char)name[good]);
		name += good + 1;
		len -= good + 1;
	}
	utf8_escape(&sb, name, len);
	out = arena_strdup(a, sb.s);
	strbuf_release(&sb);
	return out;
}

static int check_source(const char *source, struct err *err)
{
	size_t len = source ? strlen(source) : 0;

	if (source && (!len || len > 80 ||
		       utf8_valid_prefix(source, len) < len))
		return err_set(err, ERR_USAGE, "--source wants a name of 1 to "
			       "80 bytes of UTF-8");
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)source[i] < ' ')
			return err_set(err, ERR_USAGE, "--source wants a name "
				       "without control characters");
	return 0;
}

/* What the ledger says about the file before its rows are read. */
static void begin_entry(struct import *im)
{
	struct ledger_entry *e = &im->report->entry;
	struct arena *a = &im->report->arena;
	char day[DATE_MAX];

	e->sha256 = arena_strdup(a, im->sha256);
	e->profile = arena_strdup(a, im->match.profile->id);
	e->profile_sha256 = arena_strdup(a, im->effective);
	e->kind = im->match.kind->id;
	e->source = arena_strdup(a, im->options->source ?
				 im->options->source : im->match.profile->id);
	e->delimiter = im->json ? "JSON" :
		delimiter_name(im->dialect.delimiter);
	e->header_line = im->match.table.line;
	e->as_of = arena_strdup(a, day_format(day, im->options->as_of));
	e->rejects = "";
	e->first = e->last = DAY_NONE;
}

/* Append `from` to the report's diagnostics. */
static void take_diags(struct import *im, const struct diags *from)
{
	struct diags *to = &im->report->diags;

	for (int l = DIAG_NOTE; l <= DIAG_ASIDE; l++)
		to->seen[l] += from->seen[l];
	for (size_t i = 0; i < from->n; i++) {
		const struct diag *d = &from->item[i];

		to->seen[d->level]--;	/* counted above, kept or not */
		diag_add(to, d->level, d->code, d->line, d->column, "%s",
			 d->text);
	}
}

static int refuse_strict(const struct import *im, struct err *err)
{
	const struct diags *d = &im->report->diags;
	const struct diag *first = NULL;
	char line[24] = "";	/* none of what is said of the whole file */

	if (!im->options->strict)
		return 0;
	for (size_t i = 0; i < d->n && !first; i++)
		if (d->item[i].level != DIAG_NOTE)
			first = &d->item[i];
	if (!first)
		return 0;
	if (first->line)
		snprintf(line, sizeof line, ":%lld", (long long)first->line);
	return err_set(err, ERR_DATA, "%s%s: %s%s%s; --strict: nothing was "
		       "imported (%lld row%s set aside, %lld warning%s)",
		       im->file, line, first->column,
		       *first->column ? ": " : "", first->text,
		       (long long)d->seen[DIAG_ASIDE],
		       d->seen[DIAG_ASIDE] == 1 ? "" : "s",
		       (long long)d->seen[DIAG_WARN],
		       d->seen[DIAG_WARN] == 1 ? "" : "s");
}

/* Rejects file and ledger row. */
static int keep(struct import *im, struct err *err)
{
	struct ledger_entry *e = &im->report->entry;
	const char *dir = im->config->dir;

	if (!im->options->dry_run &&
	    rejects_write(&e->rejects, &im->report->arena, dir, im->file,
			  store_import_id(im->tx), &im->report->diags, err))
		return -1;
	return store_import_add(im->tx, e, &im->report->diags, err);
}

/* Another key gives one person a second pseudonym: nobody may miss that. */
static int note_key(struct import *im, struct err *err)
{
	char mark[KEY_MARK_MAX];
	bool changed;

	config_key_mark(im->config, mark);
	if (!mark[0])
		return 0;
	if (store_import_key(&changed, im->tx, mark, err))
		return -1;
	if (changed)
		diag_add(&im->decided, DIAG_WARN, "other-people-key", 0, "",
			 "people.key is not the one that earlier imports used: "
			 "people get new pseudonyms and count as others; put "
			 "the old key back and undo this import if you have "
			 "it");
	return 0;
}

static int import_rows(struct import *im, struct err *err)
{
	const struct import_options *o = im->options;
	int ret;

	if (!im->tx && o->before && !o->dry_run &&
	    o->before(o->before_ctx, im->match.kind, err))
		return -1;
	if (!im->tx && (store_import_begin(&im->tx, im->store, err) ||
			note_key(im, err)))
		return -1;
	ret = import_load(im, im->tx, err);
	take_diags(im, &im->decided);
	take_diags(im, &im->row_diags);
	if (!ret && !im->rows)
		diag_add(&im->report->diags, DIAG_NOTE, "no-rows",
			 im->match.table.line, "",
			 "there is no row below the header");
	if (im->repeats)
		diag_add(&im->report->diags, DIAG_NOTE, "repeated-header-row",
			 0, "", "the header stands %lld times more between the "
			 "rows and is no row", (long long)im->repeats);
	return ret || refuse_strict(im, err) || keep(im, err) ? -1 : 0;
}

/* Records in JSON are made a table first. */
static int read_json(struct import *im, struct err *err)
{
	const struct strbuf *held = &im->src.held;

	if (im->src.fd >= 0 || !json_sniff(held->s, held->len))
		return 0;
	if (im->options->encoding)
		return err_set(err, ERR_USAGE, "%s is JSON, which is UTF-8; "
			       "leave --encoding away", im->file);
	im->json = true;
	return json_to_table(&im->src, &im->json_lines, &im->work, err);
}

static bool is_fed(const struct import_report *r, const char *column)
{
	for (size_t i = 0; i < r->n_columns; i++)
		if (r->columns[i].column &&
		    strstr(r->columns[i].column, column))
			return true;
	return false;
}

/* Our own words, and one of them a slip away: in other systems' exports a
 * column that is not used is the rule, here its numbers would be missed. */
static void doubt_columns(struct import *im)
{
	const struct import_report *r = im->report;
	const struct profile *p = im->match.profile;
	const char **lacking = arena_array(&im->work, p->n_columns + 1,
					   sizeof *lacking);
	size_t n = 0;

	if (!profile_is_canonical(p))
		return;
	for (size_t c = 0; c < p->n_columns; c++)
		if (!is_fed(r, p->columns[c].column))
			lacking[n++] = p->columns[c].column;
	for (size_t i = 0; i < r->n_columns; i++) {
		const char *header = r->columns[i].header, *near;

		if (r->columns[i].column || !*header)
			continue;
		near = text_nearest(utf8_fold(&im->work, header), lacking, n);
		if (near)
			diag_add(&im->decided, DIAG_WARN, "unknown-column",
				 im->match.table.line, header, "the column is "
				 "not used; did you mean '%s'?", near);
	}
}

int import_table(struct import *im, struct err *err)
{
	struct import_report *r = im->report;

	if (import_understand(im, err))
		return -1;
	import_effective(im);
	begin_entry(im);
	import_columns_fill(im);
	doubt_columns(im);
	if (store_import_known(&r->already_id, im->store, im->sha256,
			       im->effective, err))
		return -1;
	r->already = r->already_id != 0;
	if (r->already && !im->options->dry_run) {
		take_diags(im, &im->decided);
		return 0;
	}
	return import_rows(im, err);
}

static const struct diag *first_aside(const struct import_report *r)
{
	for (; r; r = r->next)
		for (size_t i = 0; i < r->diags.n; i++)
			if (r->diags.item[i].level == DIAG_ASIDE)
				return &r->diags.item[i];
	return NULL;
}

/* A file that has rows, but not one that can be used, is no export that was
 * read: nobody should find it among those that are done. */
static int refuse_useless(const struct import *im,
			  const struct import_report *first, struct err *err)
{
	const struct diag *d = first_aside(first);
	int64_t good = 0, aside = 0;
	char rows[NUM_TEXT_MAX];

	for (const struct import_report *r = first; r; r = r->next) {
		good += r->entry.used + r->entry.same + r->already;
		aside += r->entry.aside;
	}
	if (good || !aside || !d)
		return 0;
	if (aside == 1)
		return err_set(err, ERR_DATA, "%s:%lld: %s%s%s; the only row "
			       "cannot be used, so nothing was imported",
			       im->file, (long long)d->line, d->column,
			       *d->column ? ": " : "", d->text);
	return err_set(err, ERR_DATA, "%s:%lld: %s%s%s; none of the %s rows "
		       "can be used, so nothing was imported%s", im->file,
		       (long long)d->line, d->column, *d->column ? ": " : "",
		       d->text, num_text(rows, (double)aside, 0),
		       im->options->dry_run ? "" :
		       "; --dry-run lists them");
}

static int import_run(struct import *im, const char *path, struct err *err)
{
	struct import_report *r = im->report;
	size_t known = 0;
	int ret;

	if (check_source(im->options->source, err) ||
	    source_open(&im->src, path, err))
		return -1;
	im->file = shown_name(&r->arena, im->src.name);
	im->src.name = im->file;
	r->entry.file = im->file;
	/* the look at a file that is not held is its first pass: it hashes */
	if ((im->src.fd < 0 && source_digest(&im->src, im->sha256, err)) ||
	    read_json(im, err) || import_look(im, err) ||
	    source_digest(&im->src, im->sha256, err))
		return -1;
	for (size_t i = 0; i < im->tables.n; i++)
		known += im->tables.item[i].known;
	ret = known && im->tables.n > 1 && !im->json && !im->audit ?
		import_many(im, err) : import_table(im, err);
	return ret || refuse_useless(im, r, err) ? -1 : 0;
}

static void forget_rejects(const struct import *im,
			   const struct import_report *r)
{
	for (; r; r = r->next)
		if (r->entry.rejects)
			rejects_remove(im->config->dir, r->entry.rejects);
}

/* The transaction of all tables is over after this. */
static int import_end(struct import *im, struct import_report *first, int ret,
		      struct err *err)
{
	struct store_import *tx = im->tx;

	im->tx = NULL;
	if (!tx)
		return ret;
	if (!ret && !im->options->dry_run)
		ret = store_import_commit(tx, err);
	else
		store_import_abort(tx);
	if (ret)
		forget_rejects(im, first);
	return ret;
}

int import_file(struct import_report *report, struct store *store,
		const struct config *config, const char *path,
		const struct import_options *options, struct err *err)
{
	struct import im = {
		.report = report, .store = store, .config = config,
		.options = options, .row_diags = { .cap = ROW_DIAGS_KEPT },
	};
	int ret;

	*report = (struct import_report){ 0 };
	report->entry.first = report->entry.last = DAY_NONE;
	if (!options->dry_run)
		rejects_sweep(config->dir);
	ret = import_end(&im, report, import_run(&im, path, err), err);
	if (options->progress)
		options->progress(options->progress_ctx, 1);
	source_close(&im.src);
	profiles_release(&im.read);
	tables_release(&im.tables);
	diags_release(&im.decided);
	diags_release(&im.row_diags);
	arena_release(&im.work);
	return ret;
}

void import_report_release(struct import_report *report)
{
	struct import_report *next = report->next;

	diags_release(&report->diags);
	arena_release(&report->arena);
	*report = (struct import_report){ 0 };
	if (next) {
		import_report_release(next);
		free(next);
	}
}
