/*
 * Verdicts, sessions and where the hours went, as facts: what is not known
 * yet, by file and source, an import of the ledger each.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/zone.h"
#include "exchange/own_facts.h"
#include "exchange/readback_known.h"
#include "report/fillable.h"

#define MINUTE_MS 60000
#define ONE_FINE 1000000	/* 1 as FACT_FINE */
#define MEASURE 1000

static const char *const raters[REVIEWERS] = {
	"first reviewer", "second reviewer"
};

/* ---- rows that are new ----------------------------------------------------- */

enum row_kind { ROW_FIRST, ROW_SECOND, ROW_SESSION, ROW_HOURS, ROW_KINDS };

struct new_row {
	enum row_kind kind;
	size_t file;
	int32_t day;
	int64_t line;
	struct fact_cell cell[FACT_COLUMNS_MAX];
};

struct new_rows { struct new_row *item; size_t n, cap; };

static struct fact_cell number_cell(int64_t n)
{
	return (struct fact_cell){ .num = n };
}

static struct new_row *row_add(struct new_rows *rows, const struct said *s,
			       enum row_kind kind, int32_t day)
{
	struct new_row *r;

	vec_reserve(&rows->item, rows->n, &rows->cap);
	r = &rows->item[rows->n++];
	*r = (struct new_row){ .kind = kind, .file = s->file, .day = day,
			       .line = (int64_t)s->row + 1 };
	for (size_t c = 0; c < FACT_COLUMNS_MAX; c++)
		r->cell[c].num = FACT_NULL;
	r->cell[FC_N].num = 1;
	return r;
}

static int64_t date_only(int32_t day)
{
	enum zone_fit fit;

	return fact_time(zone_utc(day, 0, &fit), true);
}

/* Another workbook's verdict, or its rating with the same verdict. */
static bool vote_elsewhere(struct taking *t, const struct known_facts *k,
			   const struct judged_vote *was,
			   const struct said *s, const struct said *rating)
{
	char points[24];

	if (was->reviewer < 0)
		return false;
	if (was->verdict != (int)s->num)
		return said_elsewhere(t, k, was->import,
				      fill_verdicts[was->verdict - 1], s);
	if (was->rating == FACT_NULL)
		return false;
	snprintf(points, sizeof points, "%lld",
		 (long long)(was->rating / MEASURE));
	return said_elsewhere(t, k, was->import, points, rating);
}

static void verdict_row(struct taking *t, struct new_rows *rows,
			const struct known_facts *k, const struct said *s,
			const struct said *rating, enum reviewer who)
{
	const struct judged_vote *was = vote_known(k, s->id, who);
	int64_t points = rating ? rating->num * MEASURE : FACT_NULL;
	const struct readback_member *m = member_find(t->spec, s->id);
	struct new_row *r;

	if (was && was->verdict == (int)s->num &&
	    (points == FACT_NULL || points == was->rating)) {
		t->out->same++;
		return;
	}
	if (was && vote_elsewhere(t, k, was, s, rating))
		return;
	r = row_add(rows, s, who == FIRST ? ROW_FIRST : ROW_SECOND,
		    t->spec->as_of);
	r->cell[VER_SAMPLE_ID] = text_cell(s->id);
	r->cell[VER_VERDICT] = number_cell(s->num);
	r->cell[VER_RATING] = number_cell(points);
	r->cell[VER_RATER] = text_cell(raters[who]);
	r->cell[VER_AT] = number_cell(date_only(t->spec->as_of));
	t->out->verdicts++;
	t->out->file[s->file].taken++;
	if (m && !m->drawn)
		strbuf_printf(&t->out->text, "%s: %s: %s is on its list but "
			      "is not drawn now; kept, and counted in no "
			      "rate\n", t->spec->file[s->file], s->cell,
			      s->id);
}

