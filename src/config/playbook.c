#include "config/playbook.h"

#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "base/utf8.h"
#include "config/config_tables.h"
#include "config/schema.h"
#include "config/template_file.h"

#define PLAYBOOK "playbook.yaml"
#define SLUG "abcdefghijklmnopqrstuvwxyz0123456789-"
#define SETUP_MAX ((double)400 * MS_PER_HOUR)

const char *const playbook_cause_words[] = {
	"input", "handoff", "checkpoint", "output", NULL
};
const char *const playbook_scope_words[] = {
	"all", "workflow", "step", "tool", "component", "input", "channel",
	NULL
};
const char *const playbook_saves_words[] = {
	"by metric", "fixing", "loops", "handoffs", "reviews", "lateness", NULL
};

/* ---- tables ----------------------------------------------------------- */

/* The number of a word in a list that ends with NULL, -1: none. */
static int word_number(const char *text, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (!strcmp(text, words[i]))
			return i;
	return -1;
}

static size_t words_count(const char *const *words)
{
	size_t n = 0;

	while (words[n])
		n++;
	return n;
}

/* One of the words or a list of them, as bits. */
static int scopes_read(struct yaml_file *f, const struct yaml_node *node,
		       void *out)
{
	size_t n = node->type == YAML_LIST ? node->n : 1;
	unsigned mask = 0;

	for (size_t i = 0; i < n; i++) {
		const struct yaml_node *at =
			node->type == YAML_LIST ? node->item[i] : node;
		const char *text = at->type == YAML_SCALAR ? at->text : "";
		int word = word_number(text, playbook_scope_words);
		const char *near = text_nearest(
			text, playbook_scope_words,
			words_count(playbook_scope_words));

		if (word < 0)
			yaml_error(f, at, "`scopes` has `%s`; expected some "
				   "of: all, workflow, step, tool, component, "
				   "input, channel%s%s%s", yaml_shown(f, text),
				   near ? "; did you mean `" : "",
				   near ? near : "", near ? "`?" : "");
		else
			mask |= 1U << word;
	}
	memcpy(out, &mask, sizeof mask);
	return 0;
}

#define LIMITS(member) offsetof(struct playbook_limits, member)

static const struct field limits_fields[] = {
	{ .key = "budget", .type = FIELD_MONEY, .offset = LIMITS(budget),
	  .fallback = "0", .max = 1e9,
	  .help = "cost more than this, setup hours at the owner's rate "
		  "included" },
	{ .key = "brand", .type = FIELD_STRING, .offset = LIMITS(brand),
	  .fallback = "", .max = 120,
	  .help = "what it must leave alone, in words" },
	{ .key = "channel", .type = FIELD_STRINGS, .offset = LIMITS(channels),
	  .n_offset = LIMITS(n_channels),
	  .help = "be used in these channels" },
	{ 0 }
};
static const struct schema limits_schema = {
	"`must_not`", sizeof(struct playbook_limits), limits_fields
};

#define ACTION(member) offsetof(struct playbook_action, member)

static const struct field action_fields[] = {
	{ .key = "id", .type = FIELD_STRING, .offset = ACTION(id),
	  .required = true, .min = 1, .max = 40,
	  .help = "stable name: a-z, 0-9 and -" },
	{ .key = "text", .type = FIELD_STRING, .offset = ACTION(text),
	  .required = true, .min = 8, .max = 160,
	  .help = "what is done, in one sentence" },
	{ .key = "cause", .type = FIELD_WORD, .offset = ACTION(cause),
	  .required = true, .words = playbook_cause_words,
	  .help = "what it removes" },
	{ .key = "when", .type = FIELD_STRING, .offset = ACTION(when),
	  .required = true, .min = 1, .max = 100,
	  .help = "metric and condition: rework above limit, friction above "
		  "10 %, loop_hours above 2 h a week, rework degrading" },
	{ .key = "scopes", .type = FIELD_CUSTOM, .offset = ACTION(scopes),
	  .n_offset = sizeof(unsigned), .fallback = "workflow",
	  .read = scopes_read, .words = playbook_scope_words,
	  .help = "where it may be met" },
	{ .key = "owner", .type = FIELD_STRING, .offset = ACTION(owner),
	  .required = true, .min = 1, .max = 40,
	  .help = "role of who does it; one of `owners` has it" },
	{ .key = "setup", .type = FIELD_DURATION, .offset = ACTION(setup),
	  .required = true, .max = SETUP_MAX,
	  .help = "working time until it is in place" },
	{ .key = "cost", .type = FIELD_MONEY, .offset = ACTION(cost),
	  .fallback = "0", .max = 1e9,
	  .help = "money it takes at once, beside the working time" },
	{ .key = "reduction", .type = FIELD_SHARE,
	  .offset = ACTION(reduction), .fallback = "25 %", .min = 0.01,
	  .max = 1, .help = "expected share of the lost hours it removes" },
	{ .key = "saves", .type = FIELD_WORD, .offset = ACTION(saves),
	  .fallback = "by metric", .words = playbook_saves_words,
	  .help = "which minutes it gives back" },
	{ .key = "must_not", .type = FIELD_MAP, .offset = ACTION(must_not),
	  .sub = &limits_schema, .help = "limits: it must not" },
	{ .key = "cool_down_weeks", .type = FIELD_INT,
	  .offset = ACTION(cool_down_weeks), .fallback = "4", .max = 52,
	  .help = "weeks in which it is not proposed again after a reject" },
	{ .key = "either_or", .type = FIELD_STRING,
	  .offset = ACTION(either_or), .fallback = "", .max = 40,
	  .help = "group of actions of which one is taken" },
	{ 0 }
};
static const struct schema action_schema = {
	"an action", sizeof(struct playbook_action), action_fields
};

