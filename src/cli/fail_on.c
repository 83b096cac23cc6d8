#include "cli/fail_on.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "report/blocks/words.h"

#define NAMES_MAX 256
#define SHOWN_MAX 120		/* columns of a condition in a refusal */
#define OP_CHARS "<>=!~"
#define BLANKS " \t"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* ---- refusals ------------------------------------------------------------ */

int (fail_on_refuse)(const struct fail_on *c, const char *at, struct arena *a,
		     struct err *err, const char *fmt, ...)
{
	const char *before = arena_strndup(a, c->text,
					   (size_t)(at - c->text));
	size_t shown = utf8_fit(c->text, SHOWN_MAX);
	const char *why;
	va_list args;

	va_start(args, fmt);
	why = arena_vprintf(a, fmt, args);
	va_end(args);
	return err_set(err, ERR_USAGE, "--fail-on '%.*s%s', column %zu: %s",
		       (int)shown, c->text, c->text[shown] ? "\u2026" : "",
		       utf8_count(before) + 1, why);
}

const char *fail_on_near(const char *said, const char *const *names, size_t n,
			 struct arena *a)
{
	const char *near = text_nearest(said, names, n);

	return near ? arena_printf(a, "; did you mean '%s'?", near) : ";";
}

/* ---- reading: where in which text ---------------------------------------- */

struct reading {
	struct fail_on *c;
	const char *at;		/* what was not read yet */
	struct arena *a;
	struct err *err;
};

#define REFUSE(r, at, ...) \
	fail_on_refuse((r)->c, (at), (r)->a, (r)->err, __VA_ARGS__)

static void skip_blanks(struct reading *r)
{
	r->at += strspn(r->at, BLANKS);
}

/* From r->at to end without blanks at either end. */
static const char *piece(struct reading *r, const char *end)
{
	skip_blanks(r);
	while (end > r->at && strchr(BLANKS, end[-1]))
		end--;
	return arena_strndup(r->a, r->at, end > r->at ?
			     (size_t)(end - r->at) : 0);
}

static void read_surely(struct reading *r)
{
	static const char word[] = "surely";
	size_t len = sizeof word - 1;

	skip_blanks(r);
	if (strncmp(r->at, word, len) != 0 || !r->at[len] ||
	    !strchr(BLANKS, r->at[len]))
		return;
	r->c->surely = true;
	r->at += len;
	skip_blanks(r);
}

static int read_metric(struct reading *r)
{
	size_t len = strspn(r->at, LETTERS DIGITS "_-"), n = 0;
	const char *id = arena_strndup(r->a, r->at, len);
	const char *names[NAMES_MAX];

	if (!len)
		return REFUSE(r, r->at, "found %s where a metric should be; "
			      "write a condition such as rework>15%%",
			      *r->at ? arena_printf(r->a, "'%.40s'", r->at) :
				       "nothing");
	r->c->metric = metric_find(id);
	if (r->c->metric) {
		r->at += len;
		return 0;
	}
	for (; n < NAMES_MAX && metric_table[n]; n++)
		names[n] = metric_table[n]->id;
	return REFUSE(r, r->at, "there is no metric '%.60s'%s tuneup list "
		      "metrics shows all", id,
		      fail_on_near(id, names, n, r->a));
}

/* ---- units --------------------------------------------------------------- */

/* What reports put behind its number; of money, the currency is not known
 * yet; "": nothing may stand there. */
static const char *unit_of(const struct metric *m)
{
	struct doc no_currency = { .currency = "" };

	if (m->unit == UNIT_COUNT && !strncmp(m->title, "Days", 4))
		return "days";
	return is_money(m) ? "" : unit_words(&no_currency, m);
}

/* ---- the operator -------------------------------------------------------- */

/* The last > or < of the text; what stands at it on the left is part of a
 * mistaken one, such as =>. NULL: there is none. */
static const char *find_operator(const struct reading *r)
{
	const char *found = NULL;

	for (const char *p = r->at; *p; p++)
		if (*p == '<' || *p == '>')
			found = p;
	while (found && found > r->at && strchr(OP_CHARS, found[-1]))
		found--;
	return found;
}

