/* doc_check(): what a block got wrong is found here, not in a file. */
#include "report/model.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/utf8.h"
#include "report/check_fill.h"
#include "report/check_map.h"

#define NAME_MAX_LEN 255	/* Excel's limit for a defined name */
#define TITLE_MAX 31		/* ... for a sheet's name, in characters */

/* Where we are, for the message, and every defined name seen so far. */
struct check {
	const struct doc *doc;
	const struct part *part;
	const struct element *element;
	const char **name;	/* as given, compared without case */
	size_t n_name, cap;
	struct arena arena;
	struct err *err;
};

static int bad(struct check *c, const char *fmt, ...) PRINTF_LIKE(2, 3);

static int bad(struct check *c, const char *fmt, ...)
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

/* ---- texts and numbers --------------------------------------------------- */

/* Valid UTF-8, no control characters, bold marks in pairs where allowed. */
static int check_text(struct check *c, const char *what, const char *s,
		      bool rich)
{
	bool bold = false;

	if (!s)
		return bad(c, "%s is missing", what);
	if (utf8_valid_prefix(s, strlen(s)) != strlen(s))
		return bad(c, "%s is not valid UTF-8", what);
	for (const char *p = s; *p; p++) {
		bool mark = *p == BOLD_ON[0] || *p == BOLD_OFF[0];

		if ((unsigned char)*p >= 0x20 && *p != 0x7f)
			continue;
		if (!mark || !rich)
			return bad(c, "%s holds the control character 0x%02x",
				   what, (unsigned)(unsigned char)*p);
		if (bold == (*p == BOLD_ON[0]))
			return bad(c, "%s has an unpaired bold mark", what);
		bold = !bold;
	}
	return bold ? bad(c, "%s never ends its bold", what) : 0;
}

static int check_plain(struct check *c, const char *what, const char *s)
{
	return check_text(c, what, s, false);
}

static int check_rich(struct check *c, const char *what, const char *s)
{
	return check_text(c, what, s, true);
}

static int check_finite(struct check *c, const char *what, double v)
{
	return isfinite(v) ? 0 : bad(c, "%s is not a finite number", what);
}

/* NAN is a gap, infinity a bug. */
static int check_gaps(struct check *c, const char *what, const double *v,
		      size_t n)
{
	for (size_t i = 0; v && i < n; i++)
		if (isinf(v[i]))
			return bad(c, "%s %zu is infinite", what, i);
	return 0;
}

static int check_link(struct check *c, const char *link)
{
	if (!link || doc_part(c->doc, link))
		return 0;
	return bad(c, "it links to '%s', and there is no such part", link);
}

static int check_link_row(struct check *c, const char *link, const char *row)
{
	if (!row)
		return 0;
	if (link && part_has_row(doc_part(c->doc, link), row))
		return 0;
	return bad(c, "it links to row '%s' of '%s', and there is no such row",
		   row, link ? link : "");
}

static int check_digits(struct check *c, int digits)
{
	return digits >= 0 && digits <= 9 ? 0
		: bad(c, "%d decimals are asked for", digits);
}

/* ---- names and formulas -------------------------------------------------- */

static bool name_char(char ch)
{
	return isalnum((unsigned char)ch) || ch == '_';
}

/* "Q4" or "ROI50" would be cells, "R1C1" a reference. */
static bool cell_like(const char *s)
{
	size_t letters = 0;

	if ((*s == 'r' || *s == 'R' || *s == 'c' || *s == 'C') &&
	    strspn(s, "rRcC0123456789") == strlen(s))
		return true;
	while (isalpha((unsigned char)s[letters]))
		letters++;
	return letters >= 1 && letters <= 3 && s[letters] &&
		strspn(s + letters, "0123456789") == strlen(s + letters);
}

static bool name_valid(const char *s)
{
	if (!*s || strlen(s) > NAME_MAX_LEN || cell_like(s) ||
	    isdigit((unsigned char)*s))
		return false;
	for (; *s; s++)
		if (!name_char(*s))
			return false;
	return true;
}

