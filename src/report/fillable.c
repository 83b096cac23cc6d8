#include "report/fillable.h"

const char *const fill_options[FILL_OPTIONS] = {
	"Option A", "Option B", "Option C"
};

const char *const fill_decisions[FILL_DECISION_WORDS] = {
	"A", "B", "C", "Reject", "Defer", "Need data"
};

const char *const fill_reasons[FILL_REASON_WORDS] = {
	"Largest gain", "Least effort", "Numbers not convincing",
	"Too costly", "Too risky", "Not ours to decide", "Already under way",
	"Other: see note"
};

const char *const fill_verdicts[FILL_VERDICT_WORDS] = {
	"relevant", "borderline", "not relevant", "cannot judge"
};

const char *const fill_ratings[FILL_RATING_WORDS] = {
	"1", "2", "3", "4", "5"
};

const char *const fill_hours[FILL_HOURS_WORDS] = {
	"more output", "quality work", "other projects", "overtime avoided",
	"nothing visible", "not known"
};

const char *answer_id(struct arena *a, const char *period_id, const char *end)
{
	return arena_printf(a, "%s-%s", period_id, end);
}