#define PLAY(member) offsetof(struct playbook, member)

static const struct field playbook_fields[] = {
	{ .key = "actions", .type = FIELD_LIST, .offset = PLAY(actions),
	  .n_offset = PLAY(n_actions), .required = true,
	  .sub = &action_schema, .help = "what may be recommended" },
	{ 0 }
};
static const struct schema playbook_schema = {
	PLAYBOOK, sizeof(struct playbook), playbook_fields
};

void playbook_help(struct strbuf *out)
{
	strbuf_puts(out, "\n" PLAYBOOK "\n");
	schema_help(out, &playbook_schema, 1);
}

/* ---- conditions --------------------------------------------------------- */

static const char *const op_words[] = { "above", "below", "degrading", NULL };

static const char *word_take(struct arena *a, const char **p)
{
	const char *from = *p + strspn(*p, " ");
	size_t len = strcspn(from, " ");

	*p = from + len + strspn(from + len, " ");
	return arena_strndup(a, from, len);
}

/* "2 h a week" -> "2 h" */
static void week_take(struct arena *a, struct playbook_trigger *t)
{
	static const char suffix[] = " a week";
	size_t len = strlen(t->text), cut = sizeof suffix - 1;

	if (len <= cut || strcmp(t->text + len - cut, suffix) != 0)
		return;
	t->text = arena_strndup(a, t->text, len - cut);
	t->a_week = true;
}

/* "METRIC above|below VALUE [a week]" or "METRIC degrading". */
static bool when_read(struct yaml_file *f, const struct yaml_node *node,
		      struct playbook_trigger *t, const char *text)
{
	const char *rest = text, *word, *near;
	int op;

	t->metric = word_take(f->arena, &rest);
	word = word_take(f->arena, &rest);
	t->text = rest;
	t->value = NAN;
	week_take(f->arena, t);
	op = word_number(word, op_words);
	if (op >= 0)
		t->op = (enum playbook_op)op;
	if (op >= 0 && (op == WHEN_DEGRADING) == !*rest)
		return true;
	near = op < 0 ? text_nearest(word, op_words, 3) : NULL;
	if (near)
		yaml_error(f, node, "`when` has `%s`; did you mean `%s`?",
			   yaml_shown(f, word), near);
	else
		yaml_error(f, node, "`when` is `%s`; expected a metric with "
			   "above or below and a value, such as `rework above "
			   "limit` or `friction above 10 %%`, or with "
			   "`degrading`", yaml_shown(f, text));
	return false;
}

/* ---- what the tables cannot say ------------------------------------------ */

/* The node of a key, or of the action: whatever is there. */
static const struct yaml_node *key_node(const struct yaml_node *action,
					const char *key)
{
	const struct yaml_node *node = yaml_get(action, key);

	return node ? node : action;
}

bool playbook_has_owner(const struct config *c,
			const struct playbook_action *a)
{
	for (size_t i = 0; i < c->n_owners; i++)
		if (!strcmp(c->owners[i].role, a->owner))
			return true;
	return !c->n_owners;
}

static void check_owner(struct yaml_file *f, const struct yaml_node *node,
			const struct playbook_action *a,
			const struct config *c, bool lint)
{
	bool known = false;

	check_role(f, node, c);
	for (size_t i = 0; i < c->n_roles; i++)
		known |= !strcmp(c->roles[i].id, a->owner);
	if (known && lint && !playbook_has_owner(c, a))
		yaml_error(f, node, "nobody in `owners` of tuneup.yaml has "
			   "the role `%s`, so no one could be given this "
			   "action", yaml_shown(f, a->owner));
}

int64_t playbook_spends(const struct config *c,
			const struct playbook_action *a)
{
	return a->cost + num_muldiv(a->setup, config_rate(c, a->owner),
				    MS_PER_HOUR);
}

static void check_budget(struct yaml_file *f, const struct yaml_node *node,
			 const struct playbook_action *a,
			 const struct config *c)
{
	int64_t spends = playbook_spends(c, a);
	char text[NUM_TEXT_MAX];

	if (!a->must_not.budget || spends <= a->must_not.budget)
		return;
	yaml_error(f, key_node(key_node(node, "must_not"), "budget"),
		   "the action takes %s with its setup hours, more than its "
		   "`budget`: it could never be recommended",
		   money_text(text, (double)spends / MONEY_SCALE, 0,
			      c->currency));
}

struct judging {
	struct playbook_judgement say;
	struct yaml_file *f;
	const struct yaml_node *action;
};

