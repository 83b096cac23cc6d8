#include "ingest/dialect.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define LINES_MAX 200
#define CELLS_MAX 512

static const char candidates[] = { ',', ';', '\t', '|' };

const char *delimiter_name(char delimiter)
{
	switch (delimiter) {
	case '\t': return "TAB";
	case ';': return ";";
	case '|': return "|";
	default: return ",";
	}
}

/* Cells of the record at *s, which moves behind it; 0 = blank line. */
static size_t count_cells(const char **s, const char *end, char delimiter)
{
	bool quoted = false, start = true, blank = true;
	size_t n = 1;
	const char *p;

	for (p = *s; p < end; p++) {
		if (*p == '"' && (quoted || start))
			quoted = !quoted;
		else if (!quoted && (*p == '\n' || *p == '\r'))
			break;
		else if (!quoted && *p == delimiter)
			n++;
		start = *p == delimiter || *p == '"';
		blank = blank && *p == ' ';
	}
	while (p < end && (*p == '\n' || *p == '\r')) {
		bool cr = *p++ == '\r';

		if (!cr || p == end || *p != '\n')
			break;
	}
	*s = p;
	return blank ? 0 : n;
}

size_t dialect_cells(const char *s, size_t len, char delimiter)
{
	return count_cells(&s, s + len, delimiter);
}

struct score {
	size_t lines;		/* lines that have `cells` cells */
	size_t cells;
	size_t seen;
};

static struct score score_delimiter(const char *text, size_t len,
				    char delimiter)
{
	size_t count[CELLS_MAX] = { 0 };
	struct score best = { 0, 1, 0 };
	const char *end = text + len;

	while (text < end && best.seen < LINES_MAX) {
		size_t n = count_cells(&text, end, delimiter);

		if (!n)
			continue;
		best.seen++;
		count[n < CELLS_MAX ? n : CELLS_MAX - 1]++;
	}
	for (size_t n = 2; n < CELLS_MAX; n++) {
		if (count[n] > best.lines ||
		    (count[n] && count[n] == best.lines)) {
			best.lines = count[n];
			best.cells = n;
		}
	}
	return best;
}

static bool better(const struct score *a, const struct score *b)
{
	if (a->lines != b->lines)
		return a->lines > b->lines;
	return a->cells > b->cells;
}

static bool sep_line(struct dialect *d, const char *text, size_t len)
{
	if (len < 5 || strncasecmp(text, "sep=", 4) ||
	    !memchr(candidates, text[4], sizeof candidates))
		return false;
	if (len > 5 && text[5] != '\n' && text[5] != '\r')
		return false;
	d->delimiter = text[4];
	d->sep_line = true;
	snprintf(d->evidence, sizeof d->evidence,
		 "the first line says sep=%s", delimiter_name(text[4]));
	return true;
}

void dialect_guess(struct dialect *d, const char *text, size_t len)
{
	struct score best = { 0 }, next = { 0 };
	char second = ',';

	*d = (struct dialect){ .delimiter = ',' };
	if (sep_line(d, text, len))
		return;
	for (size_t i = 0; i < sizeof candidates; i++) {
		struct score s = score_delimiter(text, len, candidates[i]);

		if (!i || better(&s, &best)) {
			next = best;
			second = d->delimiter;
			best = s;
			d->delimiter = candidates[i];
		} else if (better(&s, &next)) {
			next = s;
			second = candidates[i];
		}
	}
	if (!best.lines)
		snprintf(d->evidence, sizeof d->evidence,
			 "one column: no line holds a delimiter");
	else if (!next.lines)
		snprintf(d->evidence, sizeof d->evidence,
			 "%zu of the first %zu lines have %zu cells",
			 best.lines, best.seen, best.cells);
	else
		snprintf(d->evidence, sizeof d->evidence,
			 "%zu of the first %zu lines have %zu cells; next best "
			 "%s: %zu lines", best.lines, best.seen, best.cells,
			 delimiter_name(second), next.lines);
}

struct magic {
	const char *bytes;
	size_t len;
	const char *what;
};

static const struct magic magics[] = {
	{ "PK\003\004", 4, "a ZIP or XLSX file; unpack it, or save the sheet "
			   "as CSV; a weekly workbook that was filled in is "
			   "taken by tuneup readback, as .xlsx" },
	{ "\037\213", 2, "a gzip file; unpack it first" },
	{ "%PDF-", 5, "a PDF; export the table as CSV" },
	{ "\320\317\021\340", 4, "an old Excel workbook, or one with a "
				 "password; save the sheet as CSV, a weekly "
				 "workbook that was filled in as .xlsx without "
				 "a password" },
	{ "SQLite format 3", 15, "an SQLite database; export a table as CSV" },
};

static const char *sniff_text(const char *s, size_t len)
{
	static const char *const pages[] = { "<!doctype", "<html", "<head",
					     "<?xml", "<body" };

	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		if (len >= strlen(pages[i]) &&
		    !strncasecmp(s, pages[i], strlen(pages[i])))
			return "an HTML or XML page, often a log-in page; "
				"download the export again";
	if (*s == '{' || (*s == '[' && len > 1 &&
			  strchr("{[\"\n\r ]", s[1])))
		return "JSON, or too large for JSON; export the table as "
			"CSV, or fewer days";
	return NULL;
}

const char *sniff_foreign(const void *bytes, size_t len)
{
	const char *s = bytes, *end = s + len;

	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (len >= magics[i].len &&
		    !memcmp(bytes, magics[i].bytes, magics[i].len))
			return magics[i].what;
	if (len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3))
		s += 3;
	while (s < end && (*s == ' ' || *s == '\n' || *s == '\r' || *s == '\t'))
		s++;
	return s < end ? sniff_text(s, (size_t)(end - s)) : NULL;
}