static bool name_known(const struct check *c, const char *s, size_t len)
{
	for (size_t i = 0; i < c->n_name; i++)
		if (strlen(c->name[i]) == len &&
		    !strncasecmp(c->name[i], s, len))
			return true;
	return false;
}

static int name_take(struct check *c, const char *name)
{
	if (!name)
		return 0;
	if (!name_valid(name))
		return bad(c, "'%s' cannot be a name in a workbook", name);
	if (name_known(c, name, strlen(name)))
		return bad(c, "the name '%s' is given twice", name);
	vec_reserve(&c->name, c->n_name, &c->cap);
	c->name[c->n_name++] = name;
	return 0;
}

/* Functions that Excel 2010 and LibreOffice both know and we use. */
static const char *const function_table[] = {
	"ABS", "AND", "COUNTA", "COUNTIF", "IF", "MAX", "MIN", "NOT", "OR",
	"ROUND", "SUM", "SUMIF", "SUMPRODUCT", NULL
};

static bool function_known(const char *s, size_t len)
{
	for (size_t i = 0; function_table[i]; i++)
		if (strlen(function_table[i]) == len &&
		    !strncmp(function_table[i], s, len))
			return true;
	return false;
}

static int check_word(struct check *c, const char *s, size_t len)
{
	if (s[len] == '(' && !function_known(s, len))
		return bad(c, "the function %.*s is not one that every "
			   "spreadsheet knows", (int)len, s);
	if (s[len] != '(' && !name_known(c, s, len))
		return bad(c, "a formula asks for '%.*s', and no cell has "
			   "that name", (int)len, s);
	return 0;
}

/* "[Decision]": a column of the same table. Returns its length, or 0. */
static size_t check_column(struct check *c, const char *s)
{
	size_t len = strcspn(s, "]");

	if (s[len] && c->element->type == ELEMENT_TABLE &&
	    table_column(&c->element->as.table, s + 1, len - 1) !=
	    c->element->as.table.n_columns)
		return len + 1;
	bad(c, "a formula asks for a column %.*s], which is not there",
	    (int)len, s);
	return 0;
}

static int check_formula(struct check *c, const char *f)
{
	int depth = 0;

	if (!f)
		return 0;
	if (*f++ != '=')
		return bad(c, "a formula does not begin with '='");
	while (*f) {
		size_t len = 0;

		if (*f == '"') {
			const char *end = strchr(f + 1, '"');

			if (!end)
				return bad(c, "a formula's text has no end");
			f = end + 1;
			continue;
		}
		if (*f == '[') {
			len = check_column(c, f);
			if (!len)
				return -1;
			f += len;
			continue;
		}
		depth += *f == '(' ? 1 : *f == ')' ? -1 : 0;
		if (depth < 0)
			break;
		while (name_char(f[len]))
			len++;
		if (len && !isdigit((unsigned char)*f) &&
		    check_word(c, f, len))
			return -1;
		f += len ? len : 1;
	}
	return depth ? bad(c, "a formula's parentheses do not match") : 0;
}

/* ---- elements ------------------------------------------------------------ */

static int check_cell(struct check *c, const struct cell *cell)
{
	if (cell->type == CELL_TEXT && check_rich(c, "a cell", cell->text))
		return -1;
	if (cell->type == CELL_DASH && cell->text &&
	    check_plain(c, "a reason", cell->text))
		return -1;
	if (cell->type == CELL_DATE &&
	    (cell->num < DAY_MIN || cell->num > DAY_MAX))
		return bad(c, "a date is outside the calendar");
	if (check_finite(c, "a cell", cell->num) ||
	    check_digits(c, cell->digits) ||
	    check_formula(c, cell->formula))
		return -1;
	if (cell->fill && fill_wrong(cell->fill))
		return bad(c, "a cell to fill in %s", fill_wrong(cell->fill));
	if (check_link(c, cell->link))
		return -1;
	return check_link_row(c, cell->link, cell->link_row);
}

