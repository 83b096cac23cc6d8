/*
 * What the tables cannot say: keys that must agree with each other. Positions
 * come from the tree, values from the struct that was read from it.
 */
#include "config/config_tables.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/zone.h"
#include "config/units.h"

/* Does the zone exist? Asking changes the process's zone: put it back. */
static bool zone_exists(const char *name)
{
	char before[64];
	struct err err;

	memcpy(before, zone_name(), strlen(zone_name()) + 1);
	if (zone_use(name, &err))
		return false;
	if (zone_use(before, &err))
		BUG("the zone %s is gone: %s", before, err.msg);
	return true;
}

static void check_currency(struct yaml_file *f, const struct yaml_node *node)
{
	if (node && node->type == YAML_SCALAR &&
	    !unit_is_currency(node->text))
		yaml_error(f, node, "`%s` is `%s`; expected three capital "
			   "letters such as EUR", node->key,
			   yaml_shown(f, node->text));
}

struct named {
	const char *id;
	const struct yaml_node *at;
	size_t order;
};

static int named_order(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

void check_unique(struct yaml_file *f, const struct yaml_node *list,
		  const char *key, const char *what)
{
	struct named *named;
	size_t n = 0;

	if (!list || list->type != YAML_LIST || list->n < 2)
		return;
	named = xcalloc(list->n, sizeof *named);
	for (size_t i = 0; i < list->n; i++) {
		const struct yaml_node *id = yaml_get(list->item[i], key);

		if (id && id->type == YAML_SCALAR)
			named[n++] = (struct named){ id->text, id, i };
	}
	qsort(named, n, sizeof *named, named_order);
	for (size_t i = 1, first = 0; i < n; i++) {
		if (strcmp(named[i].id, named[first].id)) {
			first = i;
			continue;
		}
		yaml_error(f, named[i].at, "%s `%s` is here twice; the first "
			   "is in line %d", what,
			   yaml_shown(f, named[i].id), named[first].at->line);
	}
	free(named);
}

static const struct config_input_field *
input_field(const struct config_input *input, const char *header)
{
	for (size_t i = 0; i < input->n_fields; i++)
		if (input->fields[i].header &&
		    !strcmp(input->fields[i].header, header))
			return &input->fields[i];
	return NULL;
}

static void check_input_field(struct yaml_file *f,
			      const struct yaml_node *node,
			      const struct config_input *input,
			      const struct config_input_field *field)
{
	const struct config_input_field *other;

	if (!input->updated || !field->not_before)
		return;		/* no map: said already */
	if (field->max_age > 0 && field->type != INPUT_DATE && !*input->updated)
		yaml_error(f, yaml_get(node, "max_age"), "`max_age` needs a "
			   "date: make the field's `type: date`, or name the "
			   "header of the record's last change in `updated`");
	if (!*field->not_before)
		return;
	other = input_field(input, field->not_before);
	if (field->type != INPUT_DATE || !other || other == field ||
	    other->type != INPUT_DATE)
		yaml_error(f, yaml_get(node, "not_before"), "`not_before` is "
			   "`%s`; it compares two different fields of `type: "
			   "date` of this input, by `header`",
			   yaml_shown(f, field->not_before));
}

static void check_inputs(struct yaml_file *f, const struct yaml_node *list,
			 const struct config *c)
{
	check_unique(f, list, "id", "input");
	for (size_t i = 0; i < c->n_inputs; i++) {
		const struct config_input *input = &c->inputs[i];
		const struct yaml_node *fields =
			yaml_get(list->item[i], "fields");

		check_unique(f, fields, "header", "field");
		if (input->file && *input->file && !*input->record_id)
			yaml_error(f, yaml_get(list->item[i], "file"),
				   "`file` needs `record_id`: the header of "
				   "the record's id in it");
		for (size_t k = 0; k < input->n_fields; k++)
			check_input_field(f, fields->item[k], input,
					  &input->fields[k]);
	}
}

void check_role(struct yaml_file *f, const struct yaml_node *node,
		const struct config *c)
{
	const char *near, **ids;

	if (!node || node->type != YAML_SCALAR || !*node->text || c->unread)
		return;
	ids = xcalloc(c->n_roles, sizeof *ids);
	for (size_t i = 0; i < c->n_roles; i++) {
		ids[i] = c->roles[i].id ? c->roles[i].id : "";
		if (strcmp(ids[i], node->text))
			continue;
		free(ids);
		return;
	}
	near = text_nearest(node->text, ids, c->n_roles);
	free(ids);
	if (near)
		yaml_error(f, node, "unknown role `%s`; did you mean `%s`?",
			   yaml_shown(f, node->text), near);
	else
		yaml_error(f, node, "unknown role `%s`; add it to `roles` in "
			   "tuneup.yaml with its rate",
			   yaml_shown(f, node->text));
}

static void check_currencies(struct yaml_file *f,
			     const struct yaml_node *root,
			     const struct config *c)
{
	const struct yaml_node *list = yaml_get(root, "currencies");

	check_currency(f, yaml_get(root, "currency"));
	check_unique(f, list, "code", "currency");
	for (size_t i = 0; list && i < list->n; i++) {
		const struct yaml_node *code = yaml_get(list->item[i], "code");

		check_currency(f, code);
		if (code && code->type == YAML_SCALAR &&
		    !strcmp(code->text, c->currency))
			yaml_error(f, code, "%s is the workspace's own "
				   "currency; list only others", c->currency);
	}
}

static void check_owners(struct yaml_file *f, const struct yaml_node *root,
			 const struct config *c)
{
	const struct yaml_node *list = yaml_get(root, "owners");

	check_unique(f, list, "label", "owner");
	for (size_t i = 0; list && i < list->n; i++) {
		const struct yaml_node *mail = yaml_get(list->item[i],
							"email");

		check_role(f, yaml_get(list->item[i], "role"), c);
		if (mail && mail->type == YAML_SCALAR && *mail->text &&
		    !strchr(mail->text, '@'))
			yaml_error(f, mail, "`email` has no @ in it; expected "
				   "an address, or remove the line");
	}
}

/* The node of a threshold, or of the map, or the root: whatever is there. */
static const struct yaml_node *limit_node(const struct yaml_node *root,
					  const char *key)
{
	const struct yaml_node *map = yaml_get(root, "thresholds");
	const struct yaml_node *node = yaml_get(map, key);

	return node ? node : map ? map : root;
}

static void check_limits(struct yaml_file *f, const struct yaml_node *root,
			 const struct config_thresholds *l)
{
	if (l->fix_to_save_warn > l->fix_to_save_stop)
		yaml_error(f, limit_node(root, "fix_to_save_warn"),
			   "`fix_to_save_warn` (%g) is above "
			   "`fix_to_save_stop` (%g); the warning comes first",
			   l->fix_to_save_warn, l->fix_to_save_stop);
	if (l->consistency_outcome + l->consistency_effort +
	    l->consistency_rating <= 0)
		yaml_error(f, limit_node(root, "consistency_outcome"),
			   "the three weights of the consistency score are "
			   "all 0; at least one must count, such as "
			   "`consistency_outcome: 0.5`");
	if (l->input_completeness + l->input_validity +
	    l->input_uniqueness + l->input_freshness +
	    l->input_consistency <= 0)
		yaml_error(f, limit_node(root, "input_completeness"),
			   "the five weights of the input quality score are "
			   "all 0; at least one must count, such as "
			   "`input_completeness: 0.35`");
	if (l->baseline_min > l->baseline_weeks)
		yaml_error(f, limit_node(root, "baseline_min"),
			   "`baseline_min` (%d) is above `baseline_weeks` "
			   "(%d); a baseline would never be reached",
			   l->baseline_min, l->baseline_weeks);
	if (l->history_min > l->history_weeks)
		yaml_error(f, limit_node(root, "history_min"),
			   "`history_min` (%d) is above `history_weeks` "
			   "(%d); every series would learn for ever",
			   l->history_min, l->history_weeks);
}

static void check_mode(struct yaml_file *f, const struct yaml_node *node,
		       unsigned int mode)
{
	if (!node || node->type != YAML_SCALAR)
		return;
	if ((mode & 0600) != 0600 || (mode & 0113))
		yaml_error(f, node, "`reports_mode` is `%s`; the owner must "
			   "read and write (06..), and nobody else may run or "
			   "write for all: 0600, 0640, 0660 or 0644",
			   yaml_shown(f, node->text));
}

void config_check(struct yaml_file *f, const struct yaml_node *root,
		  const struct config *c)
{
	const struct yaml_node *zone = yaml_get(root, "time_zone");

	if (zone && zone->type == YAML_SCALAR && !zone_exists(zone->text))
		yaml_error(f, zone, "there is no time zone `%s`; expected a "
			   "name of the IANA list such as Europe/Berlin or "
			   "UTC", yaml_shown(f, zone->text));
	check_currencies(f, root, c);
	check_unique(f, yaml_get(root, "roles"), "id", "role");
	check_owners(f, root, c);
	check_unique(f, yaml_get(root, "expect"), "source", "source");
	check_unique(f, yaml_get(root, "consistency_reference"), "tool",
		     "tool");
	check_inputs(f, yaml_get(root, "inputs"), c);
	check_limits(f, root, &c->limits);
	running_check(f, root, c);
	check_mode(f, yaml_get(root, "reports_mode"), c->reports_mode);
}

/* `published` is where defects found after publication are filed. */
static void check_steps(struct yaml_file *f, const struct yaml_node *list,
			const struct config *c)
{
	check_unique(f, list, "id", "step");
	if (list && list->type == YAML_LIST && !list->n)
		yaml_error(f, list, "`steps` is empty; a workflow has at "
			   "least one step");
	for (size_t i = 0; list && i < list->n; i++) {
		const struct yaml_node *id = yaml_get(list->item[i], "id");

		if (id && id->type == YAML_SCALAR &&
		    !strcmp(id->text, "published"))
			yaml_error(f, id, "the step id `published` is "
				   "reserved for defects found after "
				   "publication; use another one");
		check_role(f, yaml_get(list->item[i], "owner_role"), c);
	}
}

static void check_manual_step(struct yaml_file *f,
			      const struct yaml_node *node,
			      const struct config_workflow *w)
{
	const char **ids, *near;

	if (!node || node->type != YAML_SCALAR || config_step(w, node->text))
		return;
	ids = xcalloc(w->n_steps, sizeof *ids);
	for (size_t i = 0; i < w->n_steps; i++)
		ids[i] = w->steps[i].id ? w->steps[i].id : "";
	near = text_nearest(node->text, ids, w->n_steps);
	free(ids);
	yaml_error(f, node, "`manual_minutes` names the step `%s`, which the "
		   "workflow does not have%s%s%s", yaml_shown(f, node->text),
		   near ? "; did you mean `" : "", near ? near : "",
		   near ? "`?" : "");
}

/* Two entries for the same step, item type and day: which one counts? */
static void check_manual_doubles(struct yaml_file *f,
				 const struct yaml_node *list,
				 const struct config_workflow *w)
{
	struct named *named = xcalloc(w->n_manual, sizeof *named);

	for (size_t i = 0; i < w->n_manual; i++) {
		const struct config_manual *m = &w->manual[i];

		named[i].id = arena_printf(f->arena, "%zu:%s/%s/%d",
					   m->step ? strlen(m->step) : 0,
					   m->step ? m->step : "*",
					   m->item_type ? m->item_type : "*",
					   (int)m->from);
		named[i].at = list->item[i];
		named[i].order = i;
	}
	qsort(named, w->n_manual, sizeof *named, named_order);
	for (size_t i = 1; i < w->n_manual; i++)
		if (!strcmp(named[i].id, named[i - 1].id))
			yaml_error(f, named[i].at, "this entry of "
				   "`manual_minutes` has the same step, item "
				   "type and `from` as the one in line %d; "
				   "keep one of them", named[i - 1].at->line);
	free(named);
}

void workflows_check(struct yaml_file *f, const struct yaml_node *root,
		     const struct config *c)
{
	const struct yaml_node *list = yaml_get(root, "workflows");

	check_unique(f, list, "id", "workflow");
	for (size_t i = 0; i < c->n_workflows; i++) {
		const struct config_workflow *w = &c->workflows[i];
		const struct yaml_node *manual;

		check_steps(f, yaml_get(list->item[i], "steps"), c);
		manual = yaml_get(list->item[i], "manual_minutes");
		for (size_t k = 0; k < w->n_manual; k++)
			check_manual_step(f, yaml_get(manual->item[k], "step"),
					  w);
		if (w->n_manual)
			check_manual_doubles(f, manual, w);
	}
}
