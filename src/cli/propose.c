#include "cli/propose.h"

#include <string.h>

#include "base/utf8.h"
#include "cli/make_report.h"
#include "store/decisions.h"

#define NAMES_MAX 64 /* compared with a misspelt one */

/* "2026-W47-3f9a1c" -> "2026-W47"; NULL when it does not look like one. */
static const char *period_in(const char *id, struct arena *a)
{
	const char *dash = strrchr(id, '-');
	struct period p;
	char *text = dash ? arena_strndup(a, id, (size_t)(dash - id)) : NULL;

	return text && !period_parse(&p, text, 1) && p.kind == PERIOD_WEEK ?
	       text : NULL;
}

static int refuse_computed(const struct made_report *m, const char *id,
			   const char *period, struct err *err)
{
	const char *names[NAMES_MAX];
	const char *near;
	size_t n = 0;

	for (size_t i = 0; i < m->n_proposals && n < NAMES_MAX; i++)
		names[n++] = m->proposals[i].proposal;
	near = text_nearest(id, names, n);
	return err_set(err, ERR_USAGE, "nothing called '%.60s' was proposed "
		       "for %s%s%s%s", id, period, near ? "; did you mean " :
		       n ? "; its first proposal is " : "", near ? near :
		       n ? names[0] : "", near ? "?" : "");
}

int propose_if_new(struct workspace *w, const char *id, struct cli *cli,
		   struct arena *a, struct err *err)
{
	struct made_report m = {.interpret = INTERPRET_KEPT};
	struct decision_book book;
	const char *period = period_in(id, a);
	int ret = store_decision_book(&book, w->store, a, err);
	bool found = false;

	/* what is no id of a week, store_decide() refuses */
	if (ret || book_proposal(&book, id) || !period)
		return ret;
	ret = make_report(&m, w, "weekly", period, err);
	for (size_t i = 0; !ret && !found && i < m.n_proposals; i++) {
		found = !strcmp(m.proposals[i].proposal, id);
		if (found && cli)
			ret = backup_before_change(w, cli, err);
		if (found && !ret)
			ret = store_propose(w->store, &m.proposals[i], err);
	}
	if (!ret && !found)
		ret = refuse_computed(&m, id, period, err);
	made_report_release(&m);
	return ret;
}
