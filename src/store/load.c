/*
 * store/load.c - facts in: intern, hash and buffer the rows of one import,
 * then merge them day by day.
 */
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "store/load.h"
#include "store/upkeep.h"

/* ---- how rows are known again ----------------------------------------- */

static uint64_t columns_with(const struct fact_kind *kind, unsigned flag)
{
	uint64_t mask = 0;

	for (size_t c = FC_N; c < kind->n_columns; c++) {
		if (kind->columns[c].flags & flag)
			mask |= (uint64_t)1 << c;
	}
	return mask;
}

static uint64_t all_columns(const struct fact_kind *kind)
{
	return (((uint64_t)1 << kind->n_columns) - 1) &
	       ~(((uint64_t)1 << FC_N) - 1);
}

/*
 * Events of a snapshot are known as whole rows: the file says that its rows
 * have no id, and weighted rows of one key may differ in their outcome.
 */
static void choose_key(struct facts_load *load)
{
	const struct fact_kind *kind = load->kind;

	load->key = load->spec.key_columns;
	if (!load->key && (load->spec.mode == LOAD_UPSERT ||
			   kind->sameness != FACT_EACH))
		load->key = columns_with(kind, COLUMN_KEY);
	load->whole_row = !load->key;
	if (load->whole_row && kind->sameness == FACT_SUMMED)
		load->key = all_columns(kind) & ~columns_with(kind, COLUMN_SUM);
	else if (load->whole_row)
		load->key = all_columns(kind);
	load->floating = load->spec.mode == LOAD_UPSERT && !load->whole_row &&
			 !(load->key & columns_with(kind, COLUMN_DAY));
}

/* The key for the ledger: "workflow,item_id", "days", "days:campaign". */
static char *key_text(const struct facts_load *load)
{
	struct strbuf sb = STRBUF_INIT;
	const char *between = "";

	if (load->spec.mode == LOAD_SNAPSHOT) {
		strbuf_puts(&sb, "days");
		between = ":";
	} else if (load->whole_row) {
		strbuf_puts(&sb, "row");
	}
	for (size_t c = 0; !load->whole_row && c < load->kind->n_columns;
	     c++) {
		if (!(load->key >> c & 1))
			continue;
		strbuf_puts(&sb, between);
		strbuf_puts(&sb, load->kind->columns[c].name);
		between = ",";
	}
	return strbuf_detach(&sb);
}

static int check_key(const struct facts_load *load, struct err *err)
{
	for (size_t c = 0; c < load->kind->n_columns; c++) {
		const struct fact_column *column = &load->kind->columns[c];

		if (!(load->spec.key_columns >> c & 1))
			continue;
		if (column->flags & COLUMN_PERSON)
			return err_set(err, ERR_CONFIG, "column %s names a "
				       "person and cannot be part of the key "
				       "of source %s: key rows by an id",
				       column->name, load->source);
		if (column->flags & COLUMN_INTERNAL)
			return err_set(err, ERR_CONFIG, "column %s is filled "
				       "by tuneup and cannot be part of the "
				       "key of source %s", column->name,
				       load->source);
	}
	return 0;
}

