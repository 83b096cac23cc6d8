#include "ingest/cells.h"

#include <string.h>
#include <strings.h>

#include "base/csv_text.h"
#include "base/utf8.h"
#include "base/zone.h"
#include "ingest/damage.h"

#define DAY_SECONDS 86400

static bool is_one_of(const char *const *words, size_t n, const char *s,
		      size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (strlen(words[i]) == len && !strncasecmp(words[i], s, len))
			return true;
	return false;
}

bool cell_is_missing(const struct profile *p, const char *s, size_t len,
		     bool number)
{
	static const char *const always[] = { "--", "-", "–", "—" };
	static const char *const numbers[] = {
		"NA", "N/A", "NAN", "null", "%null%", "none", "[]",
		"not_available", "Ongoing", "Lifetime"	/* no day it ends on */
	};

	if (!len)
		return true;
	if (number && *s >= '0' && *s <= '9')
		return false;
	/* nearly all cells are told by their first byte */
	if (((*s == '-' || *s == always[2][0]) &&
	     is_one_of(always, sizeof always / sizeof *always, s, len)) ||
	    (number && is_one_of(numbers, sizeof numbers / sizeof *numbers,
				 s, len)))
		return true;
	for (size_t i = 0; i < p->n_missing; i++) {
		const char *word = p->missing[i];
		size_t n = strlen(word);

		utf8_trim(&word, &n);
		if (n == len && !strncasecmp(word, s, len))
			return true;
	}
	return false;
}

/* What a machine writes into a text for "nothing". "NA" is Namibia or North
 * America, "none" a team's own word, and people are called Null. */
static bool says_nothing(const char *s, size_t len)
{
	static const char *const words[] = {
		"N/A", "null", "%null%", "[]", "not_available"
	};

	return len <= 13 && strchr("Nn%[", *s) &&
		is_one_of(words, sizeof words / sizeof *words, s, len);
}

static enum cell_result bad(struct cell_reader *r, const char *fault,
			    const char *expected)
{
	r->fault = fault;
	r->expected = expected;
	return CELL_BAD;
}

static bool has_control(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 0x7F)
			return true;
	return false;
}

/* Texts hold no control characters; a line break inside one stays. */
static void clean(struct cell_reader *r, const struct plan_column *c,
		  const char **s, size_t *len)
{
	char *out = arena_alloc(&r->scratch, *len + 1);
	bool lost = false;
	size_t n = 0;

	for (size_t i = 0; i < *len; i++) {
		char ch = (*s)[i];

		if (ch == '\r' && i + 1 < *len && (*s)[i + 1] == '\n')
			continue;
		if (ch == '\r')
			ch = '\n';
		if (((unsigned char)ch < ' ' && ch != '\n' && ch != '\t') ||
		    ch == 0x7F) {
			ch = ' ';
			lost = true;
		}
		out[n++] = ch;
	}
	if (lost && !r->text_cleaned) {
		r->text_cleaned = true;
		diag_add(r->diags, DIAG_WARN, "control-character", r->line,
			 c->header, "control characters in texts were "
			 "replaced by blanks, here first");
	}
	*s = out;
	*len = n;
}

/* What a spreadsheet has made of the cell cannot be had back. */
static bool is_damaged(struct cell_reader *r, const struct plan_column *c,
		       const char *s, size_t len)
{
	enum fact_type type = c->fc ? c->fc->type : FACT_DAY;

	r->fault = "damaged";
	if (is_formula_error(s, len))
		r->expected = "a value: a spreadsheet's formula failed here; "
			"mend it there, or export the file again";
	else if (type == FACT_WORD || type == FACT_DIM)
		return false;
	else if (is_rounded(s, len))
		r->expected = type == FACT_TEXT ?
			"the whole id: a spreadsheet has rounded it; export "
			"the file again and do not save it from a spreadsheet" :
			"all digits: a spreadsheet has rounded the number; "
			"export the file again and do not save it from a "
			"spreadsheet";
	else if (type != FACT_TEXT && is_short_date(s, len))
		r->expected = type == FACT_DAY || type == FACT_TIME ?
			"a date with its year: a spreadsheet has shortened "
			"this one; export the file again and do not save it "
			"from a spreadsheet" :
			"a number: a spreadsheet took it for a date; export "
			"the file again and do not save it from a spreadsheet";
	else
		return false;
	return true;
}

