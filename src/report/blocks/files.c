/* The ledger: every file read, and where each of its rows went. */
#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define HASH_SHOWN 8

enum {
	COL_FILE, COL_PROFILE, COL_READ, COL_USED, COL_SAME, COL_TOTALS,
	COL_ASIDE, COL_FIRST, COL_LAST, COL_ADDED, COL_HASH, COLUMNS
};

static const struct column columns[COLUMNS] = {
	[COL_FILE] = { "File", ALIGN_LEFT, 32, true },
	[COL_PROFILE] = { "Profile", ALIGN_LEFT, 16, true },
	[COL_READ] = { "Rows read", ALIGN_RIGHT, 10, false },
	[COL_USED] = { "Used", ALIGN_RIGHT, 9, false },
	[COL_SAME] = { "Already there", ALIGN_RIGHT, 10, false },
	[COL_TOTALS] = { "Total rows", ALIGN_RIGHT, 9, false },
	[COL_ASIDE] = { "Set aside", ALIGN_RIGHT, 9, false },
	[COL_FIRST] = { "First day", ALIGN_LEFT, 12, false },
	[COL_LAST] = { "Last day", ALIGN_LEFT, 12, false },
	[COL_ADDED] = { "Imported", ALIGN_LEFT, 12, false },
	[COL_HASH] = { "SHA-256", ALIGN_LEFT, 10, false },
};

static struct cell day_cell(int32_t day)
{
	struct cell c = cell_date(day);

	if (c.type == CELL_DASH)
		c.text = "no dated rows";
	return c;
}

static void file_row(struct doc *d, struct table *t,
		     const struct source_file *f)
{
	struct cell *row = table_row(d, t);
	int32_t imported;

	row[COL_FILE] = cell_text(f->undone
				  ? arena_printf(&d->arena, "%s (taken back)",
						 clean(d, f->file))
				  : clean(d, f->file));
	row[COL_PROFILE] = cell_text(clean(d, f->profile));
	row[COL_READ] = cell_number((double)f->read, 0);
	row[COL_USED] = cell_number((double)f->used, 0);
	row[COL_SAME] = cell_number((double)f->same, 0);
	row[COL_TOTALS] = cell_number((double)f->totals, 0);
	row[COL_ASIDE] = cell_number((double)f->aside, 0);
	if (f->aside)
		row[COL_ASIDE].tone = TONE_WARN;
	row[COL_FIRST] = day_cell(f->first);
	row[COL_LAST] = day_cell(f->last);
	row[COL_ADDED] = cell_dash("");
	if (f->as_of && !day_parse(&imported, f->as_of))
		row[COL_ADDED] = cell_date(imported);
	row[COL_HASH] = cell_text(clean(d, arena_printf(&d->arena, "%.*s",
							HASH_SHOWN, f->sha256 ?
							f->sha256 : "")));
}

static void total_row(struct doc *d, struct table *t,
		      const struct report_input *in)
{
	double sum[COLUMNS] = { 0 };
	struct cell *row;

	for (size_t i = 0; i < in->n_files; i++) {
		const struct source_file *f = &in->files[i];

		if (f->undone)
			continue;
		sum[COL_READ] += (double)f->read;
		sum[COL_USED] += (double)f->used;
		sum[COL_SAME] += (double)f->same;
		sum[COL_TOTALS] += (double)f->totals;
		sum[COL_ASIDE] += (double)f->aside;
	}
	row = table_row(d, t);
	row[COL_FILE] = cell_text("All files");
	for (size_t c = COL_READ; c <= COL_ASIDE; c++)
		row[c] = cell_number(sum[c], 0);
	t->total_row = true;
}

static const char *files_title(struct doc *d, const struct report_input *in)
{
	char a[NUM_TEXT_MAX], b[NUM_TEXT_MAX];
	int64_t read = 0, aside = 0;

	for (size_t i = 0; i < in->n_files; i++) {
		read += in->files[i].undone ? 0 : in->files[i].read;
		aside += in->files[i].undone ? 0 : in->files[i].aside;
	}
	if (!in->n_files)
		return "No file has been read yet";
	if (!read)
		return "The files read have no rows";
	num_text(b, (double)read, 0);
	if (read == 1)
		return aside ? "The one row read was set aside" :
			       "The one row read is accounted for";
	if (!aside)
		return arena_printf(&d->arena, "All %s rows read are "
				    "accounted for, none set aside", b);
	return arena_printf(&d->arena, "%s of %s rows read %s set aside",
			    num_text(a, (double)aside, 0), b,
			    aside == 1 ? "was" : "were");
}

static void files_build(struct doc *d, struct part *p,
			const struct template_block *t,
			const struct report_input *in)
{
	struct table *table;

	part_headline(d, p, &block_files, files_title(d, in));
	table = part_table(d, p, t, &block_files);
	table->title = "Files";
	table->subtitle = "Rows read = used + already there + total rows + "
			  "set aside, for every file";
	table->empty = "No file has been imported. `tuneup import FILE` reads "
		       "one.";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < in->n_files; i++)
		file_row(d, table, &in->files[i]);
	if (in->n_files > 1)
		total_row(d, table, in);
	if (in->overlaps && *in->overlaps)
		part_add_text(d, p, block_files.id, TEXT_NOTE,
			      clean(d, in->overlaps));
}

const struct block block_files = {
	.id = "files",
	.help = "every file read: rows, where they went, dates, hash",
	.span = 12,
	.build = files_build,
};