static int read_operator(struct reading *r)
{
	static const char *const word[] = {
		[FAIL_ABOVE] = ">", [FAIL_FROM] = ">=", [FAIL_BELOW] = "<",
		[FAIL_UP_TO] = "<="
	};
	size_t len = strspn(r->at, OP_CHARS);

	for (size_t i = 0; i < sizeof word / sizeof *word; i++) {
		if (strlen(word[i]) != len || memcmp(word[i], r->at, len) != 0)
			continue;
		r->c->op = (enum fail_op)i;
		r->at += len;
		return 0;
	}
	if (!*r->at)
		return REFUSE(r, r->at, "the condition ends where one of > >= "
			      "< <= should be; write it as in %s>15%s",
			      r->c->metric->id, unit_of(r->c->metric));
	return REFUSE(r, r->at, "found '%.*s', expected one of > >= < <=",
		      len ? (int)len : (int)utf8_fit(r->at, 20), r->at);
}

/* ---- the scope ----------------------------------------------------------- */

/* Does "word =" stand here, before end? The length of the word, 0: no. */
static size_t dim_len(const char *at, const char *end)
{
	size_t len = strspn(at, LETTERS "_-");
	const char *sign = at + len + strspn(at + len, BLANKS);

	return sign < end && *sign == '=' ? len : 0;
}

/* Where the name ends: at the comma before the next "word=", or at end. */
static const char *name_end(const char *at, const char *end)
{
	for (const char *p = at; p < end; p++) {
		const char *next = p + 1 + strspn(p + 1, BLANKS);

		if (*p == ',' && dim_len(next, end))
			return p;
	}
	return end;
}

static int read_dim(struct reading *r, const char *end, enum scope_dim *dim)
{
	size_t len = dim_len(r->at, end);
	const char *said = arena_strndup(r->a, r->at, len);

	*dim = SCOPE_WORKFLOW;
	if (!len)
		return 0;
	while (*dim < SCOPE_DIMS && strcmp(scope_dim_name[*dim], said) != 0)
		(*dim)++;
	if (*dim == SCOPE_DIMS)
		return REFUSE(r, r->at, "there is no dimension '%.40s'%s the "
			      "columns of tuneup figures name them: workflow, "
			      "step, tool, ...", said,
			      fail_on_near(said, scope_dim_name, SCOPE_DIMS,
					   r->a));
	if (r->c->scope_at[*dim])
		return REFUSE(r, r->at, "%s is named twice; name it once",
			      said);
	r->at = strchr(r->at, '=') + 1;
	return 0;
}

static int read_scope(struct reading *r, const char *end)
{
	while (r->at < end) {
		enum scope_dim dim;
		const char *stop, *name;

		skip_blanks(r);
		if (read_dim(r, end, &dim))
			return -1;
		stop = name_end(r->at, end);
		name = piece(r, stop);
		if (!*name)
			return REFUSE(r, r->at, "found no name of a %s; write "
				      "%s=NAME, and (none) for the blank one",
				      scope_dim_name[dim],
				      scope_dim_name[dim]);
		r->c->scope.dim[dim] = strcmp(name, "(none)") ? name : "";
		r->c->scope_at[dim] = r->at;
		r->at = stop + (stop < end);
	}
	r->at = end;
	return 0;
}

/* ---- the limit ----------------------------------------------------------- */

static int refuse_unit(struct reading *r, const char *at, const char *said)
{
	const struct metric *m = r->c->metric;
	const char *unit = is_money(m) ? "the workspace's currency" :
					 unit_of(m);

	if (!*unit)
		return REFUSE(r, at, "found '%.40s', expected nothing behind "
			      "the number; %s is a plain one", said, m->id);
	return REFUSE(r, at, "found '%.40s', expected %s or nothing; %s is "
		      "given in it", said, unit, m->id);
}