/* The first line of a caption, and so many characters of it. */
static void cut_text(struct cell_reader *r, const char **s, size_t *len,
		     size_t most)
{
	size_t n = 0, bytes = 0;

	while (bytes < *len && (*s)[bytes] != '\n' && (*s)[bytes] != '\r') {
		if (((unsigned char)(*s)[bytes] & 0xC0) != 0x80 && n++ == most)
			break;
		bytes++;
	}
	if (n > most) {
		*s = arena_printf(&r->scratch, "%.*s…", (int)bytes, *s);
		*len = strlen(*s);
		return;
	}
	*len = bytes;
	utf8_trim(s, len);
}

/* `tuneup facts` writes an apostrophe before what a spreadsheet would run;
 * read again, it is the text it was. */
static void drop_apostrophe(struct cell_reader *r, const char **s, size_t *len)
{
	const char *text;

	if (*len < 2 || **s != '\'' ||
	    !profile_is_canonical(r->plan->match->profile))
		return;
	text = arena_strndup(&r->scratch, *s + 1, *len - 1);
	if (!text_is_formula(text))
		return;
	*s = text;
	--*len;
}

static enum cell_result read_text(struct cell_reader *r,
				  const struct plan_column *c, const char *s,
				  size_t len, struct fact_cell *out)
{
	drop_apostrophe(r, &s, &len);
	if (c->pc && c->pc->cut)
		cut_text(r, &s, &len, (size_t)c->pc->cut);
	if (has_control(s, len))
		clean(r, c, &s, &len);
	out->s = s;
	out->len = (uint32_t)len;
	return CELL_OK;
}

/* "R-0064d2f3c077c4dd", as `tuneup facts` shows people: not made again. */
static bool is_pseudonym(const char *s, size_t len)
{
	if (len != strlen("R-0123456789abcdef") || memcmp(s, "R-", 2))
		return false;
	for (size_t i = 2; i < len; i++)
		if (!(s[i] >= '0' && s[i] <= '9') &&
		    !(s[i] >= 'a' && s[i] <= 'f'))
			return false;
	return true;
}

static enum cell_result read_person(struct cell_reader *r,
				    const struct plan_column *c,
				    const char *s, size_t len,
				    struct fact_cell *out)
{
	struct word *w = words_at(&r->words, c->column, s, len);
	char pseudonym[PSEUDONYM_MAX];

	if (w->number == INT64_MIN && r->plan->config->people_key &&
	    is_pseudonym(s, len)) {
		w->number = 0;
		w->text = w->s;
		w->text_len = w->len;
	}
	if (w->number == INT64_MIN) {
		w->number = config_pseudonym(r->plan->config, pseudonym, s,
					     len) ? -1 : 0;
		if (!w->number) {
			w->text = arena_strdup(&r->words.arena, pseudonym);
			w->text_len = (uint32_t)strlen(pseudonym);
		}
	}
	if (w->number) {
		if (!r->person_dropped)
			diag_add(r->diags, DIAG_NOTE, "people-dropped", 0,
				 c->header, "people are left out: the "
				 "workspace has no people.key to make "
				 "pseudonyms with");
		r->person_dropped = true;
		return CELL_BLANK;
	}
	out->s = w->text;
	out->len = w->text_len;
	return CELL_OK;
}

static enum cell_result read_word(struct cell_reader *r,
				  const struct plan_column *c, const char *s,
				  size_t len, struct fact_cell *out)
{
	struct word *w = words_at(&r->words, c->column, s, len);

	if (w->number == INT64_MIN)
		w->number = cell_word(r->plan->match->profile, c->fc,
				      &r->scratch, s, len);
	if (!w->number) {
		const char *list = "";

		for (size_t i = 0; c->fc->words[i]; i++)
			list = arena_printf(&r->scratch, "%s%s%s", list,
					    i ? ", " : "", c->fc->words[i]);
		return bad(r, "unknown-word",
			   arena_printf(&r->scratch, "one of %s; add the word "
					"to `words: %s:` of a profile in "
					"profiles/", list, c->fc->name));
	}
	out->num = w->number;
	return CELL_OK;
}

