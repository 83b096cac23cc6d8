/* One filled cell: the word, day or number that it says. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"
#include "exchange/readback_cells.h"
#include "report/fillable.h"

#define OWNER_BYTES_MAX 200
#define TEXT_BYTES_MAX 4000
#define FROM_1900 25569		/* serial of 1970-01-01 */
#define FROM_1904 24107
#define SERIAL_MIN 61		/* before it the calendar has a day too many */

const char *cell_said(struct arena *a, const struct xlsx_cell *c)
{
	const char *s;
	size_t len;

	if (!c || c->type == XLSX_BLANK)
		return "";
	if (c->type == XLSX_NUMBER) {
		char number[NUM_TEXT_MAX];

		return arena_strdup(a, num_exact(number, c->num));
	}
	if (c->type == XLSX_BOOL)
		return c->num != 0 ? "TRUE" : "FALSE";
	s = c->text ? c->text : "";
	len = strlen(s);
	utf8_trim(&s, &len);
	return arena_strndup(a, s, len);
}

static bool is_value(const struct asked *q)
{
	return q->cell->type == XLSX_TEXT || q->cell->type == XLSX_NUMBER;
}

/* ---- words ----------------------------------------------------------- */

static void expect_words(struct strbuf *sb, const char *const *word, size_t n)
{
	strbuf_puts(sb, "one of ");
	for (size_t i = 0; i < n; i++)
		strbuf_printf(sb, "%s%s", i ? ", " : "", word[i]);
}

static int word_said(struct said *out, const struct asked *q,
		     const char *const *word, size_t n)
{
	for (size_t i = 0; is_value(q) && i < n; i++) {
		if (strcasecmp(word[i], q->text) != 0)
			continue;
		out->text = word[i];
		out->num = (int64_t)i + 1;
		return 0;
	}
	expect_words(q->expected, word, n);
	return -1;
}

/* As the store writes it. */
static const char *choice_of(size_t word)
{
	static const char *const choice[FILL_DECISION_WORDS] = {
		"A", "B", "C", "reject", "defer", "need-data"
	};

	return choice[word];
}

static int decision_said(struct said *out, const struct asked *q)
{
	const char *word[FILL_DECISION_WORDS];
	const char *choice[FILL_DECISION_WORDS];
	size_t n = 0;

	for (size_t i = 0; i < FILL_DECISION_WORDS; i++) {
		if (i < FILL_OPTIONS && i >= q->offer->n_options)
			continue;
		choice[n] = choice_of(i);
		word[n++] = fill_decisions[i];
	}
	if (word_said(out, q, word, n))
		return -1;
	n = (size_t)out->num - 1;
	out->text = choice[n];
	if (n < q->offer->n_options)
		out->action = q->offer->option[n].action;
	return 0;
}

static int owner_said(struct said *out, const struct asked *q)
{
	const struct config *c = q->known->config;
	struct arena *a = q->known->arena;
	const char **label = arena_array(a, c->n_owners + 1, sizeof *label);
	size_t n = 0;

	for (size_t i = 0; i < c->n_owners; i++) {
		const char *s = c->owners[i].label ? c->owners[i].label : "";
		size_t len = strlen(s);

		utf8_trim(&s, &len);
		if (len)
			label[n++] = arena_strndup(a, s, len);
	}
	if (n)
		return word_said(out, q, label, n);
	if (is_value(q) && strlen(q->text) <= OWNER_BYTES_MAX) {
		out->text = q->text;
		return 0;
	}
	strbuf_printf(q->expected, "a name of at most %d bytes",
		      OWNER_BYTES_MAX);
	return -1;
}

/* ---- days and numbers ------------------------------------------------ */

static int32_t day_in(const struct asked *q)
{
	double serial = floor(q->cell->num);
	int32_t day;

	if (q->cell->type == XLSX_TEXT)
		return day_parse(&day, q->text) ? DAY_NONE : day;
	if (q->cell->type != XLSX_NUMBER)
		return DAY_NONE;
	if (!q->book->from_1904 && serial < SERIAL_MIN)
		return DAY_NONE;
	serial -= q->book->from_1904 ? FROM_1904 : FROM_1900;
	return serial < DAY_MIN || serial > DAY_MAX ? DAY_NONE :
		(int32_t)serial;
}

