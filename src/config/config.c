#include "config/config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/num.h"
#include "config/config_tables.h"
#include "config/template_file.h"

/* Step and workflow names default to their ids. */
static void fill_names(struct config *c)
{
	for (size_t i = 0; i < c->n_workflows; i++) {
		struct config_workflow *w = &c->workflows[i];

		if (!w->name || !*w->name)
			w->name = w->id;
		for (size_t k = 0; k < w->n_steps; k++)
			if (!w->steps[k].name || !*w->steps[k].name)
				w->steps[k].name = w->steps[k].id;
	}
}

const char *const integration_words[] = {
	"not said", "low", "medium", "high", NULL
};
enum { EASE_NOT_SAID, EASE_LOW, EASE_MEDIUM, EASE_HIGH };

/* Table 1 of the article, where tuneup.yaml says nothing else. */
static void fill_references(struct config *c)
{
	static const struct config_reference table_1[] = {
		{ "Notion AI", 9, EASE_HIGH },
		{ "Claude 3 Opus", 8, EASE_MEDIUM },
		{ "Jasper", 7, EASE_HIGH },
		{ "Copy.ai", 6, EASE_MEDIUM }
	};

	if (c->n_references)
		return;
	c->n_references = sizeof table_1 / sizeof *table_1;
	c->references = arena_array(&c->arena, c->n_references,
				    sizeof *c->references);
	memcpy(c->references, table_1, sizeof table_1);
}

/* Table 3 of the article, likewise. */
static void fill_skills(struct config *c)
{
	static const struct config_skill table_3[] = {
		{ "Prompt engineering", { 10, 15 }, "usable" },
		{ "Integration mapping", { 5, 8 }, "manual_steps" },
		{ "Quality threshold setting|Quality thresholds", { 3, 5 },
		  "downstream_errors" },
	};

	if (c->n_skills)
		return;
	c->n_skills = sizeof table_3 / sizeof *table_3;
	c->skills = arena_array(&c->arena, c->n_skills, sizeof *c->skills);
	memcpy(c->skills, table_3, sizeof table_3);
}

static void digest_make(struct config *c)
{
	struct sha256 *h = sha256_new();

	sha256_add_text(h, "tuneup config 1");
	schema_digest(h, &config_schema, c);
	sha256_add_i64(h, c->documented);
	schema_digest(h, &workflows_schema, c);
	sha256_done(h, c->digest);
}

/* Load one file of the workspace into f; -1 when it cannot be read at all. */
static int file_load(struct yaml_file *f, struct arena *a, const char *dir,
		     const char *name, struct err *err)
{
	f->arena = a;
	return own_file_load(f, path_join(a, dir, name), name, err);
}

/* Amounts name the currency, which stands in the same file. */
static const char *currency_of(const struct yaml_node *root)
{
	const struct yaml_node *node = yaml_get(root, "currency");

	return node && node->type == YAML_SCALAR ? node->text : NULL;
}

static int team_read(struct config *c, struct yaml_file *f, struct err *err)
{
	const struct yaml_node *root;
	char *path = path_join(&c->arena, c->dir, "tuneup.yaml");

	/* a folder of another user's is no missing one: reading it says so */
	if (!path_exists(path) && errno != EACCES)
		return err_set(err, ERR_NOINPUT, "there is no %s, so %s is "
			       "not a workspace; `tuneup init` makes one, "
			       "`tuneup -C DIR` works in another directory",
			       path, c->dir);
	if (file_load(f, &c->arena, c->dir, "tuneup.yaml", err))
		return -1;
	root = yaml_load(f);
	c->unread = !root;
	if (!root)
		return 0;
	f->currency = currency_of(root);
	schema_read(f, root, &config_schema, c);
	config_check(f, root, c);
	return 0;
}

static int process_read(struct config *c, struct yaml_file *f,
			struct err *err)
{
	const struct yaml_node *root;

	if (!path_exists(path_join(&c->arena, c->dir, "workflows.yaml")))
		return 0;
	if (file_load(f, &c->arena, c->dir, "workflows.yaml", err))
		return -1;
	c->documented = true;
	root = yaml_load(f);
	if (!root)
		return 0;
	schema_read(f, root, &workflows_schema, c);
	workflows_check(f, root, c);
	return 0;
}

