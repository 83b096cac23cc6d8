#include "cli/review_log.h"

#include "store/facts.h"

static int read_events(struct review_log *out, struct workspace *w,
		       struct arena *a, struct err *err)
{
	struct facts f;

	if (facts_read(&f, w->store, &kind_events, DAY_MIN, w->as_of, err))
		return -1;
	out->event = arena_array(a, f.n, sizeof *out->event);
	for (size_t d = 0; d < f.n_days; d++) {
		const struct fact_day *day = &f.days[d];

		for (size_t r = 0; r < day->n; r++) {
			int64_t kind = fact_i64(day, EVE_KIND, r);

			if (kind != EVENT_GO_LIVE && kind != EVENT_TOOL_CHANGE)
				continue;
			out->event[out->n++] = (struct calendar_event){
				.day = day->day,
				.text = arena_strdup(a, fact_dim(&f, day,
						EVE_EVENT, r)),
				.workflow = arena_strdup(a, fact_dim(&f, day,
						EVE_WORKFLOW, r)),
				.go_live = kind == EVENT_GO_LIVE
			};
		}
	}
	facts_release(&f);
	return 0;
}

static int32_t *held(size_t *n, const struct facts *f,
		     enum session_kind kind, struct arena *a)
{
	int32_t *day = arena_array(a, f->n, sizeof *day);

	*n = 0;
	for (size_t d = 0; d < f->n_days; d++)
		for (size_t r = 0; r < f->days[d].n; r++)
			if (fact_i64(&f->days[d], SES_KIND, r) == kind &&
			    fact_i64(&f->days[d], SES_ACTUAL, r) != FACT_NULL)
				day[(*n)++] = f->days[d].day;
	return day;
}

int review_log_load(struct review_log *out, struct workspace *w, struct arena *a,
		  struct err *err)
{
	struct facts f;

	*out = (struct review_log){ 0 };
	if (read_events(out, w, a, err) ||
	    facts_read(&f, w->store, &kind_sessions, DAY_MIN, w->as_of, err))
		return -1;
	out->spot_check = held(&out->n_spot_checks, &f, SESSION_SPOT_CHECK,
			       a);
	out->review = held(&out->n_reviews, &f, SESSION_HEALTH_REVIEW, a);
	facts_release(&f);
	return 0;
}