static int due_said(struct said *out, const struct asked *q)
{
	int32_t day = day_in(q);
	char after[DATE_MAX], such[DATE_MAX], is[DATE_MAX];

	if (day != DAY_NONE && day > q->after) {
		out->num = day;
		out->text = day_format(arena_alloc(q->known->arena, DATE_MAX),
				       day);
		return 0;
	}
	strbuf_printf(q->expected, "a day after the report's, %s, such as %s",
		      day_format(after, q->after),
		      day_format(such, q->after + 5));
	if (day != DAY_NONE && q->cell->type == XLSX_NUMBER)
		strbuf_printf(q->expected, "; it is %s", day_format(is, day));
	return -1;
}

static int whole_said(struct said *out, const struct asked *q, int64_t least,
		      int64_t most)
{
	int64_t n = 0;
	const char *s = q->text;
	bool whole = is_value(q) && *s && strlen(s) <= 6;

	for (; whole && *s; s++) {
		whole = *s >= '0' && *s <= '9';
		n = n * 10 + (*s - '0');
	}
	if (whole && n >= least && n <= most) {
		out->num = n;
		out->text = q->text;
		return 0;
	}
	strbuf_printf(q->expected, "a whole number from %lld to %lld",
		      (long long)least, (long long)most);
	return -1;
}

static int text_said(struct said *out, const struct asked *q)
{
	out->text = q->text;
	if (q->cell->type != XLSX_ERROR && strlen(q->text) <= TEXT_BYTES_MAX)
		return 0;
	strbuf_printf(q->expected, "a text of at most %d bytes",
		      TEXT_BYTES_MAX);
	return -1;
}

/* ---- what is known ----------------------------------------------------- */

/* Blanks and what is shown as blanks may differ. */
static bool same_words(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a && (unsigned char)*a <= ' ')
			a++;
		while (*b && (unsigned char)*b <= ' ')
			b++;
		if (*a != *b)
			return false;
		if (!*a)
			return true;
	}
}

static bool says_known(struct said *out, const struct asked *q,
		       const struct decision_entry *d)
{
	const char *text = out->field == SAID_OWNER ? d->owner :
			   out->field == SAID_REASON ? d->reason :
			   out->field == SAID_NOTE ? d->note : "";

	if (out->field == SAID_DUE && d->due != DAY_NONE &&
	    day_in(q) == d->due) {
		out->num = d->due;
		out->text = day_format(arena_alloc(q->known->arena, DATE_MAX),
				       d->due);
		return true;
	}
	if (!*text || q->cell->type != XLSX_TEXT || !same_words(q->text, text))
		return false;
	out->text = text;
	return true;
}

/* A sheet shows what was answered before: no list and no limit holds for it. */
static bool known_said(struct said *out, const struct asked *q)
{
	const struct decision_book *b = &q->known->book;

	for (size_t i = b->n_decisions; q->offer && i-- > 0;)
		if (!strcmp(b->decision[i].proposal, q->offer->proposal) &&
		    says_known(out, q, &b->decision[i]))
			return true;
	return false;
}

int value_said(struct said *out, const struct asked *q)
{
	if (known_said(out, q))
		return 0;
	switch (out->field) {
	case SAID_DECISION:
		return decision_said(out, q);
	case SAID_OWNER:
		return owner_said(out, q);
	case SAID_DUE:
		return due_said(out, q);
	case SAID_REASON:
		return word_said(out, q, fill_reasons, FILL_REASON_WORDS);
	case SAID_VERDICT:
	case SAID_SECOND:
		return word_said(out, q, fill_verdicts, FILL_VERDICT_WORDS);
	case SAID_RATING:
	case SAID_SECOND_RATING:
		return whole_said(out, q, 1, FILL_RATING_WORDS);
	case SAID_HOURS:
		return word_said(out, q, fill_hours, FILL_HOURS_WORDS);
	case SAID_PLANNED:
	case SAID_ACTUAL:
		return whole_said(out, q, 0, FILL_MINUTES_MAX);
	case SAID_NOTE:
		break;
	}
	return text_said(out, q);
}