static int key_read(struct config *c, struct err *err)
{
	char *path = path_join(&c->arena, c->dir, "people.key");
	struct strbuf text = STRBUF_INIT;
	struct stat st;
	int ret = 0;

	if (!path_exists(path))
		return 0;
	if (file_read(&text, path, 4096, err)) {
		strbuf_release(&text);
		return -1;
	}
	if (lstat(path, &st) || (st.st_mode & 077))
		ret = err_set(err, ERR_CONFIG, "%s can be read by others, who "
			      "could then tell who is behind a pseudonym; run "
			      "`chmod 600 %s`", path, path);
	else if (text.len != sizeof c->key)
		ret = err_set(err, ERR_CONFIG, "%s is damaged: it has %zu "
			      "bytes, expected %zu; put the saved copy back, "
			      "or remove the file to go on without people's "
			      "columns", path, text.len, sizeof c->key);
	else
		c->people_key = true;
	if (c->people_key)
		memcpy(c->key, text.s, sizeof c->key);
	explicit_bzero(text.s, text.len);
	strbuf_release(&text);
	return ret;
}

int config_read(struct config *c, const char *dir, struct err *err)
{
	struct yaml_file f = { .errors = STRBUF_INIT };

	*c = (struct config){ 0 };
	c->dir = arena_strdup(&c->arena, dir);
	schema_defaults(&c->arena, &config_schema, c);
	if (team_read(c, &f, err) || process_read(c, &f, err)) {
		strbuf_release(&f.errors);
		config_release(c);
		return -1;
	}
	if (yaml_finish(&f, err) || key_read(c, err)) {
		config_release(c);
		return -1;
	}
	fill_names(c);
	fill_references(c);
	fill_skills(c);
	digest_make(c);
	return 0;
}

void config_defaults(struct config *c)
{
	*c = (struct config){ 0 };
	c->dir = ".";
	schema_defaults(&c->arena, &config_schema, c);
	fill_references(c);
	fill_skills(c);
	digest_make(c);
}

void config_release(struct config *c)
{
	explicit_bzero(c->key, sizeof c->key);
	arena_release(&c->arena);
	*c = (struct config){ 0 };
}

const struct config_workflow *config_workflow(const struct config *c,
					      const char *id)
{
	for (size_t i = 0; i < c->n_workflows; i++)
		if (!strcmp(c->workflows[i].id, id))
			return &c->workflows[i];
	return NULL;
}

int config_step_index(const struct config_workflow *w, const char *step)
{
	for (size_t i = 0; w && i < w->n_steps; i++)
		if (w->steps[i].id && !strcmp(w->steps[i].id, step))
			return (int)i;
	return -1;
}

const struct config_step *config_step(const struct config_workflow *w,
				      const char *step)
{
	int i = config_step_index(w, step);

	return i < 0 ? NULL : &w->steps[i];
}

/* 3 step and type, 2 step, 1 type, 0 the workflow; -1 another step or type. */
static int manual_level(const struct config_manual *m, const char *step,
			const char *item_type)
{
	if (m->step && (!step || strcmp(m->step, step)))
		return -1;
	if (m->item_type && (!item_type || strcmp(m->item_type, item_type)))
		return -1;
	return (m->step ? 2 : 0) + (m->item_type ? 1 : 0);
}

int64_t config_manual_minutes(const struct config_workflow *w,
			      const char *step, const char *item_type,
			      int32_t day)
{
	const struct config_manual *best = NULL;
	int best_level = -1;

	for (size_t i = 0; w && i < w->n_manual; i++) {
		const struct config_manual *m = &w->manual[i];
		int level = manual_level(m, step, item_type);

		if (level < 0 || m->from > day || level < best_level)
			continue;
		if (level == best_level && best && m->from <= best->from)
			continue;
		best = m;
		best_level = level;
	}
	return best ? best->duration : NUM_NULL;
}

int64_t config_rate(const struct config *c, const char *role)
{
	for (size_t i = 0; role && i < c->n_roles; i++)
		if (!strcmp(c->roles[i].id, role))
			return c->roles[i].rate;
	return c->default_rate;
}

/* The first 64 bits of a keyed digest as 16 digits. */
static void keyed_digits(const struct config *c, char buf[17],
			 const char *text, size_t len)
{
	uint8_t mac[SHA256_SIZE];

	hmac_sha256(mac, c->key, sizeof c->key, text, len);
	for (size_t i = 0; i < 8; i++)
		snprintf(buf + 2 * i, 3, "%02x", (unsigned int)mac[i]);
}

int config_pseudonym(const struct config *c, char buf[PSEUDONYM_MAX],
		     const char *person, size_t len)
{
	if (!c->people_key)
		return -1;
	memcpy(buf, "R-", 3);
	keyed_digits(c, buf + 2, person, len);
	return 0;
}

void config_key_mark(const struct config *c, char buf[KEY_MARK_MAX])
{
	/* no name of a person has a line break */
	static const char text[] = "\npeople.key\n";

	buf[0] = '\0';
	if (c->people_key)
		keyed_digits(c, buf, text, sizeof text - 1);
}
