/*
 * exchange/own_facts.h - facts that no export brought, on their way into the
 * store: what was filled in, what we wrote ourselves. (private to exchange/)
 */
#ifndef TUNEUP_EXCHANGE_OWN_FACTS_H
#define TUNEUP_EXCHANGE_OWN_FACTS_H

#include <string.h>

#include "store/facts.h"

static inline struct fact_cell text_cell(const char *s)
{
	return (struct fact_cell){ .s = s, .len = (uint32_t)strlen(s),
				   .num = FACT_NULL };
}

/* A row of the ledger with what the load says; file, digests, profile and
 * day are the caller's. */
static inline struct ledger_entry own_entry(const struct facts_load_spec *spec,
					    const struct facts_load_result *r)
{
	return (struct ledger_entry){
		.kind = spec->kind->id, .source = spec->source,
		.encoding = "UTF-8", .delimiter = "", .rejects = "",
		.read = r->used + r->same + r->aside, .used = r->used,
		.same = r->same, .aside = r->aside, .added = r->added,
		.replaced = r->replaced, .removed = r->removed,
		.first = r->first, .last = r->last
	};
}

#endif
