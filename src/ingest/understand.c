/* From bytes to a plan: encoding, delimiter, header, profile, evidence. */
#include <string.h>

#include "base/zone.h"
#include "ingest/audit.h"
#include "ingest/guess.h"
#include "ingest/import.h"
#include "ingest/wrapped.h"

#define PEEK_BYTES 4096
#define DIALECT_BYTES ((size_t)64 << 10)
#define INGEST_VERSION 3	/* raise it when cells are read otherwise */

int pass_begin(struct pass *p, struct import *im, struct diags *diags,
	       struct err *err)
{
	*p = (struct pass){ 0 };
	if (lines_begin(&p->lines, &im->src, im->encoding, diags, err)) {
		lines_end(&p->lines);
		return -1;
	}
	records_begin(&p->records, &p->lines, im->dialect.delimiter);
	p->records.wrapped = im->dialect.wrapped;
	p->records.backslash = im->options->escape && !im->json;
	return 0;
}

/* Where the record of JSON stands that became the i-th row. */
static int64_t json_line(const struct import *im, size_t i)
{
	return i < im->json_lines.n ? im->json_lines.line[i] : 0;
}

static const struct record *on_its_line(struct pass *p,
					const struct import *im,
					const struct record *rec, size_t i)
{
	p->rec = *rec;
	p->rec.line = json_line(im, i);
	return &p->rec;
}

int pass_row(struct pass *p, struct import *im, const struct record **rec,
	     struct err *err)
{
	int ret;

	const struct table_extent *e = im->extent;
	size_t index = im->match.table.index + (e ? e->first : 0);

	while ((ret = records_next(&p->records, rec, err)) > 0) {
		size_t at = p->seen++;

		if (at <= index || (*rec)->blank)
			continue;
		if (e && at >= e->end) {
			/* a file that is not held is read to its end: only
			 * then is it known to be the same still */
			if (im->src.fd < 0)
				return 0;
			continue;
		}
		if (!repeats_header(&im->head.rec[im->match.table.index], *rec)) {
			if (im->json)
				*rec = on_its_line(p, im, *rec, at);
			return 1;
		}
		p->repeats++;
	}
	return ret;
}

void pass_end(struct pass *p)
{
	records_end(&p->records);
	lines_end(&p->lines);
}

/* What is no table at all is told so, before anybody reads it as one. */
static int refuse_foreign(struct import *im, struct err *err)
{
	char peek[PEEK_BYTES];
	const char *what;
	size_t got;

	if (source_rewind(&im->src, err) ||
	    source_read(&im->src, peek, sizeof peek, &got, err))
		return -1;
	if (!got)
		return err_set(err, ERR_DATA, "%s is empty; export it again",
			       im->file);
	what = sniff_foreign(peek, got);
	if (what)
		return err_set(err, ERR_DATA, "%s is not a CSV but %s",
			       im->file, what);
	return 0;
}

static int read_profiles(struct import *im, struct err *err)
{
	struct profile **own;
	size_t n;

	if (profiles_read(&im->read, im->config->dir, import_names_known,
			  err))
		return -1;
	canonical_profiles(&own, &n, &im->work);
	im->profile = arena_array(&im->work, im->read.n + n + 1,
				  sizeof *im->profile);
	im->audit = audit_find(im->config, im->options->profile, im->file);
	if (im->audit)	/* the config says what the file is: nobody else does */
		im->profile[im->n_profiles++] =
			audit_profile(im->audit, im->options->as_of,
				      &im->work);
	for (size_t i = 0; i < im->read.n && !im->audit; i++)
		im->profile[im->n_profiles++] = im->read.item[i];
	for (size_t i = 0; i < n && !im->audit; i++)
		im->profile[im->n_profiles++] = own[i];
	if (im->json)
		return 0;
	im->encoding = im->options->encoding;
	for (size_t i = 0; i < im->n_profiles && !im->encoding; i++)
		if (im->options->profile &&
		    !strcmp(im->profile[i]->id, im->options->profile) &&
		    *im->profile[i]->encoding)
			im->encoding = im->profile[i]->encoding;
	return 0;
}

/* The text read ahead, up to its last whole line. */
static size_t whole_lines(const struct lines *l)
{
	size_t len = l->text.len;
	const char *last;

	if (len <= DIALECT_BYTES && l->end)
		return len;
	if (len > DIALECT_BYTES)
		len = DIALECT_BYTES;
	last = len ? memrchr(l->text.s, '\n', len) : NULL;
	return last ? (size_t)(last - l->text.s) + 1 : len;
}

