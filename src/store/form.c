/*
 * store/form.c - see form.h.
 */
#include <string.h>

#include "base/hash.h"
#include "store/form.h"

#define BIT(column) ((uint64_t)1 << (column))

static const struct form forms[] = {
	{&kind_corrections,
	 BIT(COR_ITEM_ID) | BIT(COR_REVIEWED_AT) | BIT(COR_STARTED_AT),
	 COR_ITEM_ID, -1, -1},
	{&kind_handoffs,
	 BIT(HAN_ITEM_ID) | BIT(HAN_SENT_AT) | BIT(HAN_RECEIVED_AT),
	 HAN_ITEM_ID, HAN_SENT_AT, HAN_RECEIVED_AT},
	{&kind_pulse, 0, -1, -1, -1},
};

const struct form *form_find(const struct fact_kind *kind)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (forms[i].kind == kind)
			return &forms[i];
	}
	return NULL;
}

static bool is_compared(const struct form *f, size_t column)
{
	return column != FC_IMPORT && column != FC_LINE && column != FC_N &&
	       !(f->left_out >> column & 1);
}

/* From sent to received, with what is known of either in the last bits. */
static int64_t distance(const struct form *f, const struct segment_rows *rows,
			size_t r)
{
	int64_t sent = rows->num[f->sent][r];
	int64_t received = rows->num[f->received][r];

	return received == FACT_NULL || sent == FACT_NULL ? FACT_NULL
							  : received - sent;
}

static bool is_date(const struct form *f, const struct segment_rows *rows,
		    size_t r)
{
	return fact_time_is_date(rows->num[f->sent][r]);
}

uint64_t form_hash(const struct form *f, const struct segment_rows *rows,
		   size_t r)
{
	uint64_t h = 0;

	for (size_t c = 0; c < f->kind->n_columns; c++) {
		if (!is_compared(f, c))
			continue;
		h = hash64_mix(h, rows->num[c]
					  ? (uint64_t)rows->num[c][r]
					  : hash64(rows->text[c][r],
						   rows->text_len[c][r], 0));
	}
	if (f->sent < 0)
		return h;
	h = hash64_mix(h, (uint64_t)distance(f, rows, r));
	return hash64_mix(h, is_date(f, rows, r));
}

bool form_equal(const struct form *f, const struct segment_rows *rows, size_t a,
		size_t b)
{
	for (size_t c = 0; c < f->kind->n_columns; c++) {
		if (!is_compared(f, c))
			continue;
		if (rows->num[c]) {
			if (rows->num[c][a] != rows->num[c][b])
				return false;
		} else if (rows->text_len[c][a] != rows->text_len[c][b] ||
			   (rows->text_len[c][a] &&
			    memcmp(rows->text[c][a], rows->text[c][b],
				   rows->text_len[c][a]) != 0)) {
			return false;
		}
	}
	return f->sent < 0 || (distance(f, rows, a) == distance(f, rows, b) &&
			       is_date(f, rows, a) == is_date(f, rows, b));
}