/* Were all rows of this source hashed with the key we have now? */
static int check_hashes(struct facts_load *load, struct err *err)
{
	sqlite3_stmt *st = db_prepare(load->s, "SELECT count(*) FROM import "
		"WHERE kind = ?1 AND source = ?2 AND row_key <> ?3", err);
	int got = -1;

	if (st) {
		db_bind_text(st, 1, load->kind->id);
		db_bind_text(st, 2, load->source);
		db_bind_text(st, 3, load->import->row_key);
		got = db_step(load->s, st, err);
		load->hashes_fit = got > 0 && sqlite3_column_int64(st, 0) == 0;
	}
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

uint64_t key_hash(const struct facts_load *load, const struct row_values *v)
{
	uint64_t h = hash64_mix(0, load->source_id);

	/* what is missing does not enter, so that a kind may get a column
	 * without changing the hashes of its old rows */
	for (uint64_t left = load->key; left; left &= left - 1) {
		unsigned c = (unsigned)__builtin_ctzll(left);
		int64_t value = v->num[c];

		switch (load->kind->columns[c].type) {
		case FACT_TEXT:
			if (!v->len[c])
				continue;
			value = (int64_t)hash64(v->text[c], v->len[c], 0);
			break;
		case FACT_DIM:
		case FACT_WORD:
			if (!value)
				continue;
			break;
		default:
			if (value == FACT_NULL)
				continue;
			break;
		}
		h = hash64_mix(hash64_mix(h, c), (uint64_t)value);
	}
	return h;
}

uint64_t stored_hash(const struct facts_load *load,
		     const struct fact_day *day, size_t r)
{
	struct row_values v;

	if (load->hashes_fit)
		return segment_key_hash(day, r);
	for (uint64_t left = load->key; left; left &= left - 1) {
		int c = __builtin_ctzll(left);
		size_t len;

		if (load->kind->columns[c].type == FACT_TEXT) {
			v.text[c] = fact_text(day, c, r, &len);
			v.len[c] = (uint32_t)len;
		} else {
			v.num[c] = fact_i64(day, c, r);
		}
	}
	return key_hash(load, &v);
}

/* ---- begin and rows --------------------------------------------------- */

int facts_load_begin(struct facts_load **out, struct store_import *import,
		     const struct facts_load_spec *spec, struct diags *diags,
		     struct err *err)
{
	struct facts_load *load = xcalloc(1, sizeof *load);

	*out = NULL;
	load->import = import;
	load->s = import->s;
	load->kind = spec->kind;
	load->spec = *spec;
	load->source = xstrdup(spec->source);
	load->diags = diags;
	load->result.first = load->result.last = DAY_NONE;
	load->day_first = load->day_last = DAY_NONE;
	load->period = fact_column_find(spec->kind, "period_start");
	choose_key(load);
	rowbuf_init(&load->rows, spec->kind,
		    load->s->memory ? NULL : load->s->path);
	free(import->row_key);
	import->row_key = key_text(load);
	if (store_purged_before(&load->floor, load->s, err) ||
	    check_key(load, err) || check_hashes(load, err) ||
	    intern_load(&load->names, load->s, err)) {
		facts_load_abort(load);
		return -1;
	}
	load->source_id = intern_id(&load->names, load->source,
				    (uint32_t)strlen(load->source));
	*out = load;
	return 0;
}

void facts_load_limit(struct facts_load *load, size_t bytes)
{
	load->rows.limit = bytes;
}

void facts_load_abort(struct facts_load *load)
{
	if (!load)
		return;
	rowbuf_release(&load->rows);
	places_release(&load->places);
	intern_release(&load->names);
	free(load->source);
	free(load);
}

static int64_t word_of(const struct fact_column *column, int64_t number)
{
	if (number == FACT_NULL)
		return 0;
	for (int64_t i = 0; i < number; i++) {
		if (!column->words[i])
			BUG("column %s has no word %lld", column->name,
			    (long long)number);
	}
	return number;
}

static void read_cells(struct facts_load *load, struct row_values *v,
		       const struct fact_cell *cells)
{
	const struct fact_kind *kind = load->kind;

	for (size_t c = FC_FIRST; c < kind->n_columns; c++) {
		const struct fact_cell *cell = &cells[c];

		switch (kind->columns[c].type) {
		case FACT_DIM:
			v->num[c] = cell->s ? intern_id(&load->names, cell->s,
							cell->len) : 0;
			break;
		case FACT_TEXT:
			v->text[c] = cell->s;
			v->len[c] = cell->s ? cell->len : 0;
			break;
		case FACT_WORD:
			v->num[c] = word_of(&kind->columns[c], cell->num);
			break;
		default:
			v->num[c] = cell->num;
			break;
		}
	}
}

static bool key_is_blank(const struct facts_load *load,
			 const struct row_values *v)
{
	for (uint64_t left = load->key; left; left &= left - 1) {
		int c = __builtin_ctzll(left);

		switch (load->kind->columns[c].type) {
		case FACT_TEXT:
			if (v->len[c])
				return false;
			break;
		case FACT_DIM:
		case FACT_WORD:
			if (v->num[c])
				return false;
			break;
		default:
			if (v->num[c] != FACT_NULL)
				return false;
			break;
		}
	}
	return true;
}

/* What was purged does not come back with the next export. */
static void set_aside_purged(struct facts_load *load, int32_t day,
			     int64_t line)
{
	char date[DATE_MAX], floor[DATE_MAX];

	load->result.aside++;
	diag_add(load->diags, DIAG_ASIDE, "purged-day", line, "", "it is of "
		 "%s, and what was before %s was purged; the row was set "
		 "aside: export from that day on", day_format(date, day),
		 day_format(floor, load->floor));
}

static void days_stretch(int32_t *first, int32_t *last, int32_t day)
{
	if (*first == DAY_NONE || day < *first)
		*first = day;
	if (*last == DAY_NONE || day > *last)
		*last = day;
}

int facts_load_row(struct facts_load *load, const struct fact_cell *cells,
		   int32_t day, int64_t line, struct err *err)
{
	struct facts_load_result *result = &load->result;
	struct row_values v;
	int64_t n = cells[FC_N].num;

	if (day < DAY_MIN || day > DAY_MAX)
		BUG("line %lld has no day", (long long)line);
	if (load->floor != DAY_NONE && day < load->floor) {
		set_aside_purged(load, day, line);
		return 0;
	}
	read_cells(load, &v, cells);
	v.num[FC_LINE] = line;
	v.num[FC_N] = n == FACT_NULL || !load->kind->weighted ? 1 : n;
	if (v.num[FC_N] < 1) {
		diag_add(load->diags, DIAG_ASIDE, "bad-count", line, "n",
			 "a row stands for at least 1 event, this one for "
			 "%lld; it was set aside: correct or remove it",
			 (long long)v.num[FC_N]);
		result->aside++;
		return 0;
	}
	if (!load->whole_row && key_is_blank(load, &v)) {
		diag_add(load->diags, DIAG_ASIDE, "blank-key", line, "",
			 "the columns rows are known by (%s) are blank; the "
			 "row was set aside: export it with its id",
			 load->import->row_key);
		result->aside++;
		return 0;
	}
	v.hash = key_hash(load, &v);
	if (load->floating)
		places_note(&load->places, v.hash, day);
	days_stretch(&result->first, &result->last, day);
	if (load->period < 0 || !period_is(v.num[load->period], day))
		days_stretch(&load->day_first, &load->day_last, day);
	return rowbuf_add(&load->rows, day, &v, err);
}

/* ---- end -------------------------------------------------------------- */

struct day_list {
	int32_t *day;
	size_t n, cap;
};

static void list_add(struct day_list *list, int32_t day)
{
	vec_reserve(&list->day, list->n, &list->cap);
	list->day[list->n++] = day;
}

static int by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* Days a snapshot owns, of which rows may leave. */
static int add_owned_days(struct day_list *list, struct facts_load *load,
			  struct err *err)
{
	sqlite3_stmt *st = db_prepare(load->s, "SELECT day FROM segment WHERE "
		"kind = ?1 AND current = 1 AND facts > 0 AND "
		"day BETWEEN ?2 AND ?3", err);
	int got = -1;

	if (st) {
		db_bind_text(st, 1, load->kind->id);
		sqlite3_bind_int(st, 2, load->covers_first);
		sqlite3_bind_int(st, 3, load->covers_last);
		while ((got = db_step(load->s, st, err)) > 0)
			list_add(list, sqlite3_column_int(st, 0));
	}
	sqlite3_finalize(st);
	return got;
}

/* Every day that may change, ascending, each once. */
static int touched_days(struct day_list *list, struct facts_load *load,
			struct err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < load->rows.n; i++)
		list_add(list, load->rows.days[i].day);
	for (size_t i = 0; i < load->places.n_leave; i++)
		list_add(list, load->places.leave[i].day);
	if (load->spec.mode == LOAD_SNAPSHOT &&
	    load->covers_first != DAY_NONE &&
	    add_owned_days(list, load, err))
		return -1;
	if (!list->n)
		return 0;
	qsort(list->day, list->n, sizeof *list->day, by_day);
	for (size_t i = 0; i < list->n; i++) {
		if (!kept || list->day[kept - 1] != list->day[i])
			list->day[kept++] = list->day[i];
	}
	list->n = kept;
	return 0;
}

static int merge_all(struct facts_load *load, struct err *err)
{
	struct day_list list = { 0 };
	struct merge *m = NULL;
	int ret = touched_days(&list, load, err);

	if (!ret) {
		m = merge_new(load, err);
		ret = m ? 0 : -1;
	}
	for (size_t i = 0; !ret && i < list.n; i++)
		ret = merge_day(m, list.day[i], err);
	merge_free(m);
	free(list.day);
	return ret;
}

int facts_load_end(struct facts_load *load, struct facts_load_result *result,
		   struct err *err)
{
	int ret = -1;

	load->covers_first = load->spec.covers_first;
	load->covers_last = load->spec.covers_last;
	if (load->covers_first == DAY_NONE)
		load->covers_first = load->result.first;
	if (load->covers_last == DAY_NONE)
		load->covers_last = load->result.last;
	if ((!load->floating || (!moves_gather(load, err) &&
				 !moves_find(load, err))) &&
	    !merge_all(load, err) &&
	    !intern_store(&load->names, load->s, load->import->id, err))
		ret = 0;
	*result = load->result;
	facts_load_abort(load);
	return ret;
}