static void sample_rows(struct taking *t, struct new_rows *rows,
			const struct known_facts *k, const struct said *s,
			size_t n)
{
	static const enum said_field verdict[] = { SAID_VERDICT, SAID_SECOND };
	static const enum said_field points[] = { SAID_RATING,
						  SAID_SECOND_RATING };

	for (int who = FIRST; who < REVIEWERS; who++) {
		const struct said *said = said_of(s, n, verdict[who]);
		const struct said *rating = said_of(s, n, points[who]);

		if (said)
			verdict_row(t, rows, k, said, rating,
				    (enum reviewer)who);
		else if (rating)
			strbuf_printf(&t->out->text, "%s: %s: a rating "
				      "without a verdict that counts; not "
				      "taken\n", t->spec->file[rating->file],
				      rating->cell);
	}
}

/* ---- the session ------------------------------------------------------------ */

static bool minutes_elsewhere(struct taking *t, const struct known_facts *k,
			      const struct known_session *was, int64_t before,
			      const struct said *s)
{
	char minutes[24];

	if (!s || before == FACT_NULL || before == s->num * MINUTE_MS)
		return false;
	snprintf(minutes, sizeof minutes, "%lld",
		 (long long)(before / MINUTE_MS));
	return said_elsewhere(t, k, was->import, minutes, s);
}

static void session_row(struct taking *t, struct new_rows *rows,
			const struct known_facts *k, const struct said *s,
			size_t n)
{
	const struct said *planned = said_of(s, n, SAID_PLANNED);
	const struct said *actual = said_of(s, n, SAID_ACTUAL);
	int32_t day = first_report(t->known, s[0].id);
	const struct known_session *was = session_known(k, day);
	struct new_row *r;

	if (!actual || (was && (minutes_elsewhere(t, k, was, was->actual,
						  actual) ||
				minutes_elsewhere(t, k, was, was->planned,
						  planned))))
		return;
	r = row_add(rows, actual, ROW_SESSION, day);
	r->cell[SES_DATE] = number_cell(day);
	r->cell[SES_KIND] = number_cell(SESSION_TUNING);
	if (planned)
		r->cell[SES_PLANNED] = number_cell(planned->num * MINUTE_MS);
	r->cell[SES_ACTUAL] = number_cell(actual->num * MINUTE_MS);
}

static void hours_row(struct taking *t, struct new_rows *rows,
		      const struct known_facts *k, const struct said *s,
		      size_t n)
{
	const struct said *where = said_of(s, n, SAID_HOURS);
	const struct known_hours *was;
	struct period p;
	struct new_row *r;

	if (!where || period_parse(&p, where->id, 1))
		return;
	was = hours_known(k, p.last);
	if (was && strcmp(was->answer, where->text) != 0 &&
	    said_elsewhere(t, k, was->import, was->answer, where))
		return;
	r = row_add(rows, where, ROW_HOURS, p.last);
	r->cell[SER_DATE] = number_cell(p.last);
	r->cell[SER_PERIOD_START] = number_cell(p.first);
	r->cell[SER_METRIC] = text_cell(SERIES_HOURS_WHERE);
	r->cell[SER_VALUE] = number_cell(ONE_FINE);
	r->cell[SER_UNIT] = number_cell(SERIES_COUNT);
	r->cell[SER_SYSTEM] = text_cell("weekly session");
	r->cell[SER_DIMENSION] = text_cell(where->text);
}

/* ---- into the store ------------------------------------------------------- */

#define BIT(column) ((uint64_t)1 << (column))

static struct facts_load_spec spec_of(enum row_kind kind)
{
	struct facts_load_spec spec = {
		.kind = &kind_verdicts, .source = READBACK_SOURCE,
		.mode = LOAD_UPSERT, .covers_first = DAY_NONE,
		.covers_last = DAY_NONE
	};

	if (kind == ROW_SECOND)
		spec.source = READBACK_SECOND;
	if (kind == ROW_SESSION) {
		spec.kind = &kind_sessions;
		spec.key_columns = BIT(SES_DATE) | BIT(SES_KIND);
	}
	if (kind == ROW_HOURS) {
		spec.kind = &kind_series;
		spec.key_columns = BIT(SER_DATE) | BIT(SER_PERIOD_START) |
			BIT(SER_METRIC) | BIT(SER_SYSTEM);
	}
	return spec;
}

