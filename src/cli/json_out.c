#include "cli/json_out.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "cli/command.h"
#include "store/kind.h"

static json_t *checked(json_t *v)
{
	if (!v)
		err_no_memory();
	return v;
}

json_t *json_new_object(void)
{
	return checked(json_object());
}

json_t *json_new_list(void)
{
	return checked(json_array());
}

void json_set(json_t *to, const char *name, json_t *v)
{
	if (json_object_set_new(to, name, checked(v)))
		err_no_memory();
}

void json_set_text(json_t *to, const char *name, const char *s)
{
	json_set(to, name, s ? json_string(s) : json_null());
}

void json_set_int(json_t *to, const char *name, int64_t v)
{
	json_set(to, name, v == FACT_NULL ? json_null() : json_integer(v));
}

void json_set_number(json_t *to, const char *name, double v)
{
	json_set(to, name, isfinite(v) ? json_real(v) : json_null());
}

void json_set_day(json_t *to, const char *name, int32_t day)
{
	char buf[DATE_MAX];

	json_set_text(to, name, day == DAY_NONE ? NULL : day_format(buf, day));
}

json_t *json_add_object(json_t *list)
{
	json_t *one = json_new_object();

	if (json_array_append_new(list, one))
		err_no_memory();
	return one;
}

json_t *json_add_list(json_t *to, const char *name)
{
	json_t *list = json_new_list();

	json_set(to, name, list);
	return list;
}

int json_print(json_t *all, struct err *err)
{
	char *dump = json_dumps(all, JSON_INDENT(1));
	int ret;

	json_decref(all);
	if (!dump)
		err_no_memory();
	ret = say(err, "%s\n", dump);
	free(dump);
	return ret;
}