static int read_head(struct import *im, struct err *err)
{
	struct diags unused = { 0 };
	struct pass pass;
	int ret = pass_begin(&pass, im, &unused, err);

	if (!ret) {
		if (im->json)
			im->dialect.delimiter = ',';
		else
			dialect_guess(&im->dialect, pass.lines.text.s,
				      whole_lines(&pass.lines));
		pass.records.delimiter = im->dialect.delimiter;
		csv_set_delim(&pass.records.csv,
			      (unsigned char)im->dialect.delimiter);
		im->report->entry.encoding =
			arena_strdup(&im->report->arena, pass.lines.dec.name);
		ret = head_read(&im->head, &im->work, &pass.records, SIZE_MAX,
				err);
		for (size_t i = 0; im->json && i < im->head.n; i++)
			im->head.rec[i].line = json_line(im, i);
		pass_end(&pass);
	}
	diags_release(&unused);
	return ret;
}

/* Rows in one pair of quotes each are read once more, inside. */
static int unwrap_head(struct import *im, struct err *err)
{
	struct diags unused = { 0 };
	struct pass pass;
	int ret;

	if (!wrapped_find(&im->dialect, &im->head))
		return 0;
	diag_add(&im->report->diags, DIAG_NOTE, "wrapped-rows", 0, "",
		 "%s; they were read inside", im->dialect.evidence);
	if (pass_begin(&pass, im, &unused, err))
		return -1;
	ret = head_read(&im->head, &im->work, &pass.records, SIZE_MAX, err);
	pass_end(&pass);
	diags_release(&unused);
	return ret;
}

/* The first rows of one table of several. */
static int read_table_head(struct import *im, struct err *err)
{
	const struct table_extent *e = im->extent;
	struct diags unused = { 0 };
	const struct record *rec;
	struct pass pass;
	int ret;

	if (pass_begin(&pass, im, &unused, err))
		return -1;
	for (size_t i = 0; i < e->first; i++)
		if (records_next(&pass.records, &rec, err) <= 0)
			break;
	ret = head_read(&im->head, &im->work, &pass.records, e->end - e->first,
			err);
	if (e != im->tables.item)
		im->head.file = &im->tables.file;
	pass_end(&pass);
	diags_release(&unused);
	return ret;
}

static bool is_header(void *ctx, const struct head *h, size_t index)
{
	const struct import *im = ctx;
	struct arena scratch = { 0 };
	bool is = match_is_header(&scratch, h, index, im->profile,
				  im->n_profiles, im->options->profile);

	arena_release(&scratch);
	return is;
}

/* Where the tables are; what the head does not hold is read for it. */
static int find_tables(struct import *im, struct err *err)
{
	struct diags unused = { 0 };
	const struct record *rec;
	struct pass pass;
	int ret = 0;

	tables_begin(&im->tables, &im->work, is_header, im);
	for (size_t i = 0; im->head.complete && i < im->head.n; i++)
		tables_add(&im->tables, &im->head.rec[i]);
	if (!im->head.complete) {
		if (pass_begin(&pass, im, &unused, err))
			return -1;
		while ((ret = records_next(&pass.records, &rec, err)) > 0)
			tables_add(&im->tables, rec);
		pass_end(&pass);
		diags_release(&unused);
	}
	tables_end(&im->tables);
	if (!ret && im->tables.too_many)
		return err_set(err, ERR_DATA, "%s: more than %d tables in one "
			       "file; export fewer of them into each", im->file,
			       TABLES_MAX);
	return ret;
}

static bool head_is_of(struct import *im, const struct profile *p)
{
	struct arena scratch = { 0 };
	bool is = false;

	for (size_t i = 0; i < im->head.n && i < HEADER_SEARCH && !is; i++)
		is = match_is_header(&scratch, &im->head, i, &p, 1, NULL);
	arena_release(&scratch);
	return is;
}

/* Not UTF-8, and nobody said what it is. A profile that names an encoding is
 * believed only if its header is found that way. */
static bool find_encoding(struct import *im)
{
	struct err unused = { 0 };

	for (size_t i = 0; i < im->n_profiles; i++) {
		const struct profile *p = im->profile[i];

		if (!*p->encoding)
			continue;
		im->encoding = p->encoding;
		if (!read_head(im, &unused) && head_is_of(im, p)) {
			diag_add(&im->report->diags, DIAG_NOTE, "encoding", 0,
				 "", "not UTF-8; in %s it has a header of "
				 "profile '%s'", p->encoding, p->id);
			return true;
		}
	}
	im->encoding = NULL;
	return false;
}

