/*
 * What `tuneup run` needs to know: what it waits for, whom it tells, what it
 * removes. No figure depends on it.
 */
#include "config/config_tables.h"

#include <string.h>

#include "config/expect.h"

static const struct field mail_fields[] = {
	{ .key = "command", .type = FIELD_STRINGS,
	  .offset = AT(config_mail, command),
	  .n_offset = AT(config_mail, n_command),
	  .help = "program and arguments that get the e-mail on standard "
		  "input, run without a shell" },
	TEXT(config_mail, "from", from, "", 254, "address of the sender"),
	{ .key = "to", .type = FIELD_STRINGS, .offset = AT(config_mail, to),
	  .n_offset = AT(config_mail, n_to),
	  .help = "addresses of who gets it" },
	{ .key = "limit", .type = FIELD_DURATION,
	  .offset = AT(config_mail, limit), .fallback = "1 min", .min = 1000,
	  .max = 600000, .help = "how long the program may take" },
	{ 0 }
};
const struct schema deliver_schema = {
	"deliver", sizeof(struct config_mail), mail_fields
};
const struct schema notify_schema = {
	"notify", sizeof(struct config_mail), mail_fields
};

static const struct field retention_fields[] = {
	{ .key = "history", .type = FIELD_BOOL,
	  .offset = AT(config_retention, history), .fallback = "yes",
	  .help = "old versions of days leave where they take more than twice "
		  "the room of what counts" },
	{ .key = "done", .type = FIELD_DURATION,
	  .offset = AT(config_retention, done), .fallback = "0 min",
	  .max = 36600 * DAY_MS,
	  .help = "files in inbox/done and inbox/failed stay so long; 0 min: "
		  "for ever" },
	{ 0 }
};
const struct schema retention_schema = {
	"retention", sizeof(struct config_retention), retention_fields
};

/* One address as a header takes it: no list, no name, no line break. */
static bool is_address(const char *text)
{
	const char *at = strchr(text, '@');

	if (!at || at == text || !at[1] || strlen(text) > 254)
		return false;
	for (const char *p = text; *p; p++)
		if (*p <= ' ' || *p >= 127 || strchr("<>,;:\"()[]\\", *p))
			return false;
	return true;
}

static void check_address(struct yaml_file *f, const struct yaml_node *node)
{
	if (node && node->type == YAML_SCALAR && *node->text &&
	    !is_address(node->text))
		yaml_error(f, node, "`%s` is no e-mail address; expected one "
			   "such as lead@northlight.example",
			   yaml_shown(f, node->text));
}

/* `carried`: without a program the addresses are for nothing. Those of
 * `deliver` are also for `tuneup dispatch --to eml`. */
static void check_mail(struct yaml_file *f, const struct yaml_node *map,
		       const struct config_mail *mail, bool carried)
{
	const struct yaml_node *to = yaml_get(map, "to");

	if (!map || map->type != YAML_MAP)
		return;
	check_address(f, yaml_get(map, "from"));
	for (size_t i = 0; to && to->type == YAML_LIST && i < to->n; i++)
		check_address(f, to->item[i]);
	if (carried && !mail->n_command && mail->n_to)
		yaml_error_key(f, map, "`%s` has nobody to carry the e-mail; "
			       "add `command`, such as [/usr/sbin/sendmail, "
			       "-t]", map->key);
	if (mail->n_command && (!mail->n_to || !mail->from || !*mail->from))
		yaml_error_key(f, map, "`%s` needs `from` and `to`: without "
			       "them no program knows where to send it",
			       map->key);
}

static void check_expect(struct yaml_file *f, const struct yaml_node *list)
{
	struct expect_by by;

	for (size_t i = 0; list && list->type == YAML_LIST && i < list->n;
	     i++) {
		const struct yaml_node *node = yaml_get(list->item[i], "by");

		if (node && node->type == YAML_SCALAR && *node->text &&
		    expect_by_parse(&by, node->text))
			yaml_error(f, node, "`by` is `%s`; expected a day of "
				   "the week such as Monday, or days after "
				   "the period such as 2 days",
				   yaml_shown(f, node->text));
	}
}

void running_check(struct yaml_file *f, const struct yaml_node *root,
		   const struct config *c)
{
	check_expect(f, yaml_get(root, "expect"));
	check_mail(f, yaml_get(root, "deliver"), &c->deliver, false);
	check_mail(f, yaml_get(root, "notify"), &c->notify, true);
}
