#include "report/blocks/marks.h"

#include <math.h>
#include <string.h>

#include "report/blocks/words.h"

#define RECAPTURE_USUAL 0.5	/* METRICS §8: the habit of TEI studies */

bool recapture_is_benchmark(const struct report_input *in)
{
	return fabs(in->config->limits.recapture - RECAPTURE_USUAL) < 1e-9;
}

/* Own hours count at a rate that was set. */
static const char *marks_of_cost(const struct report_input *in)
{
	return isfinite(figure_value(in, "own_time", NULL, in->now)) ?
		       "M A" : "M";
}

const char *money_marks(const struct report_input *in, const char *metric)
{
	static const struct { const char *metric, *marks; } known[] = {
		{ "tool_cost", "M" }, { "paid_out", "M" },
		{ "own_time", "M A" }, { "cash_back", "M A" },
		{ "benefit", "M A" }, { "net_benefit", "M A" },
		{ "roi", "M A" }, { "payback", "M A" },
		{ "break_even_rate", "M A" }, { "npv", "M A" },
		{ "refinement_benefit", "M A" }, { "refinement_roi", "M A" },
		{ "benefit_to_date", "M A" }
	};

	if (!strcmp(metric, "cost") || !strcmp(metric, "cost_to_date"))
		return marks_of_cost(in);
	if (strstr(metric, "_half"))
		return recapture_is_benchmark(in) ? "M A B" : "M A";
	for (size_t i = 0; i < COUNT_OF(known); i++)
		if (!strcmp(metric, known[i].metric))
			return known[i].marks;
	return "";
}

void marks_key(struct doc *d, struct part *p, const struct block *b)
{
	part_add_text(d, p, b->id, TEXT_NOTE,
		      BOLD_ON "M" BOLD_OFF " measured in your exports, "
		      BOLD_ON "A" BOLD_OFF " assumed in tuneup.yaml or "
		      "workflows.yaml, " BOLD_ON "B" BOLD_OFF " benchmark: a "
		      "typical value of a study or of the article that "
		      "nobody replaced.");
}
