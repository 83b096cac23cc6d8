#include "base/diag.h"

#include <stdlib.h>

#define KEEP_DEFAULT 10000

void diag_add(struct diags *d, enum diag_level level, const char *code,
	      int64_t line, const char *column, const char *fmt, ...)
{
	struct diag *item;
	va_list ap;

	d->seen[level]++;
	if (d->n >= (d->cap ? d->cap : KEEP_DEFAULT))
		return;
	vec_reserve(&d->item, d->n, &d->room);
	item = &d->item[d->n++];
	item->level = level;
	item->code = arena_strdup(&d->arena, code);
	item->line = line;
	item->column = arena_strdup(&d->arena, column ? column : "");
	va_start(ap, fmt);
	item->text = arena_vprintf(&d->arena, fmt, ap);
	va_end(ap);
}

void diags_release(struct diags *d)
{
	arena_release(&d->arena);
	free(d->item);
	*d = (struct diags){ .cap = d->cap };
}

const char *diag_level_name(enum diag_level level)
{
	switch (level) {
	case DIAG_NOTE:
		return "note";
	case DIAG_WARN:
		return "warn";
	case DIAG_ASIDE:
		return "aside";
	}
	BUG("no diagnostic level %d", (int)level);
}
