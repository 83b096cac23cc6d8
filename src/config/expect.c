#include "config/expect.h"

#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "config/units.h"

int expect_by_parse(struct expect_by *out, const char *text)
{
	static const char *const days[] = {
		"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
		"Saturday", "Sunday"
	};
	int64_t n;

	*out = (struct expect_by){ 0 };
	for (int i = 0; i < 7; i++)
		if (!strcasecmp(text, days[i]) ||
		    (strlen(text) == 3 && !strncasecmp(text, days[i], 3))) {
			out->weekday = i + 1;
			return 0;
		}
	if (!strstr(text, " day") || unit_whole(&n, text, "days") || n < 0 ||
	    n > EXPECT_DAYS_MAX)
		return -1;
	out->days = (int)n;
	return 0;
}

int32_t expect_until(struct expect_by by, int32_t last)
{
	if (!by.weekday)
		return last + by.days;
	for (int32_t day = last + 1;; day++)
		if (day_weekday(day) == by.weekday)
			return day;
}
