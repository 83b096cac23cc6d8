/*
 * findings/build.h - what the files of this room share. (private)
 *
 * Each file looks at the figures of one idea and adds what they allow to be
 * said; findings.c calls them and puts the result in order.
 */
#ifndef TUNEUP_FINDINGS_BUILD_H
#define TUNEUP_FINDINGS_BUILD_H

#include "findings/finding.h"
#include "findings/sentences.h"

struct builder {
	struct findings *out;
	const struct findings_input *in;
	struct arena *a;		/* out->arena */
	const char *now, *before;	/* "this week", "the week before" */
	double weeks;			/* length of the period so far */
	const char **workflow;		/* with figures this period, by text */
	size_t n_workflows;
};

/* A fresh finding; id is kept as "word" or "word:workflow". */
struct finding *finding_add(struct builder *b, enum finding_use use,
			    const char *word, const char *workflow);
/* Something to decide: a figure says for sure that it is bad. */
struct finding *finding_decide(struct builder *b, const char *word,
			       const char *workflow, enum cause cause,
			       const struct figure *figure);

/* Figure of this or the period before; NULL when there is none. */
const struct figure *now_figure(const struct builder *b, const char *metric,
				const char *workflow);
const struct figure *before_figure(const struct builder *b,
				   const char *metric, const char *workflow);
/* Its value, NAN when there is no figure. */
double now_value(const struct builder *b, const char *metric,
		 const char *workflow);

/* May a verdict rest on this rate: it has a value, its period is over and
 * few enough outcomes are unknown. */
bool is_firm(const struct figure *f);

/* How sure an interval makes a side of the limit, and which (+1 above). */
enum certainty certainty_of(double low, double high, double limit, int *side);

/* Sure changes always; likely ones of a month or quarter. One week against
 * one week is mostly noise, and "probably" would stand there every week. */
bool worth_saying(const struct builder *b, enum certainty certainty);

/* Hours a week that go into corrections and loops: what is at stake. */
double fixing_hours(const struct builder *b, const char *workflow);

void add_headline(struct builder *b);		/* headline.c */
void add_rework_findings(struct builder *b);	/* rework_findings.c */
void add_shift_findings(struct builder *b);	/* shift_findings.c */
void add_input_findings(struct builder *b);	/* input_findings.c */
void add_signal_findings(struct builder *b);	/* signal_findings.c */
void add_hours_findings(struct builder *b);	/* hours_findings.c */
void add_checkpoint_findings(struct builder *b); /* checkpoint_findings.c */
void add_gaps(struct builder *b);		/* gaps.c */
void add_sample_findings(struct builder *b);	/* sample_findings.c */

#endif