static int check_excel_table(struct check *c, const struct table *t)
{
	if (!t->excel_name)
		return 0;
	if (name_take(c, t->excel_name))
		return -1;
	for (size_t i = 0; i < t->n_columns; i++) {
		if (!*t->columns[i].title)
			return bad(c, "column %zu of an Excel table has no "
				   "title", i);
		for (size_t j = 0; j < i; j++)
			if (!strcasecmp(t->columns[i].title,
					t->columns[j].title))
				return bad(c, "two columns are called '%s'",
					   t->columns[i].title);
	}
	return 0;
}

static int check_table(struct check *c, const struct table *t)
{
	if (check_plain(c, "the title", t->title) ||
	    check_plain(c, "the subtitle", t->subtitle) ||
	    check_plain(c, "the sentence for no rows", t->empty))
		return -1;
	if (!t->n_columns)
		return bad(c, "a table has no columns");
	if (!t->n_rows && !*t->empty)
		return bad(c, "a table without rows says nothing");
	for (size_t i = 0; i < t->n_columns; i++)
		if (check_plain(c, "a column title", t->columns[i].title) ||
		    check_finite(c, "a width", t->columns[i].width))
			return -1;
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t i = 0; i < t->n_columns; i++)
			if (check_cell(c, &t->rows[r][i]))
				return -1;
	if (t->header_name && table_fill_wrong(t))
		return bad(c, "a table to fill in %s", table_fill_wrong(t));
	return check_excel_table(c, t);
}

