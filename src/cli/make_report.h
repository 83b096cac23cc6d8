/*
 * cli/make_report.h - from a workspace to a document: the steps that weekly,
 * monthly, quarterly, show and demo share.
 *
 *	struct made_report m = { 0 };
 *	if (!make_report(&m, &w, "weekly", NULL, err))
 *		... m.doc ...
 *	made_report_release(&m);
 *
 * Everything the document needs is loaded while the store is open; after
 * make_report() the store may be closed.
 */
#ifndef TUNEUP_CLI_MAKE_REPORT_H
#define TUNEUP_CLI_MAKE_REPORT_H

#include "cli/command.h"
#include "cli/fail_on.h"
#include "config/template.h"
#include "findings/effect.h"
#include "findings/finding.h"
#include "findings/recommend.h"
#include "metrics/metrics.h"
#include "publish/publish.h"
#include "report/report.h"

/* What of the program that `interpret` names is used: an answer it gave
 * before, or a fresh one, or none. */
enum interpret_how { INTERPRET_KEPT, INTERPRET_RUN, INTERPRET_OFF };

struct report_form;

struct made_report {
	const struct report_form *form;
	enum interpret_how interpret;	/* set by the caller, as the next
					 * three */
	bool again;			/* late rows changed what is published:
					 * it is issued again */
	const struct period *review;	/* a health review at the end of this
					 * week: the quarter so far; NULL */
	const struct fail_on_list *limits; /* whose names must be known, or
					 * nothing is made; NULL */
	struct doc doc;
	struct template template;
	struct theme_file theme;
	struct figures figures;
	struct findings findings;
	struct signals signals;
	struct playbook playbook;
	struct decision_book book;	/* answers up to today */
	struct decided_list decided;	/* and what became of them */
	struct decided_list decided_before; /* as it was a week ago */
	struct recommendations recommendations;
	struct report_input input;
	struct defect_list defects;
	struct cost_list costs;
	struct money_line line;
	const char *name;		/* "weekly_2026-W47" */
	const char *as_of;		/* "2026-11-22" */
	int64_t last_import;
	struct figure_row *rows;	/* figures of the period, to record */
	size_t n_rows;
	struct published_week *weeks;	/* whose figures its charts rest on */
	size_t n_weeks;
	const struct proposal_entry *proposals; /* of a weekly, to record */
	size_t n_proposals;
	const char *wording;		/* that belongs to its digest, "" */
	struct arena arena;
};

/* A report: what it is about and what it becomes. */
struct report_form {
	const char *id;		/* of its template and its command */
	enum period_kind kind;
	const struct renderer *renderer;
	const char *example;	/* a period as people type it */
};
/* weekly, monthly, quarterly; NULL when it is none. */
const struct report_form *report_form_find(const char *id);
/* What people call it in an e-mail, health reviews too: "Weekly tuning", as
 * the built-in templates do. The id itself when it is none. */
const char *report_title(const char *id);

/* period: "2026-W47", "2026-10", "2026-Q3" or NULL = the last complete one. */
int make_report(struct made_report *m, struct workspace *w,
		const char *report, const char *period, struct err *err);
/* The same with another day as today. */
int make_report_as_of(struct made_report *m, struct workspace *w,
		      const char *report, const char *period, int32_t as_of,
		      struct err *err);
/* Render, verify, publish; w->store is closed and reopened. */
int made_report_publish(struct made_report *m, struct workspace *w,
			struct publish_result *result, struct err *err);
/* Which file that would be: publish_plan(). */
int made_report_plan(struct made_report *m, struct workspace *w,
		     struct publish_result *result, struct err *err);
void made_report_release(struct made_report *m);

#endif
