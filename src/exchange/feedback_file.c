/* exchange/feedback_file.c - see feedback_file.h. */
#include "exchange/feedback_file.h"

#include <math.h>
#include <string.h>

#include "base/csv_text.h"
#include "base/num.h"
#include "base/zone.h"
#include "exchange/own_facts.h"

static const char *const rate_names[FEEDBACK_RATES] = {
	[FEEDBACK_OPEN] = "open_rate", [FEEDBACK_CLICK] = "click_rate",
	[FEEDBACK_CTR] = "ctr", [FEEDBACK_CONVERSION] = "conversion_rate"
};

/* ---- the file --------------------------------------------------------------- */

static void put_header(struct strbuf *out)
{
	static const char *const part[] = { "_n", "", "_shrunk", "_low",
					    "_high", "_channel", "_lift",
					    "_weight" };

	strbuf_puts(out, "as_of,week,week_start,week_end,channel,segment,"
		    "campaign,sends,delivered,impressions,opens,clicks,"
		    "conversions");
	for (int r = 0; r < FEEDBACK_RATES; r++)
		for (size_t i = 0; i < sizeof part / sizeof *part; i++)
			strbuf_printf(out, ",%s%s", rate_names[r], part[i]);
	strbuf_puts(out, ",data_to,data_age_days\r\n");
}

static void put_number(struct strbuf *out, double v)
{
	char text[NUM_TEXT_MAX];

	strbuf_putc(out, ',');
	if (isfinite(v))
		strbuf_puts(out, num_exact(text, v));
}

static void put_day(struct strbuf *out, int32_t day)
{
	char text[DATE_MAX];

	strbuf_puts(out, day_format(text, day));
}

static void put_share(struct strbuf *out, const struct feedback_share *s)
{
	const double v[] = { s->n, s->rate, s->shrunk, s->low, s->high,
			     s->channel, s->lift, s->weight };

	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		put_number(out, v[i]);
}

static void put_text(struct strbuf *out, const char *text,
		     enum formula formula)
{
	strbuf_putc(out, ',');
	if (formula == FORMULA_PREFIX)
		csv_put_text(out, text);
	else
		csv_put_plain(out, text);
}

static void put_row(struct strbuf *out, const struct feedback_row *row,
		    int32_t as_of, enum formula formula)
{
	struct arena a = { 0 };

	put_day(out, as_of);
	strbuf_printf(out, ",%s,", period_id(&a, row->week, 1));
	put_day(out, row->week.first);
	strbuf_putc(out, ',');
	put_day(out, row->week.last);
	put_text(out, row->channel, formula);
	put_text(out, row->segment, formula);
	put_text(out, row->campaign, formula);
	for (int c = 0; c < FEEDBACK_COUNTS; c++)
		put_number(out, row->count[c]);
	for (int r = 0; r < FEEDBACK_RATES; r++)
		put_share(out, &row->rate[r]);
	strbuf_putc(out, ',');
	put_day(out, row->last);
	strbuf_printf(out, ",%d\r\n", as_of - row->last);
	arena_release(&a);
}

/* The column of a text that begins like a formula, NULL: none does. */
static const char *formula_column(const struct feedback_row *row)
{
	return text_is_formula(row->channel) ? "channel" :
	       text_is_formula(row->segment) ? "segment" :
	       text_is_formula(row->campaign) ? "campaign" : NULL;
}

size_t feedback_write(struct strbuf *out, struct strbuf *refused,
		      const struct feedback *f, int32_t as_of,
		      enum formula formula)
{
	size_t rows = 0;

	put_header(out);
	for (size_t i = 0; i < f->n; i++) {
		const struct feedback_row *row = &f->item[i];
		const char *column = formula == FORMULA_REJECT ?
			formula_column(row) : NULL;
		char day[DATE_MAX];

		if (column) {
			strbuf_printf(refused, "%sthe week of %s: the %s of a "
				      "row begins like a formula",
				      refused->len ? "\n" : "",
				      day_format(day, row->week.first),
				      column);
			continue;
		}
		put_row(out, row, as_of, formula);
		rows++;
	}
	return rows;
}

/* ---- how late it is ---------------------------------------------------------- */

#define FROM "campaign data"
#define TO "feedback signals"

static int is_known(bool *known, struct store *s, int64_t sent, int32_t day,
		    struct err *err)
{
	struct facts f;