static int file_digest(char hex[SHA256_HEX], const char *path, struct err *err)
{
	struct strbuf bytes = STRBUF_INIT;
	uint8_t digest[SHA256_SIZE];
	int ret = file_read(&bytes, path, (size_t)256 << 20, err);

	if (!ret) {
		sha256_bytes(digest, bytes.s, bytes.len);
		sha256_hex(hex, digest);
	}
	strbuf_release(&bytes);
	return ret;
}

static int entry_add(struct taking *t, const struct facts_load_spec *spec,
		     const struct facts_load_result *r, size_t file,
		     const struct diags *diags, int64_t line, struct err *err)
{
	char hex[SHA256_HEX], profile[SHA256_HEX], as_of[DATE_MAX];
	const char *path = t->spec->file[file];
	uint8_t digest[SHA256_SIZE];
	struct ledger_entry e = own_entry(spec, r);

	e.file = path_base(path);
	e.sha256 = hex;
	e.profile = READBACK_SOURCE;
	e.profile_sha256 = profile;
	e.header_line = line;
	e.as_of = day_format(as_of, t->spec->as_of);
	sha256_bytes(digest, spec->source, strlen(spec->source));
	sha256_hex(profile, digest);
	if (file_digest(hex, path, err))
		return -1;
	return store_import_add(t->import, &e, diags, err);
}

static void count(struct taking *t, enum row_kind kind, size_t file,
		  const struct facts_load_result *r)
{
	if (kind == ROW_SESSION || kind == ROW_HOURS)
		t->out->file[file].taken += (size_t)r->used;
	if (kind == ROW_SESSION)
		t->out->sessions += (size_t)r->used;
	if (kind == ROW_HOURS)
		t->out->hours += (size_t)r->used;
	t->out->same += (size_t)r->same;
}

/* Rows of one kind and file. */
static int load_rows(struct taking *t, const struct new_rows *rows,
		     enum row_kind kind, size_t file, struct err *err)
{
	struct facts_load_spec spec = spec_of(kind);
	struct facts_load_result result = { 0 };
	struct facts_load *load = NULL;
	struct diags diags = { 0 };
	int64_t line = 0;
	int ret = 0;

	for (size_t i = 0; !ret && i < rows->n; i++) {
		const struct new_row *r = &rows->item[i];

		if (r->kind != kind || r->file != file)
			continue;
		if (!load) {
			line = r->line;
			ret = facts_load_begin(&load, t->import, &spec,
					       &diags, err);
		}
		if (!ret)
			ret = facts_load_row(load, r->cell, r->day, r->line,
					     err);
	}
	if (load && ret)
		facts_load_abort(load);
	else if (load)
		ret = facts_load_end(load, &result, err);
	if (load && !ret)
		count(t, kind, file, &result);
	/* what changed nothing is no import */
	if (load && !ret && (result.used || result.aside))
		ret = entry_add(t, &spec, &result, file, &diags, line, err);
	diags_release(&diags);
	return ret;
}

int take_facts(struct taking *t, const struct said *s, size_t n,
	       struct err *err)
{
	struct known_facts known;
	struct new_rows rows = { 0 };
	int ret = known_facts_read(&known, t, err);
	size_t row;

	for (size_t i = 0; !ret && i < n; i += row) {
		row = said_row(&s[i], n - i);
		if (s[i].field >= SAID_HOURS) {
			session_row(t, &rows, &known, &s[i], row);
			hours_row(t, &rows, &known, &s[i], row);
		} else if (s[i].field >= SAID_VERDICT) {
			sample_rows(t, &rows, &known, &s[i], row);
		}
	}
	for (size_t f = 0; !ret && f < t->spec->n; f++)
		for (int k = 0; !ret && k < ROW_KINDS; k++)
			ret = load_rows(t, &rows, (enum row_kind)k, f, err);
	free(rows.item);
	return ret;
}