static int check_tile(struct check *c, const struct tile *t)
{
	const struct { const char *what, *text; } texts[] = {
		{ "a label", t->label }, { "a value", t->value },
		{ "a unit", t->unit }, { "an interval", t->interval },
		{ "a target", t->target }, { "a verdict", t->verdict },
		{ "a change word", t->change }, { "a target word", t->meets },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (check_plain(c, texts[i].what, texts[i].text))
			return -1;
	if (check_gaps(c, "spark point", t->spark, t->n_spark))
		return -1;
	return check_cell(c, &t->cell);
}

static int check_list(struct check *c, const struct element *e)
{
	if (check_plain(c, "the title", e->as.list.title) ||
	    check_plain(c, "the sentence for no items", e->as.list.empty))
		return -1;
	if (!e->as.list.n && !*e->as.list.empty)
		return bad(c, "a list without items says nothing");
	for (size_t i = 0; i < e->as.list.n; i++) {
		const struct list_item *item = &e->as.list.item[i];

		if (check_plain(c, "a big number", item->big) ||
		    check_plain(c, "an item's title", item->title) ||
		    check_rich(c, "an item's text", item->body) ||
		    check_link(c, item->link))
			return -1;
	}
	return 0;
}

static int check_chart_texts(struct check *c, const struct chart *ch)
{
	if (check_plain(c, "the title", ch->title) ||
	    check_plain(c, "the subtitle", ch->subtitle) ||
	    check_plain(c, "the text for who cannot see it", ch->alt) ||
	    check_plain(c, "the unit", ch->unit) ||
	    check_plain(c, "the target's text", ch->target_text) ||
	    check_plain(c, "the sentence for no points", ch->empty))
		return -1;
	for (size_t i = 0; i < ch->n; i++)
		if (check_plain(c, "a label", ch->label[i]) ||
		    (ch->under && check_plain(c, "a name's second line",
					      ch->under[i])) ||
		    (ch->word && check_plain(c, "a verdict", ch->word[i])))
			return -1;
	for (size_t i = 0; i < ch->n_mark; i++)
		if (ch->mark[i].at >= ch->n ||
		    check_plain(c, "a mark", ch->mark[i].text))
			return ch->mark[i].at < ch->n ? -1
				: bad(c, "a mark stands outside the chart");
	if ((ch->type == CHART_SLOPE || ch->type == CHART_PAIRS) &&
	    (check_plain(c, "the start", ch->from) ||
	     check_plain(c, "the end", ch->to)))
		return -1;
	return *ch->alt ? 0 : bad(c, "a chart has no text for who cannot "
				  "see it");
}

static int check_panels(struct check *c, const struct chart *ch)
{
	if (ch->type == CHART_LINES && ch->n_panel > CHART_LINES_MAX)
		return bad(c, "a chart has more lines than can be told "
			      "apart");
	for (size_t i = 0; i < ch->n_panel; i++)
		if (check_plain(c, "a panel's title", ch->panel[i].title) ||
		    (ch->type == CHART_PAIRS ? check_rich : check_plain)(
				c, "a panel's words", ch->panel[i].words) ||
		    check_gaps(c, "panel point", ch->panel[i].value, ch->n))
			return -1;
	return 0;
}

static int check_chart(struct check *c, const struct chart *ch)
{
	if (check_chart_texts(c, ch) || check_digits(c, ch->digits) ||
	    check_panels(c, ch))
		return -1;
	if (!chart_has_value(ch) && !*ch->empty)
		return bad(c, "a chart without points says nothing");
	if (check_gaps(c, "point", ch->value, ch->n) ||
	    check_gaps(c, "low", ch->low, ch->n) ||
	    check_gaps(c, "high", ch->high, ch->n) ||
	    check_gaps(c, "centre", ch->centre, ch->n) ||
	    check_gaps(c, "promise", ch->promised, ch->n))
		return -1;
	return isinf(ch->target) ? bad(c, "the target is infinite") : 0;
}

static int check_form_rows(struct check *c, const struct form_row *row,
			   size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (check_plain(c, "a label", row[i].label) ||
		    check_plain(c, "a unit", row[i].unit) ||
		    check_plain(c, "a note", row[i].note) ||
		    check_cell(c, &row[i].cell))
			return -1;
	return 0;
}

static int check_form(struct check *c, const struct form *f)
{
	if (!f->n_input || !f->n_result)
		return bad(c, "a form has no inputs or no results");
	if (check_form_rows(c, f->input, f->n_input) ||
	    check_form_rows(c, f->result, f->n_result) ||
	    check_plain(c, "the tornado's title", f->tornado_title))
		return -1;
	for (size_t i = 0; i < f->n_tornado; i++)
		if (check_plain(c, "a label", f->tornado[i].label) ||
		    check_cell(c, &f->tornado[i].low) ||
		    check_cell(c, &f->tornado[i].high) ||
		    check_cell(c, &f->tornado[i].swing))
			return -1;
	return 0;
}

static int check_tiles(struct check *c, const struct element *e)
{
	if (check_plain(c, "the title", e->as.tiles.title))
		return -1;
	if (!e->as.tiles.n)
		return bad(c, "there are no tiles");
	for (size_t i = 0; i < e->as.tiles.n; i++)
		if (check_tile(c, &e->as.tiles.item[i]))
			return -1;
	return 0;
}

static int check_map(struct check *c, const struct map_figure *m)
{
	const struct { const char *what, *text; } texts[] = {
		{ "the title", m->title }, { "the subtitle", m->subtitle },
		{ "the sentence for no map", m->empty },
		{ "the title of the key", m->key_title },
	};
	const char *text;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (check_plain(c, texts[i].what, texts[i].text))
			return -1;
	if ((!m->map || !m->map->n) && !*m->empty)
		return bad(c, "a map without steps says nothing");
	for (size_t i = 0; i < m->n_keys; i++)
		if (check_plain(c, "a sign's words", m->key[i].words))
			return -1;
	if (m->map && map_wrong(m->map))
		return bad(c, "a map %s", map_wrong(m->map));
	for (size_t i = 0; m->map && (text = map_text(m->map, i)); i++)
		if (check_plain(c, "a text of a map", text))
			return -1;
	return check_table(c, &m->table);
}

static int check_element(struct check *c, const struct element *e)
{
	if (e->span < 1 || e->span > 12)
		return bad(c, "it is %d twelfths wide", e->span);
	switch (e->type) {
	case ELEMENT_TEXT:
		if (check_rich(c, "a text", e->as.text.text))
			return -1;
		return *e->as.text.text ? 0 : bad(c, "a text is empty");
	case ELEMENT_TILES:
		return check_tiles(c, e);
	case ELEMENT_LIST:
		return check_list(c, e);
	case ELEMENT_TABLE:
		return check_table(c, &e->as.table);
	case ELEMENT_CHART:
		return check_chart(c, &e->as.chart);
	case ELEMENT_FORM:
		return check_form(c, &e->as.form);
	case ELEMENT_MAP:
		return check_map(c, &e->as.map);
	}
	return bad(c, "there is no element type %d", (int)e->type);
}

/* ---- the document -------------------------------------------------------- */

static int names_of_form(struct check *c, const struct form *f)
{
	for (size_t i = 0; i < f->n_input; i++)
		if (name_take(c, f->input[i].cell.name))
			return -1;
	for (size_t i = 0; i < f->n_result; i++)
		if (name_take(c, f->result[i].cell.name))
			return -1;
	for (size_t i = 0; i < f->n_tornado; i++)
		if (name_take(c, f->tornado[i].low.name) ||
		    name_take(c, f->tornado[i].high.name) ||
		    name_take(c, f->tornado[i].swing.name))
			return -1;
	return 0;
}

/* All names first: a formula may point forward. */
static int names_of_element(struct check *c, const struct element *e)
{
	const struct table *t = &e->as.table;

	if (e->type == ELEMENT_FORM)
		return names_of_form(c, &e->as.form);
	if (e->type == ELEMENT_TILES) {
		for (size_t i = 0; i < e->as.tiles.n; i++)
			if (name_take(c, e->as.tiles.item[i].cell.name))
				return -1;
		return 0;
	}
	if (e->type != ELEMENT_TABLE || !t->n_rows)
		return 0;
	if (name_take(c, t->header_name))
		return -1;
	for (size_t i = 0; t->column_name && i < t->n_columns; i++)
		if (name_take(c, t->column_name[i]))
			return -1;
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t i = 0; i < t->n_columns; i++)
			if (name_take(c, t->rows[r][i].name))
				return -1;
	return 0;
}

