#include "config/config_values.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "config/config.h"
#include "config/units.h"

/* The custom readers below take one scalar; anything else is refused here. */
static const char *custom_text(struct yaml_file *f,
			       const struct yaml_node *node,
			       const char *expected)
{
	if (node->type == YAML_SCALAR)
		return node->text;
	yaml_error(f, node, "`%s` needs a value; expected %s", node->key,
		   expected);
	return NULL;
}

static int custom_refuse(struct yaml_file *f, const struct yaml_node *node,
			 const char *expected)
{
	yaml_error(f, node, "`%s` is `%s`; expected %s", node->key,
		   yaml_shown(f, node->text), expected);
	return -1;
}

/* Skip "<=" or ">=" and the blanks around it. */
static const char *bound_skip(const char *s, const char *sign)
{
	s += strspn(s, " ");
	if (!strncmp(s, sign, 2))
		s += 2;
	return s + strspn(s, " ");
}

int rating_read(struct yaml_file *f, const struct yaml_node *node,
		void *out)
{
	static const char expected[] = "a lowest rating such as \">= 4\", or "
		"none";
	const char *text = custom_text(f, node, expected);
	double value = 0;

	if (!text)
		return -1;
	if (strcmp(text, "none") &&
	    (unit_number(&value, bound_skip(text, ">=")) || value <= 0 ||
	     value > 100))
		return custom_refuse(f, node, expected);
	memcpy(out, &value, sizeof value);
	return 0;
}

int correction_read(struct yaml_file *f, const struct yaml_node *node,
		    void *out)
{
	static const char expected[] = "the most minutes such as \"<= 5\", or "
		"none";
	const char *text = custom_text(f, node, expected);
	int64_t ms = NUM_NULL;

	if (!text)
		return -1;
	if (strcmp(text, "none") &&
	    (unit_duration(&ms, bound_skip(text, "<="), MS_PER_MINUTE) ||
	     ms < 0))
		return custom_refuse(f, node, expected);
	memcpy(out, &ms, sizeof ms);
	return 0;
}

/* A word that stands for true, another one for false. */
static int flag_read(struct yaml_file *f, const struct yaml_node *node,
		     bool *out, const char *yes, const char *no,
		     const char *expected)
{
	const char *text = custom_text(f, node, expected);

	if (!text)
		return -1;
	if (strcmp(text, yes) && strcmp(text, no))
		return custom_refuse(f, node, expected);
	*out = !strcmp(text, yes);
	return 0;
}

int defects_read(struct yaml_file *f, const struct yaml_node *node,
		 void *out)
{
	return flag_read(f, node, out, "none", "any", "none or any");
}

int lists_read(struct yaml_file *f, const struct yaml_node *node,
	       void *out)
{
	return flag_read(f, node, out, "corrected", "all",
			 "all or corrected");
}

int hours_target_read(struct yaml_file *f,
		      const struct yaml_node *node, void *out)
{
	static const char expected[] = "hours a week such as \"20 h\", or "
		"none";
	const char *text = custom_text(f, node, expected);
	double hours = NAN;
	int64_t ms;

	if (!text)
		return -1;
	if (strcmp(text, "none")) {
		if (unit_duration(&ms, text, MS_PER_HOUR) || ms < 0)
			return custom_refuse(f, node, expected);
		hours = (double)ms / MS_PER_HOUR;
	}
	memcpy(out, &hours, sizeof hours);
	return 0;
}

/* What stands before and after the dash of "1-5". */
struct ends {
	char low[16];
	const char *high;
};

static int ends_of(struct ends *out, const char *text)
{
	const char *dash = strchr(text, '-');

	if (!dash || dash == text ||
	    dash - text >= (ptrdiff_t)sizeof out->low)
		return -1;
	snprintf(out->low, sizeof out->low, "%.*s", (int)(dash - text), text);
	out->low[strcspn(out->low, " ")] = '\0';
	out->high = dash + 1 + strspn(dash + 1, " ");
	return 0;
}

int scale_read(struct yaml_file *f, const struct yaml_node *node,
	       void *out)
{
	static const char expected[] = "lowest and highest rating such as "
		"1-5";
	const char *text = custom_text(f, node, expected);
	struct config_scale scale;
	struct ends ends;

	if (!text)
		return -1;
	if (ends_of(&ends, text) || unit_number(&scale.low, ends.low) ||
	    unit_number(&scale.high, ends.high) || scale.low < 0 ||
	    scale.high > 1000 || scale.low >= scale.high)
		return custom_refuse(f, node, expected);
	memcpy(out, &scale, sizeof scale);
	return 0;
}

/* One end of "6-8 h"; the unit of the second holds for the first. */
static int hours_end(double *out, const char *text, int64_t bare)
{
	int64_t ms;

	if (unit_duration(&ms, text, bare) || ms < 0)
		return -1;
	*out = (double)ms / MS_PER_HOUR;
	return 0;
}

int hours_range_read(struct yaml_file *f, const struct yaml_node *node,
		     void *out)
{
	static const char expected[] = "hours from and to such as \"2-3 h\"";
	const char *text = custom_text(f, node, expected);
	struct config_hours hours;
	struct ends ends;

	if (!text)
		return -1;
	if (ends_of(&ends, text) ||
	    hours_end(&hours.low, ends.low, MS_PER_HOUR) ||
	    hours_end(&hours.high, ends.high, 0) || hours.low > hours.high)
		return custom_refuse(f, node, expected);
	memcpy(out, &hours, sizeof hours);
	return 0;
}