static enum cell_result parse_date(struct cell_reader *r,
				   const struct plan_column *c, const char *s,
				   size_t len, struct date_value *v)
{
	int32_t first, last;
	enum date_result got;

	if (c->pc)
		date_of_range(&s, &len, c->pc->range);
	got = *c->format ? date_read_formats(v, s, len, c->format, c->order) :
		date_read(v, s, len, c->order);

	if (got == DATE_OPEN && !r->all_seen)
		return CELL_OPEN;
	if (got != DATE_OK)
		return bad(r, "bad-date", *c->format ? c->format :
			   date_range_read(&first, &last, s, len) == 1 ?
			   "one day, or a column `period` for a range of days" :
			   "a date such as 2026-11-22 or 2026-11-22T14:05:00Z");
	if (!day_is_sane(v->day))
		return bad(r, "bad-date", "a year from 1990 to 2099");
	if (c->has_offset && !v->has_offset && v->second >= 0) {
		v->has_offset = true;
		v->offset = c->offset;
	}
	return CELL_OK;
}

/* Both names of zones were checked before the first row. */
static int64_t utc_in_zone(const struct plan *p, const struct date_value *v,
			   enum zone_fit *fit)
{
	struct err unused;
	int64_t utc;

	zone_use(p->match->profile->zone, &unused);
	utc = zone_utc(v->day, v->second, fit);
	zone_use(p->config->zone, &unused);
	return utc;
}

/* Civil time of the file to UTC. */
static int64_t utc_of(struct cell_reader *r, const struct plan_column *c,
		      const struct date_value *v)
{
	const struct plan *p = r->plan;
	int32_t second = v->second < 0 ? 0 : v->second;
	int64_t plain = (int64_t)v->day * DAY_SECONDS + second;
	enum zone_fit fit = ZONE_EXACT;
	int64_t utc;

	if (v->has_offset)
		return plain - v->offset;
	if (p->zone == ZONE_IS_UTC && v->second >= 0)
		return plain;
	if (p->zone == ZONE_OTHER && v->second >= 0)
		utc = utc_in_zone(p, v, &fit);
	else
		utc = zone_utc(v->day, second, &fit);
	if (fit == ZONE_SKIPPED && v->second >= 0)
		diag_add(r->diags, DIAG_WARN, "skipped-hour", r->line,
			 c->header, "the clocks jumped over this time; it was "
			 "taken as much later as they jumped");
	return utc;
}

static int64_t day_of(struct cell_reader *r, const struct plan_column *c,
		      const struct date_value *v)
{
	if (v->second < 0 || (c->pc && c->pc->as_written) ||
	    (!v->has_offset && r->plan->zone == ZONE_WORKSPACE))
		return v->day;
	return zone_civil(utc_of(r, c, v)).day;
}

enum cell_result cell_read_day(struct cell_reader *r,
			       const struct plan_column *c, const char *s,
			       size_t len, int64_t *day)
{
	struct date_value v;
	enum cell_result ret;

	utf8_trim(&s, &len);
	if (cell_is_missing(r->plan->match->profile, s, len, true))
		return CELL_BLANK;
	if (is_damaged(r, c, s, len))
		return CELL_BAD;
	ret = parse_date(r, c, s, len, &v);
	if (ret == CELL_OK)
		*day = day_of(r, c, &v);
	return ret;
}

/* Would this cell be evidence of a decimal mark? */
static bool shows_mark(const char *s, size_t len)
{
	struct number_evidence e = { 0 };

	number_evidence_add(&e, s, len, 1);
	return e.point_line || e.comma_line || e.open_line;
}

