/* What people may do on a sheet: type into some cells, sort, filter. */
#include <string.h>

#include "base/date.h"
#include "render/xlsx_text.h"
#include "render/xlsx_write.h"

#define EXCEL_EPOCH 25569	/* 1970-01-01 */

static char *borrowed(struct writer *w, const char *s)
{
	return (char *)(uintptr_t)writer_escaped(w, s);
}

static void input_rule(lxw_data_validation *v)
{
	static char title[] = "Not a number", text[] = "Type a number, "
		"0 or more.";

	v->validate = LXW_VALIDATION_TYPE_DECIMAL;
	v->criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
	v->error_title = title;
	v->error_message = text;
}

static void choice_rule(struct writer *w, lxw_data_validation *v,
			const struct xlsx_valid *valid)
{
	static char title[] = "Not on the list", text[] = "Choose one of the "
		"list.";
	const struct fill *f = valid->fill;
	const char **list;

	v->error_title = title;
	v->error_message = text;
	if (valid->list) {
		v->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
		v->value_formula = arena_printf(&w->arena, "=%s", valid->list);
		return;
	}
	v->validate = LXW_VALIDATION_TYPE_LIST;
	list = arena_array(&w->arena, f->n_choices + 1, sizeof *list);
	memcpy(list, f->choice, f->n_choices * sizeof *list);
	v->value_list = (char **)(uintptr_t)list;
}

static void date_rule(struct writer *w, lxw_data_validation *v,
		      const struct fill *f)
{
	static char title[] = "Not a day that may be";
	char day[DATE_MAX];

	v->validate = LXW_VALIDATION_TYPE_DATE_NUMBER;
	v->criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
	v->value_number = f->day + EXCEL_EPOCH;
	v->error_title = title;
	v->error_message = arena_printf(&w->arena, "Type a date, %s or later.",
					day_words(day, f->day, DAY_FULL));
}

static void whole_rule(struct writer *w, lxw_data_validation *v,
		       const struct fill *f)
{
	static char title[] = "Not a whole number";

	v->validate = LXW_VALIDATION_TYPE_INTEGER;
	v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
	v->minimum_number = f->least;
	v->maximum_number = f->most;
	v->error_title = title;
	v->error_message = arena_printf(&w->arena, "Type a whole number from "
					"%d to %d.", (int)f->least,
					(int)f->most);
}

static void text_rule(lxw_data_validation *v)
{
	static char title[] = "Too long", text[] = "At most 1,000 "
		"characters fit.";

	v->validate = LXW_VALIDATION_TYPE_LENGTH;
	v->criteria = LXW_VALIDATION_CRITERIA_LESS_THAN_OR_EQUAL_TO;
	v->value_number = FILL_TEXT_MAX;
	v->error_title = title;
	v->error_message = text;
}

static void write_rule(struct writer *w, lxw_worksheet *ws,
		       const struct xlsx_valid *valid)
{
	const struct fill *f = valid->fill;
	lxw_data_validation v = { 0 };

	if (!f)
		input_rule(&v);
	else if (f->kind == FILL_CHOICE)
		choice_rule(w, &v, valid);
	else if (f->kind == FILL_DATE)
		date_rule(w, &v, f);
	else if (f->kind == FILL_WHOLE)
		whole_rule(w, &v, f);
	else
		text_rule(&v);
	if (f && f->prompt && *f->prompt)
		v.input_message = borrowed(w, f->prompt);
	writer_ok(w, worksheet_data_validation_range(ws, valid->row,
			(lxw_col_t)valid->col, valid->last_row,
			(lxw_col_t)valid->col, &v), "the check of a cell");
}

/* Without password: it keeps ids from harm, not people from their work. */
static void protect(lxw_worksheet *ws)
{
	lxw_protection p = { .format_columns = LXW_TRUE,
			     .format_rows = LXW_TRUE,
			     .insert_columns = LXW_TRUE, .sort = LXW_TRUE,
			     .autofilter = LXW_TRUE };

	worksheet_protect(ws, NULL, &p);
}

void rules_write(struct writer *w, lxw_worksheet *ws,
		 const struct xlsx_sheet_plan *s)
{
	const struct xlsx_filter *f = &s->filter;

	for (size_t i = 0; i < s->n_valids && !w->failed; i++)
		write_rule(w, ws, &s->valid[i]);
	if (f->last_row)
		writer_ok(w, worksheet_autofilter(ws, f->row,
				(lxw_col_t)f->col, f->last_row,
				(lxw_col_t)f->last_col), "a filter");
	if (s->protect)
		protect(ws);
	if (s->hidden)
		worksheet_hide(ws);
}
