/*
 * report/check.h - doc_check(), taken apart (private to check*.c).
 *
 *	check.c			the document, part by part
 *	check_element.c		what each kind of element must hold
 *	check_chart.c		... and a chart
 *	check_names.c		names of cells, and formulas that use them
 *	check_text.c		texts, numbers and links, which all are made of
 *	check_fill.c, check_map.c	what is wrong with places to fill in and
 *				with a laid-out map, in words
 *
 * Each check returns 0, or -1 with the sentence in err: what is wrong, and of
 * which block.
 */
#ifndef TUNEUP_REPORT_CHECK_H
#define TUNEUP_REPORT_CHECK_H

#include "report/model.h"

/* Where we are, for the message, and every defined name seen so far. */
struct check {
	const struct doc *doc;
	const struct part *part;
	const struct element *element;
	const char **name;	/* as given, compared without case */
	size_t n_name, cap;
	struct arena arena;
	struct err *err;
};

/* Always -1: "report '…', part '…', block '…': " and what is wrong. */
int check_bad(struct check *c, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Valid UTF-8 without control characters; rich: bold marks in pairs too. */
int check_plain(struct check *c, const char *what, const char *s);
int check_rich(struct check *c, const char *what, const char *s);
/* A sentence or label of a list of them. */
struct check_word { const char *what, *text; };
int check_words(struct check *c, const struct check_word *word, size_t n);
int check_finite(struct check *c, const char *what, double v);
/* NAN is a gap, infinity a bug. */
int check_gaps(struct check *c, const char *what, const double *v, size_t n);
int check_digits(struct check *c, int digits);
/* Is there such a part, and in it such a row? NULL leads nowhere. */
int check_link(struct check *c, const char *link);
int check_link_row(struct check *c, const char *link, const char *row);

/* Take the names an element gives, each another. All of a document come
 * before any formula: one may point forward. */
int check_names(struct check *c, const struct element *e);
/* Functions every spreadsheet knows, names and columns that are there. */
int check_formula(struct check *c, const char *formula);

int check_element(struct check *c, const struct element *e);
int check_chart(struct check *c, const struct chart *chart);

#endif
