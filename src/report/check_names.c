/* Names of cells, and formulas that ask for them. */
#include "report/check.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define NAME_MAX_LEN 255	/* Excel's limit for a defined name */

/* ---- names -------------------------------------------------------- */

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

static int check_name(struct check *c, const char *name)
{
	if (!name)
		return 0;
	if (!name_valid(name))
		return check_bad(c, "'%s' cannot be a name in a workbook",
				 name);
	if (name_known(c, name, strlen(name)))
		return check_bad(c, "the name '%s' is given twice", name);
	vec_reserve(&c->name, c->n_name, &c->cap);
	c->name[c->n_name++] = name;
	return 0;
}

static int names_of_form(struct check *c, const struct form *f)
{
	for (size_t i = 0; i < f->n_input; i++)
		if (check_name(c, f->input[i].cell.name))
			return -1;
	for (size_t i = 0; i < f->n_result; i++)
		if (check_name(c, f->result[i].cell.name))
			return -1;
	for (size_t i = 0; i < f->n_tornado; i++)
		if (check_name(c, f->tornado[i].low.name) ||
		    check_name(c, f->tornado[i].high.name) ||
		    check_name(c, f->tornado[i].swing.name))
			return -1;
	return 0;
}

int check_names(struct check *c, const struct element *e)
{
	const struct table *t = &e->as.table;

	if (e->type == ELEMENT_FORM)
		return names_of_form(c, &e->as.form);
	if (e->type == ELEMENT_TILES) {
		for (size_t i = 0; i < e->as.tiles.n; i++)
			if (check_name(c, e->as.tiles.item[i].cell.name))
				return -1;
		return 0;
	}
	if (e->type != ELEMENT_TABLE)
		return 0;
	if (check_name(c, t->excel_name))
		return -1;
	if (!t->n_rows)
		return 0;
	if (check_name(c, t->header_name))
		return -1;
	for (size_t i = 0; t->column_name && i < t->n_columns; i++)
		if (check_name(c, t->column_name[i]))
			return -1;
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t i = 0; i < t->n_columns; i++)
			if (check_name(c, t->rows[r][i].name))
				return -1;
	return 0;
}

/* ---- formulas ------------------------------------------------------ */

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
		return check_bad(c, "the function %.*s is not one that every "
				 "spreadsheet knows", (int)len, s);
	if (s[len] != '(' && !name_known(c, s, len))
		return check_bad(c,
				 "a formula asks for '%.*s', and no cell has "
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
	check_bad(c, "a formula asks for a column %.*s], which is not there",
		  (int)len, s);
	return 0;
}

int check_formula(struct check *c, const char *f)
{
	int depth = 0;

	if (!f)
		return 0;
	if (*f++ != '=')
		return check_bad(c, "a formula does not begin with '='");
	while (*f) {
		size_t len = 0;

		if (*f == '"') {
			const char *end = strchr(f + 1, '"');

			if (!end)
				return check_bad(c,
						 "a formula's text has no end");
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
	return depth ? check_bad(c, "a formula's parentheses do not match") : 0;
}
