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

int propose_find(const struct proposal_entry **out, struct made_report *m,
		 struct workspace *w, const char *id, struct arena *a,
		 struct err *err)
{
	struct decision_book book;
	const char *period = period_in(id, a);

	*out = NULL;
	*m = (struct made_report){.interpret = INTERPRET_KEPT};
	if (store_decision_book(&book, w->store, a, err))
		return -1;
	/* what is no id of a week, store_decide() refuses */
	if (book_proposal(&book, id) || !period)
		return 0;
	if (make_report(m, w, "weekly", period, err))
		return -1;
	for (size_t i = 0; i < m->n_proposals; i++)
		if (!strcmp(m->proposals[i].proposal, id))
			*out = &m->proposals[i];
	return *out ? 0 : refuse_computed(m, id, period, err);
}

int propose_if_new(struct workspace *w, const char *id, struct cli *cli,
		   struct arena *a, struct err *err)
{
	const struct proposal_entry *found;
	struct made_report m;
	int ret = propose_find(&found, &m, w, id, a, err);

	if (!ret && found && cli)
		ret = backup_before_change(w, cli, err);
	if (!ret && found)
		ret = store_propose(w->store, found, err);
	made_report_release(&m);
	return ret;
}
