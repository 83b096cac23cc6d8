/* tuneup check-actions: may a model's answer be used? */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/interpret.h"
#include "exchange/answer.h"

struct check_options {
	const char *report, *period;
};

static const char *const reports[] = { "weekly", "quarterly", NULL };

static const struct option_spec options_table[] = {
	{ .name = "report", .letter = 'r', .type = OPT_WORD,
	  .offset = offsetof(struct check_options, report),
	  .value = "REPORT", .words = reports,
	  .help = "whose prompt was answered: weekly (default), quarterly" },
	{ .name = "period", .letter = 'p', .type = OPT_STRING,
	  .offset = offsetof(struct check_options, period),
	  .value = "PERIOD", .help = "this one instead of the last complete" },
	{ .name = NULL }
};

/* Standard input up to one byte more than an answer may have. */
static int read_input(struct strbuf *out, struct err *err)
{
	char buf[65536];
	ssize_t n;

	while ((n = read(STDIN_FILENO, buf, sizeof buf)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, ERR_IO, errno, "cannot read "
					 "standard input");
		strbuf_add(out, buf, (size_t)n);
		if (out->len > ANSWER_MAX)
			break;
	}
	return 0;
}

static int print_choice(const struct made_report *m, const struct answer *a,
			struct err *err)
{
	size_t actions = 0;

	for (size_t i = 0; i < a->n; i++) {
		const struct answered *f = &a->item[i];
		const struct problem *p =
			&m->recommendations.item[f->problem];

		actions += f->n;
		for (size_t k = 0; k < f->n; k++)
			if (say(err, "%s  %s\n", p->id,
				p->action[f->action[k]].action->id))
				return -1;
	}
	return say(err, "accepted: findings: %zu, actions: %zu\n", a->n,
		   actions);
}

static int check(struct made_report *m, const struct workspace *w,
		 const char *name, const struct strbuf *bytes,
		 struct err *err)
{
	struct prompt_input in = made_prompt(m, w);
	struct answer answer;
	int ret = answer_check(&answer, &in, name, bytes->s, bytes->len, err);

	if (!ret)
		ret = print_choice(m, &answer, err);
	answer_release(&answer);
	return ret;
}

static int run(struct cli *cli, void *options, int argc, char **argv,
	       struct err *err)
{
	const struct check_options *o = options;
	struct workspace w = { 0 };
	struct made_report m = { .interpret = INTERPRET_OFF };
	struct strbuf bytes = STRBUF_INIT;
	bool input = argc == 1 && !strcmp(argv[0], "-");

	if (argc != 1)
		return err_set(err, ERR_USAGE, "check-actions wants one file "
			       "with a model's answer, or - for standard "
			       "input");
	int ret = input ? read_input(&bytes, err) :
			  file_read(&bytes, argv[0], ANSWER_MAX, err);

	if (!ret)
		ret = workspace_open(&w, cli, STORE_READ, err);
	if (!ret)
		ret = make_report(&m, &w, o->report ? o->report : "weekly",
				  o->period, err);
	if (!ret)
		ret = check(&m, &w, input ? "standard input" :
			    path_base(argv[0]), &bytes, err);
	strbuf_release(&bytes);
	made_report_release(&m);
	workspace_close(&w);
	return ret;
}

const struct command cmd_check_actions = {
	.id = "check-actions",
	.help = "check a model's answer against prompt and playbook",
	.usage = "tuneup check-actions FILE|- [--report weekly|quarterly] "
		 "[--period PERIOD]",
	.more = "Refuses, with exit 65 and every mistake at its line or JSON "
		"path: an action that is not\napproved or was not offered for "
		"the finding, more than three a finding, a changed\nnumber, "
		"another prompt's answer, and whatever is not in the schema. "
		"Nothing is written.\n\nexamples:\n"
		"  tuneup check-actions answer.json\n"
		"  tuneup prompt | my-model | tuneup check-actions -",
	.options = options_table,
	.options_size = sizeof(struct check_options),
	.run = run,
};
