#include "exchange/answer.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/model.h"

#define MISTAKES_MAX 40		/* with a text; all are counted */
#define SHOWN_COLUMNS 60

struct checking {
	const struct prompt_input *in;
	const char *name;
	struct arena *a;
	struct strbuf wrong;
	size_t n_wrong;
	struct answer *out;
	bool *seen;		/* problems that were answered */
};

static void wrong(struct checking *c, const char *path, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

static void wrong(struct checking *c, const char *path, const char *fmt, ...)
{
	va_list ap;

	if (c->n_wrong++ >= MISTAKES_MAX)
		return;
	strbuf_printf(&c->wrong, "%s%s: %s: ", c->wrong.len ? "\n" : "",
		      c->name, path);
	va_start(ap, fmt);
	strbuf_vprintf(&c->wrong, fmt, ap);
	va_end(ap);
}

/* A text from outside, for a message. */
static const char *shown(struct checking *c, const char *s)
{
	size_t fit = utf8_fit(s, SHOWN_COLUMNS);
	struct strbuf sb = STRBUF_INIT;
	const char *text;

	utf8_escape(&sb, s, fit);
	strbuf_puts(&sb, s[fit] ? "\u2026" : "");
	text = arena_strdup(c->a, sb.s);
	strbuf_release(&sb);
	return text;
}

static const char *type_name(const json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "a list";
	case JSON_STRING:
		return "a text";
	case JSON_INTEGER:
	case JSON_REAL:
		return "a number";
	case JSON_TRUE:
	case JSON_FALSE:
		return "true or false";
	case JSON_NULL:
		break;
	}
	return "null";
}

/* ---- keys --------------------------------------------------------------- */

/* An object with these keys and no other; the needed ones come first. */
static bool check_keys(struct checking *c, const char *path, json_t *object,
		       const char *const *keys, size_t needed)
{
	const char *key;
	json_t *value;
	bool good = true;

	if (!json_is_object(object)) {
		wrong(c, path, "this is %s; expected an object",
		      type_name(object));
		return false;
	}
	json_object_foreach(object, key, value) {
		size_t i = 0;

		while (keys[i] && strcmp(keys[i], key) != 0)
			i++;
		if (!keys[i])
			wrong(c, path, "the key '%s' is not in the schema",
			      shown(c, key));
	}
	for (size_t i = 0; i < needed; i++) {
		if (json_object_get(object, keys[i]))
			continue;
		wrong(c, path, "the key '%s' is missing", keys[i]);
		good = false;
	}
	return good;
}

/* The text of a key; NULL with the mistake said. */
static const char *check_text(struct checking *c, const char *path,
			      json_t *value)
{
	if (json_is_string(value))
		return json_string_value(value);
	wrong(c, path, "this is %s; expected a text", type_name(value));
	return NULL;
}

/* ---- numbers ------------------------------------------------------------ */

static void check_number(struct checking *c, const char *path, json_t *object,
			 const char *key, double want)
{
	json_t *value = json_object_get(object, key);
	const char *at = arena_printf(c->a, "%s.%s", path, key);

	if (!value)
		return;		/* said already */
	if (!json_is_number(value))
		wrong(c, at, "this is %s; expected the number %.12g",
		      type_name(value), want);
	else if (fabs(json_number_value(value) - want) > 1e-9)
		wrong(c, at, "the number %.12g was changed; the prompt has "
		      "%.12g", json_number_value(value), want);
}

/* The next number in a text: digits with marks between them, without
 * grouping commas; NULL at the end. */
static char *number_next(struct arena *a, const char **s)
{
	const char *from = *s + strcspn(*s, "0123456789");
	size_t len = strspn(from, "0123456789.,"), n = 0;
	char *out;

	if (!*from)
		return NULL;
	*s = from + len;
	while (len && strchr(".,", from[len - 1]))
		len--;
	out = arena_alloc(a, len + 1);
	for (size_t i = 0; i < len; i++)
		if (from[i] != ',')
			out[n++] = from[i];
	out[n] = '\0';
	return out;
}

static bool has_number(struct arena *a, const char *text, const char *number)
{
	char *other;

	while ((other = number_next(a, &text)))
		if (!strcmp(other, number))
			return true;
	return false;
}

