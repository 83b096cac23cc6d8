#include "exchange/prompt.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/num.h"
#include "exchange/json_make.h"
#include "report/model.h"

#define JSON_STYLE (JSON_INDENT(1) | JSON_REAL_PRECISION(12))

static const char rules[] =
	"You word the recommendations of a %s report on AI workflows for a "
	"marketing team.\n"
	"\n"
	"Rules\n"
	"1. Choose only among the actions listed under each finding: at least "
	"one, at most three a finding. Never name another action, tool or "
	"measure, not even as an aside.\n"
	"2. Repeat hours_per_week, money_per_week and setup_hours of each "
	"chosen action exactly. Use no number that does not stand in the "
	"finding.\n"
	"3. wording is one or two sentences on what the finding means for "
	"the team, at most %d characters, plain text, no link. Claim no more "
	"than the evidence: what is not clear stays not clear. Name no "
	"person.\n"
	"4. Leave a finding out if none of its actions fits.\n"
	"5. Answer with one JSON object that fits the schema, and nothing "
	"else.\n";

/* ---- numbers ------------------------------------------------------------ */

double prompt_hours(const struct recommended *r)
{
	return round_decimal(r->hours, 2);
}

double prompt_setup(const struct recommended *r)
{
	return round_decimal(r->setup, 2);
}

double prompt_money(const struct recommended *r)
{
	return round_decimal(r->money, 0);
}

size_t prompt_offered(const struct problem *p)
{
	return p->n < PROMPT_OFFERED ? p->n : PROMPT_OFFERED;
}

bool prompt_asks(const struct prompt_input *in)
{
	for (size_t i = 0; i < in->recommendations->n; i++)
		if (in->recommendations->item[i].n)
			return true;
	return false;
}

/* ---- findings -------------------------------------------------------- */

/* Texts of ours are valid; marks of bold are left out. */
static json_t *text(const char *rich)
{
	struct strbuf s = STRBUF_INIT;
	json_t *value;

	rich_plain(&s, rich);
	value = json_stringn_nocheck(s.s, s.len);
	strbuf_release(&s);
	return value;
}

static json_t *action_json(const struct recommended *r)
{
	json_t *o = json_object();

	json_put(o, "action", text(r->action->id));
	json_put(o, "text", text(r->action->text));
	json_put(o, "hours_per_week", json_real(prompt_hours(r)));
	json_put(o, "money_per_week", json_real(prompt_money(r)));
	json_put(o, "setup_hours", json_real(prompt_setup(r)));
	json_put(o, "owner_role", text(r->action->owner));
	json_put(o, "confidence", text(r->confidence));
	json_put(o, "evidence", text(r->evidence));
	json_put(o, "wrong_if", text(r->disproof));
	json_put(o, "must_not", text(r->limits));
	json_put(o, "either_or", json_boolean(r->either_or));
	return o;
}

static json_t *finding_json(const struct problem *p)
{
	json_t *o = json_object(), *actions = json_array();

	json_put(o, "finding", text(p->id));
	json_put(o, "cause", text(cause_name(p->cause)));
	json_put(o, "title", text(p->title));
	json_put(o, "evidence", text(p->sentence));
	for (size_t i = 0; i < prompt_offered(p); i++)
		json_append(actions, action_json(&p->action[i]));
	json_put(o, "actions", actions);
	return o;
}

static json_t *findings_json(const struct prompt_input *in)
{
	const struct recommendations *r = in->recommendations;
	json_t *o = json_object(), *list = json_array();

	json_put(o, "report", text(in->report));
	json_put(o, "period", text(in->period));
	json_put(o, "currency", text(in->currency));
	for (size_t i = 0; i < r->n; i++)
		if (r->item[i].n)
			json_append(list, finding_json(&r->item[i]));
	json_put(o, "findings", list);
	return o;
}

/* ---- schema ---------------------------------------------------------- */

