#include "ingest/audit.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "ingest/booleans.h"
#include "ingest/fold.h"
#include "ingest/words.h"

#define DAY_MS (INT64_C(24) * MS_PER_HOUR)

/* Words of inputs.state. */
enum state {
	STATE_OK = 1, STATE_MISSING, STATE_INVALID, STATE_STALE,
	STATE_DUPLICATE, STATE_INCONSISTENT
};

const struct config_input *audit_find(const struct config *c,
				      const char *profile, const char *name)
{
	for (size_t i = 0; i < c->n_inputs; i++) {
		const struct config_input *input = &c->inputs[i];

		if (profile ? !strcmp(profile, input->id) :
		    !fnmatch(input->file, name, 0))
			return *input->file ? input : NULL;
	}
	return NULL;
}

static void add_text(struct sha256 *h, const char *s)
{
	sha256_add_text(h, s ? s : "");
}

/* An audit under other rules, or on another day, is another one. */
static void digest_of(uint8_t out[SHA256_SIZE],
		      const struct config_input *input, int32_t as_of)
{
	struct sha256 *h = sha256_new();

	sha256_add_i64(h, as_of);
	add_text(h, input->id);
	add_text(h, input->record_id);
	add_text(h, input->updated);
	for (size_t i = 0; i < input->n_fields; i++) {
		const struct config_input_field *f = &input->fields[i];

		add_text(h, f->header);
		add_text(h, f->not_before);
		sha256_add_i64(h, f->critical);
		sha256_add_i64(h, f->type);
		sha256_add_i64(h, f->max_age);
		sha256_add_i64(h, f->unique);
		sha256_add_i64(h, (int64_t)f->n_words);
		for (size_t k = 0; k < f->n_words; k++)
			add_text(h, f->words[k]);
	}
	sha256_done(h, out);
}

static void set_column(struct profile_column *pc, const char *column,
		       const char *value)
{
	*pc = (struct profile_column){ .column = column, .value = value,
				       .format = "", .scale = 1 };
}

struct profile *audit_profile(const struct config_input *input, int32_t as_of,
			      struct arena *a)
{
	struct profile *p = arena_alloc(a, sizeof *p);
	char day[DATE_MAX];

	p->id = input->id;
	p->title = "an input of the config";
	p->kind = kind_inputs.id;
	p->encoding = p->number = p->dates = p->zone = "";
	p->columns = arena_array(a, 3, sizeof *p->columns);
	set_column(&p->columns[p->n_columns++], "date",
		   arena_strdup(a, day_format(day, as_of)));
	set_column(&p->columns[p->n_columns++], "input", input->id);
	set_column(&p->columns[p->n_columns], "record_id", NULL);
	p->columns[p->n_columns].from = arena_array(a, 1, sizeof(char *));
	p->columns[p->n_columns].from[0] = input->record_id;
	p->columns[p->n_columns].n_from = 1;
	p->columns[p->n_columns++].required = true;
	p->headers = arena_array(a, input->n_fields + 1, sizeof *p->headers);
	p->headers[p->n_headers++] = input->record_id;
	for (size_t i = 0; i < input->n_fields; i++)
		p->headers[p->n_headers++] = input->fields[i].header;
	p->at_least = 1;
	p->audit = input;
	digest_of(p->digest, input, as_of);
	return p;
}

static const char *first_synonym(struct arena *a, const char *synonyms)
{
	const char *s = synonyms;
	size_t len = strcspn(s, "|");

	utf8_trim(&s, &len);
	return arena_strndup(a, s, len);
}

/* A column of the file, read as what `type` says; its place in the plan, -1
 * if its header is missing. */
static int add_column(struct plan *p, struct arena *a, const char *header,
		      const char *gives, int type,
		      const struct import_options *options, struct err *err)
{
	const struct match *m = p->match;
	int cell = match_header(&m->table, a, header);
	struct profile_column *pc;

	if (cell < 0)
		return err_set(err, ERR_DATA, "%s:%lld: the header '%s' is "
			       "missing; `inputs` of tuneup.yaml audits it for "
			       "'%s'", p->file, (long long)m->table.line,
			       first_synonym(a, header), m->profile->id);
	pc = arena_alloc(a, sizeof *pc);
	set_column(pc, gives, NULL);
	plan_add_audited(p, cell, pc, type == INPUT_DATE ? EVIDENCE_DATE :
			 type == INPUT_NUMBER ? EVIDENCE_NUMBER :
			 EVIDENCE_NONE, options);
	return (int)p->n - 1;
}

static int field_named(const struct config_input *input, const char *header)
{
	for (size_t i = 0; i < input->n_fields; i++)
		if (!strcmp(input->fields[i].header, header))
			return (int)i;
	return -1;
}

int audit_begin(struct plan *p, struct arena *a,
		const struct import_options *options, struct err *err)
{
	const struct config_input *input = p->match->profile->audit;

	if (!input)
		return 0;
	p->audited = arena_array(a, input->n_fields, sizeof *p->audited);
	for (size_t i = 0; i < input->n_fields; i++) {
		const struct config_input_field *f = &input->fields[i];
		struct plan_audited *to = &p->audited[i];

		to->rule = f;
		to->name = first_synonym(a, f->header);
		to->column = add_column(p, a, f->header, "field, state",
					f->type, options, err);
		if (to->column < 0)
			return -1;
		to->not_before = field_named(input, f->not_before);
	}
	p->n_audited = input->n_fields;
	p->updated = -1;
	if (*input->updated)
		p->updated = add_column(p, a, input->updated, "state",
					INPUT_DATE, options, err);
	return *input->updated && p->updated < 0 ? -1 : 0;
}

