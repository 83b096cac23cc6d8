/* Which columns make the key of a source's rows, and their hash. */
#include <stdlib.h>
#include <string.h>

#include "store/zone_move.h"

static uint64_t columns_named(const struct fact_kind *kind, const char *text)
{
	uint64_t mask = 0;

	while (*text) {
		size_t len = strcspn(text, ",");

		for (size_t c = 0; c < kind->n_columns; c++) {
			const char *name = kind->columns[c].name;

			if (strlen(name) == len && !strncmp(name, text, len))
				mask |= (uint64_t)1 << c;
		}
		text += len + (text[len] == ',');
	}
	return mask;
}

/* "workflow,item_id", "days:campaign", "days", "row": see load.c. */
static uint64_t key_of(const struct fact_kind *kind, const char *text)
{
	const char *colon = strchr(text, ':');
	uint64_t all = (((uint64_t)1 << kind->n_columns) - 1) &
		       ~(((uint64_t)1 << FC_N) - 1);

	if (colon)
		return columns_named(kind, colon + 1);
	if (strcmp(text, "days") && strcmp(text, "row"))
		return columns_named(kind, text);
	return all;
}

int zone_keys_read(struct zone_run *z, const char *const *dim, struct err *err)
{
	const struct fact_kind *kind = z->out->kind;
	sqlite3_stmt *st = db_prepare(z->s, "SELECT source, min(row_key), "
		"min(row_key) = max(row_key) FROM import WHERE kind = ?1 "
		"GROUP BY source", err);
	int got = -1;

	z->key = xcalloc(z->n_dim + 1, sizeof *z->key);
	if (st) {
		db_bind_text(st, 1, kind->id);
		got = 0;
	}
	while (!got && (got = db_step(z->s, st, err)) > 0) {
		got = 0;
		for (size_t id = 1; id < z->n_dim; id++) {
			if (strcmp(dim[id], db_text(st, 0)))
				continue;
			z->key[id].known = sqlite3_column_int(st, 2);
			z->key[id].load.kind = kind;
			z->key[id].load.source_id = (uint32_t)id;
			z->key[id].load.key = key_of(kind, db_text(st, 1));
		}
	}
	sqlite3_finalize(st);
	return got;
}

void zone_hash(struct zone_run *z, struct segment_rows *rows, size_t r)
{
	const struct zone_key *key = &z->key[rows->num[FC_SOURCE][r]];
	struct row_values v;

	if (!key->known)
		return;
	for (size_t c = 0; c < rows->kind->n_columns; c++) {
		v.num[c] = rows->num[c] ? rows->num[c][r] : 0;
		v.text[c] = rows->text[c] ? rows->text[c][r] : NULL;
		v.len[c] = rows->text[c] ? rows->text_len[c][r] : 0;
	}
	rows->key_hash[r] = key_hash(&key->load, &v);
}