	*known = false;
	if (facts_read(&f, s, &kind_handoffs, day, day, err))
		return -1;
	for (size_t d = 0; d < f.n_days; d++)
		for (size_t r = 0; r < f.days[d].n; r++)
			*known |= fact_i64(&f.days[d], HAN_SENT_AT, r) ==
					  sent &&
				  !strcmp(fact_dim(&f, &f.days[d], FC_SOURCE,
						   r), FEEDBACK_SOURCE);
	facts_release(&f);
	return 0;
}

static void fill_row(struct fact_cell cell[FACT_COLUMNS_MAX], int64_t sent,
		     int64_t now)
{
	for (size_t c = 0; c < FACT_COLUMNS_MAX; c++)
		cell[c] = (struct fact_cell){ .num = FACT_NULL };
	cell[FC_N].num = 1;
	cell[HAN_FROM_STEP] = text_cell(FROM);
	cell[HAN_TO_STEP] = text_cell(TO);
	cell[HAN_SENT_AT].num = sent;
	cell[HAN_RECEIVED_AT].num = fact_time(now, false);
	cell[HAN_ITEM_ID] = text_cell(FEEDBACK_FILE);
	cell[HAN_MODE].num = HANDOFF_AUTO;
	cell[HAN_STATUS].num = HANDOFF_OK;
	cell[HAN_COMPONENT].num = COMPONENT_SEGMENTATION;
}

static int ledger_row(struct store_import *import,
		      const struct facts_load_spec *spec,
		      const struct facts_load_result *r,
		      const struct strbuf *bytes, int32_t as_of,
		      const struct diags *diags, struct err *err)
{
	char hex[SHA256_HEX], profile[SHA256_HEX], day[DATE_MAX];
	uint8_t digest[SHA256_SIZE];
	struct ledger_entry e = own_entry(spec, r);

	e.file = FEEDBACK_FILE;
	e.sha256 = hex;
	e.profile = FEEDBACK_SOURCE;
	e.profile_sha256 = profile;
	e.delimiter = ",";
	e.header_line = 1;
	e.as_of = day_format(day, as_of);
	sha256_bytes(digest, bytes->s, bytes->len);
	sha256_hex(hex, digest);
	sha256_bytes(digest, FEEDBACK_SOURCE, strlen(FEEDBACK_SOURCE));
	sha256_hex(profile, digest);
	return store_import_add(import, &e, diags, err);
}

static int add_fact(struct store *s, int64_t sent, int64_t now, int32_t day,
		    const struct strbuf *bytes, int32_t as_of,
		    struct err *err)
{
	struct facts_load_spec spec = {
		.kind = &kind_handoffs, .source = FEEDBACK_SOURCE,
		.mode = LOAD_UPSERT, .covers_first = DAY_NONE,
		.covers_last = DAY_NONE
	};
	struct fact_cell cell[FACT_COLUMNS_MAX];
	struct facts_load_result r = { 0 };
	struct store_import *import;
	struct facts_load *load = NULL;
	struct diags diags = { 0 };
	int ret = store_import_begin(&import, s, err);

	if (ret)
		return -1;
	fill_row(cell, sent, now);
	ret = facts_load_begin(&load, import, &spec, &diags, err);
	if (!ret) {
		ret = facts_load_row(load, cell, day, 1, err);
		if (ret)
			facts_load_abort(load);
		else
			ret = facts_load_end(load, &r, err);
	}
	if (!ret)
		ret = ledger_row(import, &spec, &r, bytes, as_of, &diags, err);
	if (ret)
		store_import_abort(import);
	else
		ret = store_import_commit(import, err);
	diags_release(&diags);
	return ret;
}

int feedback_record(bool *recorded, struct store *s, const struct feedback *f,
		    const struct strbuf *bytes, int64_t now, int32_t as_of,
		    struct err *err)
{
	enum zone_fit fit;
	int64_t end;
	int32_t day = f->newest;
	bool known;

	*recorded = false;
	if (day == DAY_NONE)
		return 0;
	/* its last second: the fact belongs to that day */
	end = zone_utc(day + 1, 0, &fit) - 1;
	if (end > now)
		return 0;
	if (is_known(&known, s, fact_time(end, false), day, err))
		return -1;
	if (known)
		return 0;
	*recorded = true;
	return add_fact(s, fact_time(end, false), now, day, bytes, as_of,
			err);
}