/* Everything that the prompt says of a finding. */
static const char *said_of(struct checking *c, const struct problem *p)
{
	struct strbuf s = STRBUF_INIT;
	const char *text;

	rich_plain(&s, p->title);
	strbuf_putc(&s, ' ');
	rich_plain(&s, p->sentence);
	for (size_t i = 0; i < prompt_offered(p); i++) {
		const struct recommended *r = &p->action[i];

		strbuf_printf(&s, " %s %s %s %s %s %.12g %.12g %.12g",
			      r->action->text, r->evidence, r->confidence,
			      r->disproof, r->limits, prompt_hours(r),
			      prompt_setup(r), prompt_money(r));
	}
	text = utf8_fold(c->a, s.s);
	strbuf_release(&s);
	return text;
}

/* ---- wording ------------------------------------------------------------- */

static bool has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

static bool has_markup(const char *folded)
{
	return strstr(folded, "://") || strstr(folded, "www.") ||
	       strpbrk(folded, "<>`{}|") || strchr(folded, '@');
}

static const char *check_wording(struct checking *c, const char *path,
				 json_t *value, const struct problem *p)
{
	const char *text, *folded, *said, *rest;
	char *number;

	if (!value || !(text = check_text(c, path, value)))
		return "";
	if (json_string_length(value) != strlen(text) || has_control(text))
		wrong(c, path, "the wording has line breaks or control "
		      "characters; expected one line of plain text");
	if (utf8_count(text) > PROMPT_WORDING)
		wrong(c, path, "the wording has %zu characters; expected at "
		      "most %d", utf8_count(text), PROMPT_WORDING);
	folded = utf8_fold(c->a, text);
	if (has_markup(folded))
		wrong(c, path, "the wording has a link, an address or "
		      "markup; expected plain text");
	said = said_of(c, p);
	for (rest = folded; (number = number_next(c->a, &rest));)
		if (!has_number(c->a, said, number))
			wrong(c, path, "the wording has the number %s, which "
			      "is not in the finding", shown(c, number));
	return arena_strdup(c->a, text);
}

/* ---- actions --------------------------------------------------------- */

static bool find_action(size_t *at, const struct problem *p, const char *id)
{
	for (*at = 0; *at < prompt_offered(p); ++*at)
		if (!strcmp(p->action[*at].action->id, id))
			return true;
	return false;
}

static void check_action(struct checking *c, const char *path, json_t *object,
			 const struct problem *p, struct answered *out)
{
	static const char *const keys[] = {
		"action", "hours_per_week", "money_per_week", "setup_hours",
		NULL
	};
	const struct recommended *r;
	const char *id, *at;
	size_t i;

	if (!check_keys(c, path, object, keys, 4))
		return;
	at = arena_printf(c->a, "%s.action", path);
	id = check_text(c, at, json_object_get(object, "action"));
	if (!id)
		return;
	if (!find_action(&i, p, id)) {
		if (playbook_action(c->in->playbook, id))
			wrong(c, at, "the action '%s' was not offered for "
			      "this finding", shown(c, id));
		else
			wrong(c, at, "the action '%s' is not in the playbook",
			      shown(c, id));
		return;
	}
	for (size_t k = 0; k < out->n; k++) {
		if (out->action[k] != i)
			continue;
		wrong(c, at, "the action '%s' is here twice", id);
		return;
	}
	r = &p->action[i];
	check_number(c, path, object, "hours_per_week", prompt_hours(r));
	check_number(c, path, object, "money_per_week", prompt_money(r));
	check_number(c, path, object, "setup_hours", prompt_setup(r));
	if (out->n < RECOMMEND_SHOWN)
		out->action[out->n++] = i;
}

static void check_actions(struct checking *c, const char *path, json_t *list,
			  const struct problem *p, struct answered *out)
{
	size_t n = json_array_size(list);

	if (!json_is_array(list)) {
		wrong(c, path, "this is %s; expected a list of actions",
		      type_name(list));
		return;
	}
	if (!n)
		wrong(c, path, "no action is chosen; choose one to three, or "
		      "leave the finding out");
	if (n > RECOMMEND_SHOWN)
		wrong(c, path, "%zu actions are chosen; expected at most %d",
		      n, RECOMMEND_SHOWN);
	/* the fourth is one too many, but the others are looked at, too */
	for (size_t i = 0; i < n && i < 20; i++)
		check_action(c, arena_printf(c->a, "%s[%zu]", path, i),
			     json_array_get(list, i), p, out);
}

/* ---- findings -------------------------------------------------------- */

static bool find_problem(size_t *at, const struct recommendations *r,
			 const char *id)
{
	for (*at = 0; *at < r->n; ++*at)
		if (r->item[*at].n && !strcmp(r->item[*at].id, id))
			return true;
	return false;
}