static json_t *parsed(const char *json)
{
	json_error_t error;
	json_t *value = json_loads(json, 0, &error);

	if (!value)
		BUG("the schema is no JSON: %s", error.text);
	return value;
}

/* Ids that may be chosen. */
static json_t *choices(const struct prompt_input *in, bool actions)
{
	const struct recommendations *r = in->recommendations;
	json_t *seen = json_object(), *list = json_array();
	const char *id;
	json_t *value;

	for (size_t i = 0; i < r->n; i++) {
		if (!actions && r->item[i].n)
			json_put(seen, r->item[i].id, json_null());
		for (size_t k = 0; actions &&
				   k < prompt_offered(&r->item[i]); k++)
			json_put(seen, r->item[i].action[k].action->id,
			    json_null());
	}
	json_object_foreach(seen, id, value) {
		json_append(list, text(id));
	}
	json_decref(seen);
	return list;
}

static json_t *schema_json(const struct prompt_input *in, const char *id)
{
	static const char action_schema[] =
		"{\"type\": \"object\", \"additionalProperties\": false,"
		" \"required\": [\"action\", \"hours_per_week\","
		"  \"money_per_week\", \"setup_hours\"],"
		" \"properties\": {\"action\": {},"
		"  \"hours_per_week\": {\"type\": \"number\"},"
		"  \"money_per_week\": {\"type\": \"number\"},"
		"  \"setup_hours\": {\"type\": \"number\"}}}";
	static const char finding_schema[] =
		"{\"type\": \"object\", \"additionalProperties\": false,"
		" \"required\": [\"finding\", \"actions\"],"
		" \"properties\": {\"finding\": {},"
		"  \"wording\": {\"type\": \"string\", \"maxLength\": 400},"
		"  \"actions\": {\"type\": \"array\", \"minItems\": 1,"
		"   \"maxItems\": 3}}}";
	static const char root_schema[] =
		"{\"$schema\":"
		" \"https://json-schema.org/draft/2020-12/schema\","
		" \"type\": \"object\", \"additionalProperties\": false,"
		" \"required\": [\"tuneup_answer\", \"prompt\","
		"  \"findings\"],"
		" \"properties\": {\"tuneup_answer\": {\"const\": 1},"
		"  \"prompt\": {}, \"findings\": {\"type\": \"array\"}}}";
	json_t *root = parsed(root_schema), *finding = parsed(finding_schema);
	json_t *action = parsed(action_schema);
	json_t *p = json_object_get(root, "properties");
	json_t *f = json_object_get(finding, "properties");
	json_t *a = json_object_get(action, "properties");

	json_put(json_object_get(a, "action"), "enum", choices(in, true));
	json_put(json_object_get(f, "actions"), "items", action);
	json_put(json_object_get(f, "finding"), "enum", choices(in, false));
	json_put(json_object_get(p, "findings"), "items", finding);
	json_put(json_object_get(p, "prompt"), "const", text(id));
	return root;
}

/* ---- all of it ------------------------------------------------------- */

static char *dump(json_t *value)
{
	char *s = json_dumps(value, JSON_STYLE);

	if (!s)
		err_no_memory();
	json_decref(value);
	return s;
}

static void id_make(char id[PROMPT_ID], const char *findings)
{
	uint8_t sum[SHA256_SIZE];
	char hex[SHA256_HEX];

	sha256_bytes(sum, findings, strlen(findings));
	sha256_hex(hex, sum);
	memcpy(id, hex, PROMPT_ID - 1);
	id[PROMPT_ID - 1] = '\0';
}

void prompt_write(struct strbuf *out, char id[PROMPT_ID],
		  const struct prompt_input *in)
{
	char *findings = dump(findings_json(in)), *schema;

	id_make(id, findings);
	schema = dump(schema_json(in, id));
	strbuf_printf(out, rules, in->report, PROMPT_WORDING);
	strbuf_printf(out, "\nFindings and the actions approved for each\n%s\n"
		      "\nSchema of the answer\n%s\n", findings, schema);
	free(findings);
	free(schema);
}
