/* doc_check(): what a block got wrong is found here, not in a file. */
#include "report/check.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

#define TITLE_MAX 31		/* of a sheet's name, in characters */

static int check_part_head(struct check *c, size_t at)
{
	const struct part *p = &c->doc->part[at];

	if (check_plain(c, "the part's id", p->id) ||
	    check_plain(c, "the part's title", p->title))
		return -1;
	if (!*p->title || utf8_count(p->title) > TITLE_MAX)
		return check_bad(c,
				 "the title '%s' does not fit on a sheet's tab "
				 "(1 to %d characters)", p->title, TITLE_MAX);
	for (size_t i = 0; i < at; i++)
		if (!strcmp(c->doc->part[i].id, p->id) ||
		    !strcasecmp(c->doc->part[i].title, p->title))
			return check_bad(c,
					 "a part of that id or title is there "
					 "already");
	return p->n ? 0 : check_bad(c, "the part has no content");
}

static int check_head(struct check *c)
{
	const struct doc *d = c->doc;
	const struct check_word texts[] = {
		{ "the report's id", d->report }, { "its title", d->title },
		{ "its team", d->team }, { "its period", d->period },
		{ "its period's id", d->period_id },
		{ "its stamp", d->stamp }, { "its run", d->run },
		{ "its currency", d->currency }, { "its paper", d->paper },
		{ "its font", d->theme.font },
	};

	if (check_words(c, texts, sizeof texts / sizeof *texts))
		return -1;
	return d->n ? 0 : check_bad(c, "the document has no parts");
}

typedef int (*element_fn)(struct check *c, const struct element *e);

static int each_element(struct check *c, element_fn visit)
{
	for (size_t i = 0; i < c->doc->n; i++) {
		c->part = &c->doc->part[i];
		for (size_t j = 0; j < c->part->n; j++) {
			c->element = &c->part->element[j];
			if (visit(c, c->element))
				return -1;
		}
	}
	c->part = NULL;
	c->element = NULL;
	return 0;
}

static int check_parts(struct check *c)
{
	for (size_t i = 0; i < c->doc->n; i++) {
		c->part = &c->doc->part[i];
		if (check_part_head(c, i))
			return -1;
	}
	c->part = NULL;
	return 0;
}

int doc_check(const struct doc *d, struct err *err)
{
	struct check c = { .doc = d, .err = err };
	int ret = -1;

	if (!check_head(&c) && !check_parts(&c) &&
	    !each_element(&c, check_names) &&
	    !each_element(&c, check_element))
		ret = 0;
	free(c.name);
	arena_release(&c.arena);
	return ret;
}