static void judged_wrong(struct playbook_judgement *j, const char *key,
			 const char *sentence)
{
	struct judging *judging = (struct judging *)j;

	yaml_error(judging->f, key_node(judging->action, key), "%s",
		   sentence);
}

/* ---- two actions ----------------------------------------------------- */

static bool same_trigger(const struct playbook_action *a,
			 const struct playbook_action *b)
{
	const struct playbook_trigger *s = &a->trigger, *t = &b->trigger;

	return a->cause == b->cause && a->saves == b->saves &&
	       (a->scopes & b->scopes) && s->op == t->op && s->metric &&
	       t->metric && !strcmp(s->metric, t->metric) &&
	       s->a_week == t->a_week &&
	       (s->value == t->value ||
		(isnan(s->value) && isnan(t->value)));
}

static bool same_group(const struct playbook_action *a,
		       const struct playbook_action *b)
{
	return a->either_or && b->either_or && *a->either_or &&
	       !strcmp(a->either_or, b->either_or);
}

/* Those before it that it competes with, and whether its group is one. */
static void check_pairs(struct yaml_file *f, const struct yaml_node *list,
			const struct playbook *p, size_t i)
{
	const struct playbook_action *a = &p->actions[i];
	bool alone = a->either_or && *a->either_or;

	for (size_t k = 0; k < p->n_actions; k++) {
		const struct playbook_action *b = &p->actions[k];

		if (k != i && same_group(a, b))
			alone = false;
		else if (k < i && same_trigger(a, b))
			yaml_error(f, key_node(list->item[i], "when"),
				   "`%s` has the trigger of `%s` in line %d; "
				   "give both the same `either_or`, because "
				   "they cannot both save the same minutes, "
				   "or make the triggers differ",
				   yaml_shown(f, a->id ? a->id : ""),
				   yaml_shown(f, b->id ? b->id : ""),
				   list->item[k]->line);
	}
	if (alone)
		yaml_error(f, key_node(list->item[i], "either_or"),
			   "no other action has `either_or: %s`; name it in "
			   "the other one, too, or remove it",
			   yaml_shown(f, a->either_or));
}

static void check_action(struct yaml_file *f, const struct yaml_node *node,
			 struct playbook_action *a, const struct config *c,
			 playbook_judge judge, bool lint)
{
	struct judging j = {
		.say = { .config = c, .arena = f->arena,
			 .wrong = judged_wrong },
		.f = f, .action = node
	};
	const struct yaml_node *when = yaml_get(node, "when");

	if (a->id && strspn(a->id, SLUG) != strlen(a->id))
		yaml_error(f, key_node(node, "id"), "`id` is `%s`; expected "
			   "only a-z, 0-9 and -", yaml_shown(f, a->id));
	if (a->owner) {
		check_owner(f, key_node(node, "owner"), a, c, lint);
		check_budget(f, node, a, c);
	}
	if (when && a->when && when_read(f, when, &a->trigger, a->when))
		judge(a, &j.say);
	else
		a->trigger.metric = NULL;
}

static void check_actions(struct yaml_file *f, const struct yaml_node *root,
			  struct playbook *p, const struct config *c,
			  playbook_judge judge, bool lint)
{
	const struct yaml_node *list = yaml_get(root, "actions");

	check_unique(f, list, "id", "action");
	for (size_t i = 0; i < p->n_actions; i++)
		check_action(f, list->item[i], &p->actions[i], c, judge,
			     lint);
	for (size_t i = 0; i < p->n_actions; i++)
		check_pairs(f, list, p, i);
}

/* ---- reading --------------------------------------------------------- */

static void digest_make(struct playbook *p)
{
	struct sha256 *h = sha256_new();

	sha256_add_text(h, "tuneup playbook 1");
	sha256_add_i64(h, p->there);
	schema_digest(h, &playbook_schema, p);
	sha256_done(h, p->digest);
}

int playbook_read(struct playbook *p, const char *dir, const struct config *c,
		  playbook_judge judge, bool lint, struct err *err)
{
	struct yaml_file f = { .name = PLAYBOOK, .errors = STRBUF_INIT,
			       .arena = &p->arena, .currency = c->currency };
	const struct yaml_node *root;
	const char *path;

	*p = (struct playbook){ 0 };
	path = path_join(&p->arena, dir, PLAYBOOK);
	p->there = path_exists(path);
	if (p->there && own_file_load(&f, path, PLAYBOOK, err))
		return -1;
	root = p->there ? yaml_load(&f) : NULL;
	if (root) {
		schema_read(&f, root, &playbook_schema, p);
		check_actions(&f, root, p, c, judge, lint);
	}
	if (yaml_finish(&f, err))
		return -1;
	digest_make(p);
	return 0;
}

void playbook_release(struct playbook *p)
{
	arena_release(&p->arena);
	*p = (struct playbook){ 0 };
}

const struct playbook_action *playbook_action(const struct playbook *p,
					      const char *id)
{
	for (size_t i = 0; i < p->n_actions; i++)
		if (!strcmp(p->actions[i].id, id))
			return &p->actions[i];
	return NULL;
}
