#include "ingest/preamble.h"

#include <string.h>

#include "base/utf8.h"
#include "ingest/dates.h"
#include "ingest/fold.h"

#define LINE_MAX_BYTES 512	/* longer lines say nothing we look for */
#define NAME_MAX_BYTES 60

/* Folded names of a range's ends, where they stand in lines of their own. */
static const char *const starts[] = {
	"start date", "report start", "start", "from", "date from",
	"fecha de inicio", "startdatum", "date de début", "data di inizio",
	"data de início", "開始日", "начална дата",
};
static const char *const ends[] = {
	"end date", "report end", "end", "to", "date to",
	"fecha de finalización", "enddatum", "date de fin", "data di fine",
	"data de término", "終了日", "крайна дата",
};

void preamble_begin(struct preamble *p, const struct preamble *file)
{
	*p = file ? *file : (struct preamble){ 0 };
	p->title = NULL;
	p->has_start = false;
	p->inherited = p->has_range || p->unbounded;
}

/* The cells as the line they were: an unquoted "July 8, 2025" was cut at its
 * comma. */
static size_t line_text(char line[LINE_MAX_BYTES], const struct record *rec)
{
	size_t len = 0;

	for (size_t c = 0; c < rec->n; c++) {
		const struct cell *cell = &rec->cell[c];

		if (!cell->len || len + cell->len + 2 > LINE_MAX_BYTES)
			continue;
		if (len)
			line[len++] = ',';
		memcpy(line + len, cell->s, cell->len);
		len += cell->len;
	}
	return len;
}

static bool is_word(char c)
{
	return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
		((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* Without its comment mark and blanks; 0 when only rulers are left. */
static size_t strip(const char **s, size_t len)
{
	size_t i = 0;

	utf8_trim(s, &len);
	while (len && **s == '#') {
		++*s;
		len--;
	}
	utf8_trim(s, &len);
	while (i < len && !is_word((*s)[i]))
		i++;
	return i < len ? len : 0;
}

static void set_range(struct preamble *p, int32_t first, int32_t last,
		      int64_t line)
{
	if (p->has_range && !p->inherited)
		return;
	p->has_range = true;
	p->unbounded = p->inherited = false;
	p->first = first;
	p->last = last;
	p->range_line = line;
}

static bool take_range(struct preamble *p, const char *s, size_t len,
		       int64_t line)
{
	int32_t first, last;

	switch (date_range_read(&first, &last, s, len)) {
	case 1:
		set_range(p, first, last, line);
		return true;
	case 2:
		if (!p->has_range || p->inherited) {
			p->has_range = p->inherited = false;
			p->unbounded = true;
			p->range_line = line;
		}
		return true;
	default:
		return false;
	}
}

/* A date, whatever time of day stands behind its comma. */
static bool read_day(int32_t *day, const char *s, size_t len)
{
	struct date_value v;
	const char *comma;

	while (date_read(&v, s, len, DATE_UNDECIDED) != DATE_OK) {
		comma = len ? memrchr(s, ',', len) : NULL;
		if (!comma)
			return false;
		len = (size_t)(comma - s);
	}
	*day = v.day;
	return true;
}

static bool one_of(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return true;
	return false;
}

static void take_fact(struct preamble *p, struct arena *a, const char *name,
		      size_t n_name, const char *value, size_t n_value,
		      int64_t line)
{
	const char *folded = text_fold(a, name, n_name);
	int32_t day;

	utf8_trim(&value, &n_value);
	if (one_of(starts, sizeof starts / sizeof *starts, folded)) {
		p->has_start = read_day(&p->start, value, n_value);
	} else if (one_of(ends, sizeof ends / sizeof *ends, folded)) {
		if (p->has_start && read_day(&day, value, n_value) &&
		    p->start <= day)
			set_range(p, p->start, day, line);
	} else {
		take_range(p, value, n_value, line);
	}
	if (p->n < PREAMBLE_FACTS)
		p->fact[p->n++] = (struct preamble_fact){
			folded, text_line(a, value, n_value)
		};
}

/* The two cells of a line that has no others, or NULL. */
static const struct cell *second_cell(const struct record *rec)
{
	const struct cell *second = NULL;

	if (rec->n < 2 || !rec->cell[0].len)
		return NULL;
	for (size_t c = 1; c < rec->n; c++) {
		if (!rec->cell[c].len)
			continue;
		if (second)
			return NULL;
		second = &rec->cell[c];
	}
	return second;
}

/* "Campaign report", and of "Ad report (Oct 25, 2016-Oct 31, 2016)" what
 * stands before the days. */
static void take_title(struct preamble *p, struct arena *a, const char *s,
		       size_t len, bool has_days)
{
	const char *open = memchr(s, '(', len);

	if (has_days && !open)
		return;
	if (has_days)
		len = (size_t)(open - s);
	p->title = text_line(a, s, len);
}

void preamble_add(struct preamble *p, struct arena *a,
		  const struct record *rec)
{
	char line[LINE_MAX_BYTES];
	const char *s = line, *colon;
	const struct cell *second;
	size_t len = line_text(line, rec), name;

	len = strip(&s, len);
	if (!len || (len >= 4 && !strncmp(s, "sep=", 4)))
		return;
	if (p->n_lines < PREAMBLE_FACTS)
		p->line[p->n_lines++] = text_fold(a, s, len);
	if (take_range(p, s, len, rec->line)) {
		take_title(p, a, s, len, true);
		return;
	}
	colon = memmem(s, len, ": ", 2);
	name = colon ? (size_t)(colon - s) : 0;
	second = second_cell(rec);
	if (name && name <= NAME_MAX_BYTES)
		take_fact(p, a, s, name, colon + 2, len - name - 2, rec->line);
	else if (second)
		take_fact(p, a, rec->cell[0].s, rec->cell[0].len, second->s,
			  second->len, rec->line);
	else
		take_title(p, a, s, len, false);
}

const char *preamble_find(const struct preamble *p, struct arena *a,
			  const char *names)
{
	for (;;) {
		size_t len = strcspn(names, "|");
		const char *name = text_fold(a, names, len);

		if (!strcmp(name, "title") && p->title)
			return p->title;
		for (size_t i = p->n; i--;)
			if (!strcmp(p->fact[i].name, name) &&
			    *p->fact[i].value)
				return p->fact[i].value;
		if (!names[len])
			return NULL;
		names += len + 1;
	}
}

bool preamble_says(const struct preamble *p, struct arena *a,
		   const char *begins)
{
	for (;;) {
		size_t len = strcspn(begins, "|");
		const char *want = text_fold(a, begins, len);

		for (size_t i = 0; i < p->n_lines; i++)
			if (!strncmp(p->line[i], want, strlen(want)))
				return true;
		if (!begins[len])
			return false;
		begins += len + 1;
	}
}