static void check_finding(struct checking *c, const char *path,
			  json_t *object)
{
	static const char *const keys[] = {
		"finding", "actions", "wording", NULL
	};
	const struct recommendations *r = c->in->recommendations;
	const char *id, *at = arena_printf(c->a, "%s.finding", path);
	struct answered *out;
	size_t i;

	if (!check_keys(c, path, object, keys, 2) ||
	    !(id = check_text(c, at, json_object_get(object, "finding"))))
		return;
	if (!find_problem(&i, r, id)) {
		wrong(c, at, "the finding '%s' is not in the prompt",
		      shown(c, id));
		return;
	}
	if (c->seen[i]) {
		wrong(c, at, "the finding '%s' is here twice", id);
		return;
	}
	c->seen[i] = true;
	out = &c->out->item[c->out->n++];
	*out = (struct answered){ .problem = i };
	check_actions(c, arena_printf(c->a, "%s.actions", path),
		      json_object_get(object, "actions"), &r->item[i], out);
	out->wording = check_wording(
		c, arena_printf(c->a, "%s.wording", path),
		json_object_get(object, "wording"), &r->item[i]);
}

static void check_head(struct checking *c, json_t *root)
{
	json_t *version = json_object_get(root, "tuneup_answer");
	const char *id = check_text(c, "$.prompt",
				    json_object_get(root, "prompt"));
	struct strbuf text = STRBUF_INIT;
	char want[PROMPT_ID];

	prompt_write(&text, want, c->in);
	strbuf_release(&text);
	if (!json_is_integer(version) || json_integer_value(version) != 1)
		wrong(c, "$.tuneup_answer", "expected the number 1");
	if (id && strcmp(id, want) != 0)
		wrong(c, "$.prompt", "this answers the prompt '%s'; the "
		      "present one is '%s': findings, actions or numbers "
		      "have changed since", shown(c, id), want);
}

static void check_root(struct checking *c, json_t *root)
{
	static const char *const keys[] = {
		"tuneup_answer", "prompt", "findings", NULL
	};
	json_t *list;

	if (!check_keys(c, "$", root, keys, 3))
		return;
	check_head(c, root);
	list = json_object_get(root, "findings");
	if (!json_is_array(list)) {
		wrong(c, "$.findings", "this is %s; expected a list",
		      type_name(list));
		return;
	}
	for (size_t i = 0; i < json_array_size(list); i++)
		check_finding(c, arena_printf(c->a, "$.findings[%zu]", i),
			      json_array_get(list, i));
}

/* ---- all of it ------------------------------------------------------- */

static bool is_blank(const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!strchr(" \t\r\n", bytes[i]) || !bytes[i])
			return false;
	return true;
}

static json_t *load(struct checking *c, const char *bytes, size_t len)
{
	json_error_t error;
	json_t *root;

	if (is_blank(bytes, len)) {
		wrong(c, "1", "the answer is empty; expected a JSON object");
		return NULL;
	}
	if (len > ANSWER_MAX) {
		wrong(c, "1", "the answer has %zu bytes; expected at most "
		      "%zu", len, ANSWER_MAX);
		return NULL;
	}
	root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &error);
	if (!root)
		wrong(c, arena_printf(c->a, "%d:%d", error.line,
				      error.column), "no JSON: %s",
		      shown(c, error.text));
	return root;
}

int answer_check(struct answer *out, const struct prompt_input *in,
		 const char *name, const char *bytes, size_t len,
		 struct err *err)
{
	struct checking c = { .in = in, .name = name, .a = &out->arena,
			      .wrong = STRBUF_INIT, .out = out };
	json_t *root;
	int ret = 0;

	*out = (struct answer){ 0 };
	out->item = arena_array(c.a, in->recommendations->n + 1,
				sizeof *out->item);
	c.seen = arena_array(c.a, in->recommendations->n + 1,
			     sizeof *c.seen);
	root = load(&c, bytes, len);
	if (root)
		check_root(&c, root);
	json_decref(root);
	if (c.n_wrong > MISTAKES_MAX)
		ret = err_set(err, ERR_DATA, "%.7000s\n\u2026 and %zu more "
			      "mistakes", c.wrong.s,
			      c.n_wrong - MISTAKES_MAX);
	else if (c.n_wrong)
		ret = err_set(err, ERR_DATA, "%.7900s", c.wrong.s);
	strbuf_release(&c.wrong);
	return ret;
}

void answer_release(struct answer *a)
{
	arena_release(&a->arena);
	*a = (struct answer){ 0 };
}

void answer_apply(struct recommendations *r, const struct answer *a)
{
	for (size_t i = 0; i < a->n; i++)
		recommend_choose(r, a->item[i].problem, a->item[i].action,
				 a->item[i].n, a->item[i].wording);
}
