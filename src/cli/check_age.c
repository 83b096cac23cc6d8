#include "cli/check_age.h"

#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "cli/last_run.h"
#include "config/units.h"

#define DAY_SECONDS 86400

/* "8d", "36h", "2w", or written out: "8 days". Seconds. */
static int age_parse(int64_t *seconds, struct arena *a, const char *text,
		     struct err *err)
{
	static const struct { char letter; int64_t seconds; } units[] = {
		{ 'h', 3600 }, { 'd', DAY_SECONDS }, { 'w', 7 * DAY_SECONDS },
	};
	size_t len = strlen(text);
	int64_t n;

	for (size_t i = 0; len && i < sizeof units / sizeof *units; i++) {
		if (text[len - 1] != units[i].letter ||
		    unit_whole(&n, arena_strndup(a, text, len - 1), NULL) ||
		    n < 1 || n > 100000)
			continue;
		*seconds = n * units[i].seconds;
		return 0;
	}
	if (!unit_duration(&n, text, 0) && n >= 1000) {
		*seconds = n / 1000;
		return 0;
	}
	return err_set(err, ERR_USAGE, "--max-age wants hours, days or weeks "
		       "such as 36h, 8d or 2w, not '%s'", text);
}

/* With --as-of by days, else by the clock. */
static int64_t age_of(const struct cli *cli, const struct last_run *run)
{
	if (cli->today != DAY_NONE)
		return (int64_t)(cli->today - run->success_as_of) *
		       DAY_SECONDS;
	return cli->clock - run->success;
}

static const char *age_words(struct arena *a, int64_t seconds)
{
	int64_t days = seconds / DAY_SECONDS, hours = seconds / 3600;

	if (days >= 2)
		return arena_printf(a, "%" PRId64 " days ago", days);
	if (hours >= 1)
		return arena_printf(a, "%" PRId64 " hour%s ago", hours,
				    hours == 1 ? "" : "s");
	return "less than an hour ago";
}

int check_age(struct cli *cli, const char *max_age, struct err *err)
{
	struct arena *a = &cli->arena;
	struct last_run run;
	int64_t limit, age;
	char day[DATE_MAX];

	if (age_parse(&limit, a, max_age, err) ||
	    last_run_read(&run, cli->dir, a, err))
		return -1;
	if (!run.started)
		return err_set(err, ERR_NOINPUT, "there is no last_run.json in "
			       "%s: `tuneup run` never ended here; is its "
			       "timer set?", cli->dir);
	if (!run.succeeded)
		return err_set(err, run.code && run.code != ERR_TEMPFAIL ?
			       run.code : ERR_NOINPUT, "no run went well yet; "
			       "the last one said: %s", run.message ?
			       run.message : "nothing");
	age = age_of(cli, &run);
	day_format(day, run.success_as_of);
	if (age > limit)
		return err_set(err, ERR_THRESHOLD, "the last run that went "
			       "well was %s (%s), longer ago than %s%s%s",
			       age_words(a, age), day, max_age,
			       run.message ? "; the last one said: " :
			       "; is the timer set?",
			       run.message ? run.message : "");
	if (run.code && run.code != ERR_TEMPFAIL)
		return err_set(err, run.code, "the last run failed: %s",
			       run.message ? run.message : "");
	return say(err, "ok: a run went well %s (%s)%s\n", age_words(a, age),
		   day, run.code ? "; since then one waits" : "");
}
