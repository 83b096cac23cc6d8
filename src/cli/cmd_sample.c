/* tuneup sample: who is drawn, as a file of verdicts to be filled in. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/formats.h"
#include "cli/sample_draw.h"
#include "metrics/sample.h"

#define NAMES_MAX 256 /* compared with a misspelt one */

struct sample_options {
	const char *period, *segment, *format;
};

static const struct option_spec options_table[] = {
	{"period", 'p', OPT_STRING, offsetof(struct sample_options, period),
	 "PERIOD", NULL,
	 "of the lists: 2026-W47, 2026-11, 2026-11-22 "
	 "(default: the latest)"},
	{"segment", 0, OPT_STRING, offsetof(struct sample_options, segment),
	 "NAME", NULL, "of this segment only"},
	{"format", 'f', OPT_WORD, offsetof(struct sample_options, format),
	 "FORMAT", row_formats, "csv (default), text or json"},
	{.name = NULL}};

/* Lists are in the order of their last days. */
static int choose_period(const char **period, const struct samples *s,
			 const char *said, struct err *err)
{
	if (!s->n)
		return err_set(err, ERR_NOINPUT,
			       "there is no list of members "
			       "to draw from; import one with the columns "
			       "segment, member_id and period (tuneup list "
			       "kinds has them)");
	*period = said ? said : s->list[s->n - 1].period;
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->list[i].period, *period))
			return 0;
	return err_set(err, ERR_USAGE,
		       "there is no list of %.40s; the latest "
		       "is of %s",
		       said, s->list[s->n - 1].period);
}

static int refuse_segment(const struct samples *s, const char *period,
			  const char *said, struct err *err)
{
	const char *names[NAMES_MAX];
	const char *near;
	size_t n = 0;

	for (size_t i = 0; i < s->n && n < NAMES_MAX; i++)
		if (!strcmp(s->list[i].period, period))
			names[n++] = s->list[i].segment;
	near = text_nearest(said, names, n);
	return err_set(err, ERR_USAGE,
		       "segment '%.60s' has no list of %s%s%s"
		       "%s",
		       said, period, near ? "; did you mean '" : "",
		       near ? near : "", near ? "'?" : "");
}

/* The columns of a file of verdicts, most of them blank. */
static void add_blank(struct rows *rows, const char *id)
{
	rows_add(rows, (const char *const[]){id, "", "", "", ""});
}

/* To look at: what was said so far. */
static void add_seen(struct rows *rows, struct arena *a,
		     const struct samples *s, const struct sample_list *l,
		     size_t i)
{
	const struct draw_member *m = &l->member[i];
	const char *said =
		m->tag ? kind_verdicts.columns[VER_VERDICT]
				 .words[s->item[m->tag - 1].verdict - 1]
		       : "";

	rows_add(rows, (const char *const[]){l->segment,
					     arena_printf(a, "%zu of %" PRId64,
							  i + 1, l->required),
					     arena_strndup(a, m->id, m->len),
					     sample_id_of(a, l, m), said});
}

static int print_sample(struct samples *s, const struct sample_options *o,
			const char *period, struct err *err)
{
	static const char *const blank[] = {"sample_id", "verdict", "rating",
					    "rater", "at"};
	static const char *const seen[] = {"segment", "drawn", "member_id",
					   "sample_id", "verdict"};
	static const bool numeric[5] = {false};
	bool text = o->format && !strcmp(o->format, "text");
	struct rows *rows = rows_new(o->format ? o->format : "csv",
				     text ? seen : blank, numeric, 5);

	for (size_t i = 0; i < s->n; i++) {
		struct sample_list *l = &s->list[i];

		if (strcmp(l->period, period) != 0 ||
		    (o->segment && strcmp(l->segment, o->segment) != 0))
			continue;
		sample_draw(s, l);
		for (size_t m = 0; m < (size_t)l->required; m++) {
			struct arena a = {0};

			if (text)
				add_seen(rows, &a, s, l, m);
			else
				add_blank(rows,
					  sample_id_of(&a, l, &l->member[m]));
			arena_release(&a);
		}
	}
	return rows_finish(rows, err);
}

static int sample(const struct sample_options *o, const struct config *config,
		  const struct facts *members, const struct facts *verdicts,
		  struct err *err)
{
	struct samples s = {0};
	const char *period;
	bool known = !o->segment;

	samples_read(&s, config, members, verdicts);
	int ret = choose_period(&period, &s, o->period, err);

	for (size_t i = 0; !ret && !known && i < s.n; i++)
		known = !strcmp(s.list[i].period, period) &&
			!strcmp(s.list[i].segment, o->segment);
	if (!ret && !known)
		ret = refuse_segment(&s, period, o->segment, err);
	if (!ret)
		ret = print_sample(&s, o, period, err);
	samples_release(&s);
	return ret;
}

/* Another key draws others, and nothing of the file would show it. */
static int warn_other_key(const struct workspace *w, struct err *err)
{
	char was[STORE_KEY_MARK_MAX], is[KEY_MARK_MAX];

	if (store_key_mark(was, w->store, err))
		return -1;
	config_key_mark(&w->config, is);
	if (*was && strcmp(was, is) != 0)
		fprintf(stderr, "tuneup: people.key is %s: others are drawn "
			"than before; put the copy of that file back\n",
			w->config.people_key ? "not the one of the imports" :
					       "missing");
	return 0;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	struct facts members = {0}, verdicts = {0};
	struct workspace w = {0};

	if (argc)
		return no_operand("sample", argv[0],
				  "a period is given as --period PERIOD", err);
	int ret = workspace_open(&w, cli, STORE_READ, err);

	if (!ret)
		ret = warn_other_key(&w, err);
	/* The list of a week is filed under its Sunday: all are read. */
	if (!ret)
		ret = facts_read(&members, w.store, &kind_members, DAY_MIN,
				 DAY_MAX, err);
	if (!ret)
		ret = facts_read(&verdicts, w.store, &kind_verdicts, DAY_MIN,
				 w.as_of, err);
	if (!ret)
		ret = sample(options, &w.config, &members, &verdicts, err);
	facts_release(&members);
	facts_release(&verdicts);
	workspace_close(&w);
	return ret;
}

const struct command cmd_sample = {
	.id = "sample",
	.help = "draw the 5 % sample: who is judged, as a file to fill in",
	.usage = "tuneup sample [--period PERIOD] [--segment NAME] "
		 "[--format csv|text|json]",
	.more = "Of each segment's list 5 % are drawn, at least 10 (samples: "
		"in tuneup.yaml). The\norder comes from the list and "
		"people.key alone, so that nobody can draw again.\nFill in "
		"verdict (relevant, borderline, not_relevant, cannot_judge), "
		"rating, rater\nand at, and import the file. As text it shows "
		"what was said so far.\n\nexample:\n"
		"  tuneup sample --period 2026-W47 > verdicts_2026-W47.csv",
	.options = options_table,
	.options_size = sizeof(struct sample_options),
	.run = run,
};