/* Why it is no number of the column, where that can be told. */
static const char *number_expected(const struct plan_column *c, const char *s,
				   size_t len)
{
	enum fact_type type = c->fc->type;
	int64_t unused;
	size_t digits = 0;

	if (number_is_bound(s, len))
		return "a number: a bound such as < 10 % is none and cannot be "
			"added up";
	for (size_t i = 0; i < len; i++)
		digits += s[i] >= '0' && s[i] <= '9';
	if (digits == len || !number_read(&unused, s, len, c->mark, 1))
		return type == FACT_MONEY || type == FACT_FINE ?
			"a number below 1,000,000,000" :
			"a smaller number: no export has such a large one";
	if (type == FACT_DURATION)
		return "minutes or a time such as 1:30:00";
	return c->mark == MARK_COMMA ? "a number with a decimal comma" :
		"a number with a decimal point";
}

static enum cell_result read_number(struct cell_reader *r,
				    const struct plan_column *c,
				    const char *s, size_t len,
				    struct fact_cell *out)
{
	enum fact_type type = c->fc->type;
	char code[CURRENCY_MAX] = "";
	bool minus = false;
	int ret;

	if (type != FACT_FINE && len > 1 && s[len - 1] == '%' &&
	    !number_is_bound(s, len))
		return bad(r, "bad-number", "a number: a percentage is a share "
			   "of one and cannot be added up");
	if (type == FACT_MONEY) {
		minus = number_currency(code, &s, &len);
		if (*code)
			memcpy(r->currency, code, sizeof code);
	}
	ret = type == FACT_DURATION ?
		duration_read(&out->num, s, len, c->mark, c->unit) :
		number_read(&out->num, s, len, c->mark, c->unit);
	if (ret && c->mark == MARK_UNDECIDED && !r->all_seen &&
	    shows_mark(s, len))
		return CELL_OPEN;
	if (ret || (minus && out->num < 0))
		return bad(r, "bad-number", number_expected(c, s, len));
	if (minus)
		out->num = -out->num;
	if (out->num < 0 && type != FACT_MONEY && type != FACT_FINE)
		return bad(r, "negative", "a number of 0 or more");
	return CELL_OK;
}

/* "[review, blog]": some systems put lists in brackets. */
static void open_list(const char **s, size_t *len)
{
	if (*len < 2 || **s != '[' || (*s)[*len - 1] != ']')
		return;
	++*s;
	*len -= 2;
	utf8_trim(s, len);
}

enum cell_result cell_read(struct cell_reader *r, const struct plan_column *c,
			   const char *s, size_t len, struct fact_cell *out)
{
	enum fact_type type = c->fc->type;
	bool text = type == FACT_DIM || type == FACT_TEXT || type == FACT_WORD;
	struct date_value v;
	enum cell_result ret;

	utf8_trim(&s, &len);
	if (c->person || type == FACT_WORD)
		open_list(&s, &len);
	if (cell_is_missing(r->plan->match->profile, s, len, !text))
		return CELL_BLANK;
	if (text && !c->person && says_nothing(s, len))
		return CELL_BLANK;
	if (c->person)
		return read_person(r, c, s, len, out);
	if (is_damaged(r, c, s, len))
		return CELL_BAD;
	switch (type) {
	case FACT_DIM:
	case FACT_TEXT:
		return read_text(r, c, s, len, out);
	case FACT_WORD:
		return read_word(r, c, s, len, out);
	case FACT_TIME:
	case FACT_DAY:
		ret = parse_date(r, c, s, len, &v);
		if (ret != CELL_OK)
			return ret;
		out->num = type == FACT_DAY ? day_of(r, c, &v) :
			fact_time(utc_of(r, c, &v), v.second < 0);
		return CELL_OK;
	default:
		return read_number(r, c, s, len, out);
	}
}

enum cell_result cell_read_of(struct cell_reader *r,
			      const struct plan_column *c,
			      const struct record *rec, struct fact_cell *out)
{
	if ((size_t)c->cell >= rec->n)
		return CELL_BLANK;
	return cell_read(r, c, rec->cell[c->cell].s, rec->cell[c->cell].len,
			 out);
}

void cell_reader_release(struct cell_reader *r)
{
	words_release(&r->words);
	arena_release(&r->scratch);
}
