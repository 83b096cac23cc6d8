/* tuneup decide: the answer to a proposal. */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/propose.h"
#include "store/decisions.h"

struct decide_options {
	const char *owner, *reason, *note;
	int32_t due;
	bool dry_run;
};

static const struct option_spec options_table[] = {
	{"owner", 'o', OPT_STRING, offsetof(struct decide_options, owner),
	 "NAME", NULL, "who sees to it: one of `owners` in tuneup.yaml"},
	{"due", 'd', OPT_DAY, offsetof(struct decide_options, due), "DATE",
	 NULL, "until when: 2026-11-27"},
	{"reason", 'r', OPT_STRING, offsetof(struct decide_options, reason),
	 "TEXT", NULL, "why, in your words"},
	{"note", 0, OPT_STRING, offsetof(struct decide_options, note), "TEXT",
	 NULL, "anything else to remember"},
	{"dry-run", 'n', OPT_FLAG, offsetof(struct decide_options, dry_run),
	 NULL, NULL, "say whether it would be taken; write nothing"},
	{.name = NULL}};

static const char *or_blank(const char *text)
{
	return text ? text : "";
}

/* Letters as people type them. */
static const char *choice_of(const char *said)
{
	static const char *const letter[] = {"A", "B", "C"};

	for (size_t i = 0; i < sizeof letter / sizeof *letter; i++)
		if (said[0] == letter[i][0] - 'A' + 'a' && !said[1])
			return letter[i];
	return said;
}

static int say_answer(struct workspace *w, const char *id, bool changed,
		      struct arena *a, struct err *err)
{
	const struct decision_entry *d;
	const struct option_entry *o;
	struct decision_book book;
	char due[DATE_MAX];

	if (store_decision_book(&book, w->store, a, err))
		return -1;
	d = book_answer(&book, id);
	if (!changed)
		return say(err, "%s: nothing changed, that was the answer "
			   "already\n", id);
	o = book_option(&book, d);
	if (!o)
		return say(err, "%s: %s\n", id, d->choice);
	return say(err, "%s: %s, %s\n%s, %s\nwhen it is in place: tuneup done "
		   "%s --on DATE\n", id, d->choice, o->text,
		   *d->owner ? d->owner : "nobody owns it yet: add --owner",
		   d->due == DAY_NONE ? "no date yet: add --due" :
		   arena_printf(a, "due %s", day_format(due, d->due)), id);
}

/* A backup comes before it, unless it changes nothing. */
static int take_answer(struct workspace *w, struct cli *cli,
		       const struct decision_entry *d, size_t *changed,
		       struct err *err)
{
	if (propose_if_new(w, d->proposal, cli, &cli->arena, err) ||
	    store_decide_try(w->store, NULL, d, 1, changed, err))
		return -1;
	if (!*changed)
		return 0;
	if (backup_before_change(w, cli, err))
		return -1;
	return store_decide(w->store, d, 1, changed, err);
}

static int try_answer(struct workspace *w, struct cli *cli,
		      const struct decision_entry *d, size_t *changed,
		      struct err *err)
{
	const struct proposal_entry *first;
	struct made_report m;
	int ret = propose_find(&first, &m, w, d->proposal, &cli->arena, err);

	if (!ret)
		ret = store_decide_try(w->store, first, d, 1, changed, err);
	made_report_release(&m);
	if (ret)
		return -1;
	return *changed ? say(err, "%s: the answer would be %s; nothing was "
			      "written\n", d->proposal, d->choice) :
	       say(err, "%s: nothing would change, that is the answer "
		   "already\n", d->proposal);
}

/* A name that is none of `owners` is taken, but nobody gets its task. */
static int say_owner(const struct config *c, const char *said,
		     struct err *err)
{
	const char **names, *near;
	bool known = !said || !*said || !c->n_owners;

	names = xcalloc(c->n_owners + 1, sizeof *names);
	for (size_t i = 0; i < c->n_owners; i++) {
		names[i] = c->owners[i].label;
		known |= said && !strcmp(names[i], said);
	}
	near = known ? NULL : text_nearest(said, names, c->n_owners);
	free(names);
	if (known)
		return 0;
	return near ? say(err, "tuneup.yaml has no such owner; did you mean "
			  "'%s'? Tasks will have no assignee\n", near) :
	       say(err, "tuneup.yaml has no such owner: tasks will have no "
		   "assignee\n");
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct decide_options *o = options;
	struct workspace w = {0};
	size_t changed = 0;

	if (argc != 2)
		return err_set(err, ERR_USAGE, "decide wants the id of a "
			       "proposal and an answer, A, B, C, reject, "
			       "defer or need-data; see tuneup actions --all");
	int ret = workspace_open(&w, cli, STORE_WRITE, err);

	struct decision_entry d = {
		.proposal = argv[0], .choice = choice_of(argv[1]),
		.owner = or_blank(o->owner), .due = o->due,
		.reason = or_blank(o->reason), .note = or_blank(o->note),
		.source = "command", .day = w.as_of
	};

	if (!ret)
		ret = (o->dry_run ? try_answer : take_answer)(&w, cli, &d,
							      &changed, err);
	if (!ret && !o->dry_run)
		ret = say_answer(&w, argv[0], changed > 0, &cli->arena, err);
	if (!ret && changed)
		ret = say_owner(&w.config, o->owner, err);
	workspace_close(&w);
	return ret;
}

const struct command cmd_decide = {
	.id = "decide",
	.help = "answer a proposal: take an action, reject it, defer it",
	.usage = "tuneup decide ID A|B|C|reject|defer|need-data "
		 "[--owner NAME] [--due DATE]\n"
		 "              [--reason TEXT] [--note TEXT] [--dry-run]",
	.more = "The weekly workbook and tuneup actions --all show the ids. "
		"An answer may change: the\nlast one counts, all are kept. "
		"The same answer again changes nothing. A week whose\nreport "
		"was never published can be decided too.\n\nexample:\n"
		"  tuneup decide 2026-W47-1e378d A --owner \"Head of content\" --due "
		"2026-11-27",
	.options = options_table,
	.options_size = sizeof(struct decide_options),
	.run = run,
};