/* The bytes that are held say whether they can be Windows-1252. */
static void guess_encoding(struct import *im)
{
	struct byte_guess g;

	if (im->encoding || im->src.fd >= 0 || !im->src.held.len ||
	    !bytes_guess(&g, im->src.held.s, im->src.held.len) ||
	    find_encoding(im) || !g.windows_1252)
		return;
	im->encoding = "Windows-1252";
	diag_add(&im->report->diags, DIAG_WARN, "encoding", g.line, "",
		 "byte %lld (0x%02X) is not UTF-8; the file was read as "
		 "Windows-1252, which its %lld bytes above 127 look like; if "
		 "names are wrong, say its --encoding", (long long)g.offset,
		 g.byte, (long long)g.high);
}

int import_look(struct import *im, struct err *err)
{
	if (refuse_foreign(im, err) || read_profiles(im, err))
		return -1;
	guess_encoding(im);
	if (read_head(im, err) &&
	    (im->encoding || err->code != ERR_DATA || !find_encoding(im)))
		return -1;
	return unwrap_head(im, err) || find_tables(im, err) ? -1 : 0;
}

int import_match(struct import *im, struct err *err)
{
	if (im->extent && read_table_head(im, err))
		return -1;
	return match_find(&im->match, &im->work, &im->head, im->profile,
			  im->n_profiles, im->audit ? im->audit->id :
			  im->options->profile, im->file, &im->report->diags,
			  err);
}

static int check_zones(struct import *im, struct err *err)
{
	const char *zone = im->match.profile->zone;

	if (zone && *zone && zone_use(zone, err))
		return err_prefix(err, "profile '%s'", im->match.profile->id);
	return zone_use(im->config->zone, err);
}

static int decide(struct import *im, struct err *err)
{
	/* what `facts` writes has the column, with ids or without */
	if (plan_lacks_row_ids(&im->plan))
		im->match.column[CAM_ROW_ID] = (struct binding){ 0 };
	diags_release(&im->decided);
	return plan_decide(&im->plan, &im->report->arena, &im->decided, err);
}

int import_look_at_all(struct import *im, struct err *err)
{
	struct diags unused = { 0 };
	const struct record *rec;
	struct pass pass;
	int ret;

	/* the head was looked at before: start from nothing */
	if (plan_begin(&im->plan, &im->work, &im->match, im->config,
		       im->options, im->file, err) ||
	    pass_begin(&pass, im, &unused, err))
		return -1;
	while ((ret = pass_row(&pass, im, &rec, err)) > 0)
		plan_look(&im->plan, rec);
	pass_end(&pass);
	diags_release(&unused);
	im->plan.all_seen = true;
	return ret || decide(im, err) ? -1 : 0;
}

int import_understand(struct import *im, struct err *err)
{
	const struct record *rec = NULL;

	if (import_match(im, err) || check_zones(im, err) ||
	    plan_begin(&im->plan, &im->work, &im->match, im->config,
		       im->options, im->file, err))
		return -1;
	for (size_t i = im->match.table.index + 1; i < im->head.n; i++) {
		rec = &im->head.rec[i];
		if (!rec->blank)
			plan_look(&im->plan, rec);
	}
	im->plan.all_seen = im->head.complete;
	if (plan_is_open(&im->plan) && !im->plan.all_seen)
		return import_look_at_all(im, err);
	return decide(im, err);
}

static void add_text(struct sha256 *h, const char *s)
{
	sha256_add_text(h, s ? s : "");
}

void import_effective(struct import *im)
{
	const struct import_options *o = im->options;
	const struct config *c = im->config;
	uint8_t digest[SHA256_SIZE];
	struct sha256 *h = sha256_new();

	sha256_add_i64(h, INGEST_VERSION);
	add_text(h, im->match.profile->id);
	/* one table of several is known by its place */
	if (im->extent)
		sha256_add_i64(h, im->extent->line);
	sha256_add(h, im->match.profile->digest, SHA256_SIZE);
	add_text(h, o->source);
	add_text(h, o->encoding);
	add_text(h, o->period);
	add_text(h, o->date_order);
	add_text(h, o->decimal);
	add_text(h, o->escape);
	sha256_add_i64(h, o->whole_days);
	add_text(h, c->currency);
	add_text(h, c->zone);
	sha256_add_i64(h, c->quarter_starts);
	sha256_add_i64(h, (int64_t)c->n_currencies);
	for (size_t i = 0; i < c->n_currencies; i++) {
		add_text(h, c->currencies[i].code);
		sha256_add_i64(h, c->currencies[i].rate);
	}
	sha256_add_i64(h, c->samples.allow_email);
	sha256_add_i64(h, c->people_key);
	if (c->people_key)
		sha256_add(h, c->key, sizeof c->key);
	sha256_done(h, digest);
	sha256_hex(im->effective, digest);
}