/* "EUR" of money, "EUR/h" of money an hour. */
static int keep_currency(struct reading *r, const char *at, const char *said)
{
	size_t len = strspn(said, LETTERS);
	bool hourly = r->c->metric->unit == UNIT_MONEY_PER_HOUR;

	if (!len || (said[len] && !(hourly && !strcmp(said + len, "/h"))))
		return refuse_unit(r, at, said);
	if (r->c->currency)
		return REFUSE(r, at, "found a second unit '%.40s'; write one",
			      said);
	r->c->currency = arena_strndup(r->a, said, len);
	r->c->currency_at = at;
	return 0;
}

/* A currency before the number. */
static int read_prefix(struct reading *r)
{
	size_t len = strspn(r->at, LETTERS);
	const char *next = r->at + len + strspn(r->at + len, BLANKS);

	if (!is_money(r->c->metric) || !len || !strchr("+-." DIGITS, *next) ||
	    !*next)
		return 0;
	if (keep_currency(r, r->at, arena_strndup(r->a, r->at, len)))
		return -1;
	r->at = next;
	return 0;
}

static int read_unit(struct reading *r, const char *number, size_t len,
		     int64_t millionths)
{
	const struct metric *m = r->c->metric;
	const char *said = piece(r, r->at + strlen(r->at));
	double share = (double)millionths / (MONEY_SCALE * 100.0);

	r->c->limit = (double)millionths / MONEY_SCALE;
	if (*said && is_money(m))
		return keep_currency(r, r->at, said);
	if (*said && strcmp(said, unit_of(m)) != 0)
		return refuse_unit(r, r->at, said);
	if (!is_in_hundredths(m))
		return 0;
	if (*said)
		r->c->limit = share;
	else if (fabs(r->c->limit) > 1)
		return REFUSE(r, number, "found a share beyond 1 without its "
			      "unit; write %.*s%s, or the share as a number "
			      "up to 1", (int)len, number, unit_of(m));
	return 0;
}

static int read_limit(struct reading *r)
{
	const char *number;
	int64_t millionths;
	size_t len;

	skip_blanks(r);
	if (read_prefix(r))
		return -1;
	number = r->at;
	len = strspn(number, "+-.,_" DIGITS);
	if (!len)
		return REFUSE(r, number, "found %s where the number should be; "
			      "write it as in %s>15%s", *number ?
			      arena_printf(r->a, "'%.40s'", number) :
			      "nothing", r->c->metric->id,
			      unit_of(r->c->metric));
	if (num_parse(&millionths, number, len, MONEY_SCALE))
		return REFUSE(r, number, "'%.*s' is no number; write it like "
			      "1500 or 0.5, with a point and without groups",
			      len > 40 ? 40 : (int)len, number);
	r->at += len;
	return read_unit(r, number, len, millionths);
}

/* ---- the whole ----------------------------------------------------------- */

static int read_one(struct fail_on *c, const char *text, struct arena *a,
		    struct err *err)
{
	struct reading r = { .c = c, .at = text, .a = a, .err = err };
	size_t len = strlen(text);

	*c = (struct fail_on){ .text = text };
	if (utf8_valid_prefix(text, len) != len)
		return err_set(err, ERR_USAGE, "--fail-on: byte %zu is no "
			       "UTF-8; write the condition in UTF-8",
			       utf8_valid_prefix(text, len) + 1);
	read_surely(&r);
	if (read_metric(&r))
		return -1;
	skip_blanks(&r);
	if (*r.at == '@') {
		const char *end;

		r.at++;
		end = find_operator(&r);
		if (!end)
			return REFUSE(&r, text + len, "found no operator; write "
				      "one of > >= < <= and a number behind "
				      "the scope");
		if (r.at + strspn(r.at, BLANKS) >= end)
			return REFUSE(&r, r.at, "found no scope behind @; "
				      "write a workflow, or as in "
				      "tool=Jasper");
		if (read_scope(&r, end))
			return -1;
	}
	return read_operator(&r) || read_limit(&r) ? -1 : 0;
}

int fail_on_read(struct fail_on_list *list, const struct option_list *said,
		 struct arena *a, struct err *err)
{
	list->arena = a;
	list->n = said->n;
	list->item = arena_array(a, said->n + 1, sizeof *list->item);
	for (size_t i = 0; i < said->n; i++)
		if (read_one(&list->item[i], said->item[i], a, err))
			return -1;
	return 0;
}
