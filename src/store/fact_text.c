#include "store/fact_text.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/err.h"
#include "base/num.h"
#include "base/zone.h"

#define MINUTE_SCALE 1000000

static const char *time_text(char buf[FACT_TEXT_MAX], int64_t t)
{
	struct civil_time at = zone_civil(fact_time_utc(t));
	char day[DATE_MAX];

	day_format(day, at.day);
	if (fact_time_is_date(t)) {
		snprintf(buf, FACT_TEXT_MAX, "%s", day);
		return buf;
	}
	int64_t local = (int64_t)at.day * 86400 + at.second;
	int minutes = (int)((local - fact_time_utc(t)) / 60);

	unsigned int second = (unsigned int)at.second;
	unsigned int off = (unsigned int)abs(minutes);

	snprintf(buf, FACT_TEXT_MAX, "%.10sT%02u:%02u:%02u%c%02u:%02u", day,
		 second / 3600 % 24, second / 60 % 60, second % 60,
		 minutes < 0 ? '-' : '+', off / 60 % 24, off % 60);
	return buf;
}

const char *fact_value_text(char buf[FACT_TEXT_MAX],
			    const struct fact_column *column, int64_t v)
{
	char day[DATE_MAX];

	buf[0] = '\0';
	if (v == FACT_NULL)
		return buf;
	switch (column->type) {
	case FACT_WORD:
		return v ? column->words[v - 1] : buf;
	case FACT_TIME:
		return time_text(buf, v);
	case FACT_DAY:
		snprintf(buf, FACT_TEXT_MAX, "%s", day_format(day, (int32_t)v));
		return buf;
	case FACT_DURATION:
		return num_scaled(buf, num_muldiv(v, MINUTE_SCALE,
						  MS_PER_MINUTE),
				  MINUTE_SCALE);
	case FACT_MONEY:
	case FACT_FINE:
		return num_scaled(buf, v, MONEY_SCALE);
	case FACT_MEASURE:
		return num_scaled(buf, v, MEASURE_SCALE);
	case FACT_COUNT:
		return num_scaled(buf, v, 1);
	case FACT_DIM:
	case FACT_TEXT:
		break;
	}
	BUG("column %s is text already", column->name);
}
