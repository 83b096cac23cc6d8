#include "ingest/rejects.h"

#include <string.h>
#include <unistd.h>

#include "base/csv_text.h"
#include "base/file.h"
#include "base/utf8.h"

#define REJECTS_DIR "rejects"

static void put_rows(struct strbuf *out, const char *file,
		     const struct diags *diags)
{
	int64_t kept = 0;

	strbuf_puts(out, "file,line,column,reason\n");
	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *d = &diags->item[i];

		if (d->level != DIAG_ASIDE)
			continue;
		kept++;
		csv_put_quoted(out, file);
		strbuf_printf(out, ",%lld,", (long long)d->line);
		csv_put_quoted(out, d->column);
		strbuf_putc(out, ',');
		csv_put_quoted(out, d->text);
		strbuf_putc(out, '\n');
	}
	if (kept < diags->seen[DIAG_ASIDE]) {
		csv_put_quoted(out, file);
		strbuf_printf(out, ",,,\"and %lld more rows\"\n",
			      (long long)(diags->seen[DIAG_ASIDE] - kept));
	}
}

/* The file's name without its ending, as part of a path. */
static const char *name_of(struct arena *a, const char *file, int64_t import)
{
	const char *dot = strrchr(file, '.');
	char *stem = dot && dot > file ?
		arena_strndup(a, file, (size_t)(dot - file)) :
		arena_strdup(a, file);

	return arena_printf(a, "%s-%lld.csv", utf8_slug(a, stem),
			    (long long)import);
}

int rejects_write(const char **name, struct arena *a, const char *dir,
		  const char *file, int64_t import, const struct diags *diags,
		  struct err *err)
{
	struct strbuf out = STRBUF_INIT;
	const char *rejects;
	int ret;

	*name = "";
	if (!dir || !diags->seen[DIAG_ASIDE])
		return 0;
	rejects = path_join(a, dir, REJECTS_DIR);
	if (dir_make(rejects, err))
		return -1;
	put_rows(&out, file, diags);
	*name = name_of(a, file, import);
	ret = file_write(path_join(a, rejects, *name), out.s, out.len, err);
	strbuf_release(&out);
	return ret;
}

void rejects_sweep(const char *dir)
{
	struct arena a = { 0 };

	if (dir)
		file_new_sweep(path_join(&a, dir, REJECTS_DIR));
	arena_release(&a);
}

void rejects_remove(const char *dir, const char *name)
{
	struct arena a = { 0 };

	if (dir && *name)
		unlink(path_join(&a, path_join(&a, dir, REJECTS_DIR), name));
	arena_release(&a);
}