static bool cell_text(struct rows *r, const struct record *rec, int column,
		      const char **s, size_t *len)
{
	const struct plan_column *c = &r->plan->column[column];

	*s = rec->cell[c->cell].s;
	*len = rec->cell[c->cell].len;
	utf8_trim(s, len);
	return !cell_is_missing(r->plan->match->profile, *s, *len, true);
}

/* The day in a column, if the cell is a date. */
static enum cell_result cell_day(struct rows *r, const struct record *rec,
				 int column, int64_t *day)
{
	const struct plan_column *c = &r->plan->column[column];

	return cell_read_day(&r->reader, c, rec->cell[c->cell].s,
			     rec->cell[c->cell].len, day);
}

/* name@host.tld, without blanks; what mail servers take is wider. */
static bool is_email(const char *s, size_t len)
{
	const char *at = memchr(s, '@', len), *end = s + len, *dot;

	if (!at || at == s || memchr(at + 1, '@', (size_t)(end - at - 1)) ||
	    memchr(s, ' ', len) || memchr(s, ',', len))
		return false;
	dot = memrchr(at, '.', len - (size_t)(at - s));
	return dot && dot > at + 1 && dot + 1 < end;
}

static bool is_url(const char *s, size_t len)
{
	const char *host = memmem(s, len, "://", 3);

	return host && host > s && host + 3 < s + len && !memchr(s, ' ', len) &&
		(!strncmp(s, "http://", 7) || !strncmp(s, "https://", 8));
}

static bool is_word(struct rows *r, const struct config_input_field *f,
		    const char *s, size_t len)
{
	const char *folded = text_fold(&r->reader.scratch, s, len);

	for (size_t i = 0; i < f->n_words; i++)
		if (!strcmp(folded, text_fold(&r->reader.scratch, f->words[i],
					      strlen(f->words[i]))))
			return true;
	return !f->n_words;
}

/* CELL_OK, CELL_BAD: it is invalid, or CELL_OPEN. */
static enum cell_result check_type(struct rows *r, const struct record *rec,
				   const struct plan_audited *a, const char *s,
				   size_t len, int64_t *day)
{
	const struct plan_column *c = &r->plan->column[a->column];
	char code[4];
	int64_t number;

	if (!is_word(r, a->rule, s, len))
		return CELL_BAD;
	switch (a->rule->type) {
	case INPUT_DATE:
		return cell_day(r, rec, a->column, day);
	case INPUT_NUMBER:
		number_currency(code, &s, &len);
		if (!number_read(&number, s, len, c->mark, 1000))
			return CELL_OK;
		return c->mark == MARK_UNDECIDED && !r->reader.all_seen &&
			(memchr(s, '.', len) || memchr(s, ',', len)) ?
			CELL_OPEN : CELL_BAD;
	case INPUT_EMAIL:
		return is_email(s, len) ? CELL_OK : CELL_BAD;
	case INPUT_BOOLEAN:
		return boolean_read(text_fold(&r->reader.scratch, s, len)) < 0 ?
			CELL_BAD : CELL_OK;
	case INPUT_URL:
		return is_url(s, len) ? CELL_OK : CELL_BAD;
	default:
		return CELL_OK;
	}
}

/* Was the text seen in this field before? */
static bool seen_before(struct rows *r, size_t field, const char *s,
			size_t len)
{
	const char *folded = text_fold(&r->reader.scratch, s, len);
	struct word *w = words_keep(&r->seen, (int)field, folded,
				    strlen(folded));
	bool before = w->number != INT64_MIN;

	w->number = 1;
	return before;
}

static bool is_stale(struct rows *r, const struct record *rec,
		     const struct plan_audited *a, int64_t own)
{
	int64_t day = own;

	if (a->rule->max_age <= 0)
		return false;
	if (a->rule->type != INPUT_DATE &&
	    cell_day(r, rec, r->plan->updated, &day) != CELL_OK)
		return true;
	return (r->blank[INP_DATE].num - day) * DAY_MS > a->rule->max_age;
}

static enum cell_result judge(struct rows *r, const struct record *rec,
			      size_t i, enum state *state)
{
	const struct plan_audited *a = &r->plan->audited[i];
	int64_t day = FACT_NULL, other = FACT_NULL;
	enum cell_result ret;
	const char *s;
	size_t len;

	*state = STATE_MISSING;
	if (!cell_text(r, rec, a->column, &s, &len))
		return CELL_OK;
	ret = check_type(r, rec, a, s, len, &day);
	if (ret == CELL_OPEN)
		return ret;
	*state = STATE_INVALID;
	if (ret != CELL_OK)
		return CELL_OK;
	*state = STATE_OK;
	if (a->not_before >= 0 &&
	    cell_day(r, rec, r->plan->audited[a->not_before].column,
		     &other) == CELL_OK && day < other)
		*state = STATE_INCONSISTENT;
	/* each value is noted, whatever else is wrong with its field */
	if (a->rule->unique && seen_before(r, i, s, len) &&
	    *state == STATE_OK)
		*state = STATE_DUPLICATE;
	if (*state == STATE_OK && is_stale(r, rec, a, day))
		*state = STATE_STALE;
	return CELL_OK;
}

enum cell_result audit_read(struct rows *r, const struct record *rec)
{
	const struct plan *p = r->plan;

	r->n_states = 0;
	r->critical_missing = 0;
	for (size_t i = 0; i < p->n_audited; i++) {
		enum state state;

		if (judge(r, rec, i, &state) == CELL_OPEN)
			return CELL_OPEN;
		r->state[r->n_states].field = p->audited[i].name;
		r->state[r->n_states++].state = state;
		r->critical_missing += p->audited[i].rule->critical &&
			state == STATE_MISSING;
	}
	r->cell[INP_CRITICAL_MISSING].num = r->critical_missing;
	return CELL_OK;
}