static int check_part_head(struct check *c, size_t at)
{
	const struct part *p = &c->doc->part[at];

	if (check_plain(c, "the part's id", p->id) ||
	    check_plain(c, "the part's title", p->title))
		return -1;
	if (!*p->title || utf8_count(p->title) > TITLE_MAX)
		return bad(c, "the title '%s' does not fit on a sheet's tab "
			   "(1 to %d characters)", p->title, TITLE_MAX);
	for (size_t i = 0; i < at; i++)
		if (!strcmp(c->doc->part[i].id, p->id) ||
		    !strcasecmp(c->doc->part[i].title, p->title))
			return bad(c, "a part of that id or title is there "
				   "already");
	return p->n ? 0 : bad(c, "the part has no content");
}

static int check_head(struct check *c)
{
	const struct doc *d = c->doc;
	const struct { const char *what, *text; } texts[] = {
		{ "the report's id", d->report }, { "its title", d->title },
		{ "its team", d->team }, { "its period", d->period },
		{ "its period's id", d->period_id },
		{ "its stamp", d->stamp }, { "its run", d->run },
		{ "its currency", d->currency }, { "its paper", d->paper },
		{ "its font", d->theme.font },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (check_plain(c, texts[i].what, texts[i].text))
			return -1;
	return d->n ? 0 : bad(c, "the document has no parts");
}

typedef int (*element_fn)(struct check *c, const struct element *e);

static int each_element(struct check *c, element_fn visit)
{
	for (size_t i = 0; i < c->doc->n; i++) {
		c->part = &c->doc->part[i];
		for (size_t j = 0; j < c->part->n; j++) {
			c->element = &c->part->element[j];
			if (visit(c, c->element))
				return -1;
		}
	}
	c->part = NULL;
	c->element = NULL;
	return 0;
}

static int check_parts(struct check *c)
{
	for (size_t i = 0; i < c->doc->n; i++) {
		c->part = &c->doc->part[i];
		if (check_part_head(c, i))
			return -1;
	}
	c->part = NULL;
	return 0;
}

int doc_check(const struct doc *d, struct err *err)
{
	struct check c = { .doc = d, .err = err };
	int ret = -1;

	if (!check_head(&c) && !check_parts(&c) &&
	    !each_element(&c, names_of_element) &&
	    !each_element(&c, check_element))
		ret = 0;
	free(c.name);
	arena_release(&c.arena);
	return ret;
}
