/* What all elements are made of: texts, numbers and links. */
#include "report/check.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

int check_bad(struct check *c, const char *fmt, ...)
{
	va_list ap;
	char *what;

	va_start(ap, fmt);
	what = arena_vprintf(&c->arena, fmt, ap);
	va_end(ap);
	return err_set(c->err, ERR_SOFTWARE,
		       "report '%s', part '%s', block '%s': %s",
		       c->doc->report ? c->doc->report : "",
		       c->part ? c->part->id : "",
		       c->element && c->element->block ? c->element->block
						       : "", what);
}

static int check_text(struct check *c, const char *what, const char *s,
		      bool rich)
{
	bool bold = false;

	if (!s)
		return check_bad(c, "%s is missing", what);
	if (utf8_valid_prefix(s, strlen(s)) != strlen(s))
		return check_bad(c, "%s is not valid UTF-8", what);
	for (const char *p = s; *p; p++) {
		bool mark = *p == BOLD_ON[0] || *p == BOLD_OFF[0];

		if ((unsigned char)*p >= 0x20 && *p != 0x7f)
			continue;
		if (!mark || !rich)
			return check_bad(c, "%s holds the control character "
					 "0x%02x",
					 what, (unsigned)(unsigned char)*p);
		if (bold == (*p == BOLD_ON[0]))
			return check_bad(c, "%s has an unpaired bold mark",
					 what);
		bold = !bold;
	}
	return bold ? check_bad(c, "%s never ends its bold", what) : 0;
}

int check_plain(struct check *c, const char *what, const char *s)
{
	return check_text(c, what, s, false);
}

int check_rich(struct check *c, const char *what, const char *s)
{
	return check_text(c, what, s, true);
}

int check_words(struct check *c, const struct check_word *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (check_plain(c, word[i].what, word[i].text))
			return -1;
	return 0;
}

int check_finite(struct check *c, const char *what, double v)
{
	return isfinite(v) ? 0 : check_bad(c, "%s is not a finite number",
					   what);
}

int check_gaps(struct check *c, const char *what, const double *v, size_t n)
{
	for (size_t i = 0; v && i < n; i++)
		if (isinf(v[i]))
			return check_bad(c, "%s %zu is infinite", what, i);
	return 0;
}

int check_link(struct check *c, const char *link)
{
	if (!link || doc_part(c->doc, link))
		return 0;
	return check_bad(c, "it links to '%s', and there is no such part",
			 link);
}

int check_link_row(struct check *c, const char *link, const char *row)
{
	if (!row)
		return 0;
	if (link && part_has_row(doc_part(c->doc, link), row))
		return 0;
	return check_bad(c, "it links to row '%s' of '%s', and there is no "
			 "such row", row, link ? link : "");
}

int check_digits(struct check *c, int digits)
{
	return digits >= 0 && digits <= 9 ? 0
		: check_bad(c, "%d decimals are asked for", digits);
}
