#include "ingest/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "ingest/records.h"

/* Walks over the values of the file without reading what is in them. */
struct walk {
	const char *file;
	const char *p, *end;
	const char *counted;	/* lines are counted up to here */
	int64_t line;
	bool list;		/* values stand in [ ] and apart by commas */
	bool begun, done;
};

static void skip_blanks(struct walk *w)
{
	while (w->p < w->end && (*w->p == ' ' || *w->p == '\n' ||
				 *w->p == '\r' || *w->p == '\t'))
		w->p++;
}

static int64_t line_here(struct walk *w)
{
	for (; w->counted < w->p; w->counted++)
		w->line += *w->counted == '\n';
	return w->line;
}

static int refuse(struct walk *w, struct err *err, const char *what)
{
	return err_set(err, ERR_DATA, "%s:%lld: %s", w->file,
		       (long long)line_here(w), what);
}

static int refuse_syntax(struct walk *w, struct err *err)
{
	return refuse(w, err, "this is no JSON; expected an array of records, "
		      "or a record a line: the file may be cut off here");
}

/* Behind the text that begins at p, NULL if it does not end. */
static const char *text_end(const char *p, const char *end)
{
	for (p++; p < end; p++) {
		if (*p == '\\')
			p++;
		else if (*p == '"')
			return p + 1;
	}
	return NULL;
}

/* Behind the value that begins at p, NULL if it does not end. */
static const char *value_end(const char *p, const char *end)
{
	size_t depth = 0;

	while (p && p < end) {
		if (*p == '"') {
			p = text_end(p, end);
		} else if (*p == '{' || *p == '[') {
			depth++;
			p++;
		} else if (*p == '}' || *p == ']') {
			if (!depth)
				return p;
			depth--;
			p++;
		} else if (depth) {
			p++;
		} else {
			size_t n = strcspn(p, ",]} \t\r\n");

			return n < (size_t)(end - p) ? p + n : end;
		}
		if (!depth)
			return p;
	}
	return NULL;
}

/* The next record: 1, 0 at the end, -1. */
static int walk_next(struct walk *w, const char **s, size_t *len,
		     struct err *err)
{
	const char *behind;

	skip_blanks(w);
	if (w->list && !w->done && w->p < w->end && *w->p == ']') {
		w->p++;
		w->done = true;
		skip_blanks(w);
	}
	if (w->p == w->end || w->done)
		return w->list && !w->done ? refuse_syntax(w, err) : 0;
	if (w->list && w->begun) {
		if (*w->p++ != ',')
			return refuse_syntax(w, err);
		skip_blanks(w);
	}
	behind = w->p < w->end ? value_end(w->p, w->end) : NULL;
	if (!behind || behind == w->p)
		return refuse_syntax(w, err);
	w->begun = true;
	*s = w->p;
	*len = (size_t)(behind - w->p);
	line_here(w);
	w->p = behind;
	return 1;
}

/* Names under which an answer of an API holds its records. */
static bool holds_records(const char *key, size_t len)
{
	static const char *const names[] = {
		"data", "results", "records", "items", "rows", "runs", "logs",
		"scenarioLogs", "executions", "zap_runs"
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (len == strlen(names[i]) && !memcmp(names[i], key, len))
			return true;
	return false;
}

/* If the file is one object with such a list, walk over the list: whether it
 * is. w stands at the object. */
static bool enter_wrapper(struct walk *w)
{
	struct walk in = *w, rest = *w;
	const char *behind = value_end(w->p, w->end);

	rest.p = behind ? behind : w->end;
	skip_blanks(&rest);
	if (!behind || rest.p < rest.end)
		return false;
	for (in.end = behind, in.p++; in.p < in.end; in.p++) {
		const char *key, *key_end;

		skip_blanks(&in);
		if (in.p == in.end || *in.p != '"')
			return false;
		key = in.p + 1;
		in.p = key_end = text_end(in.p, in.end);
		if (!key_end)
			return false;
		skip_blanks(&in);
		if (in.p == in.end || *in.p++ != ':')
			return false;
		skip_blanks(&in);
		behind = value_end(in.p, in.end);
		if (!behind || behind == in.p)
			return false;
		if (*in.p == '[' &&
		    holds_records(key, (size_t)(key_end - 1 - key))) {
			w->p = in.p;
			w->end = behind;
			return true;
		}
		in.p = behind;
		skip_blanks(&in);
	}
	return false;
}

static struct walk walk_begin(const struct source *src)
{
	struct walk w = { .file = src->name, .p = src->held.s,
			  .end = src->held.s + src->held.len, .line = 1 };

	if (src->held.len >= 3 && !memcmp(w.p, "\xEF\xBB\xBF", 3))
		w.p += 3;
	w.counted = w.p;
	skip_blanks(&w);
	if (w.p < w.end && (*w.p == '[' || enter_wrapper(&w))) {
		w.list = true;
		w.p++;
	}
	return w;
}

/* The record with its inner objects as "outer.inner". */
static json_t *flatten(json_t *record)
{
	json_t *flat = json_object(), *value, *inner;
	const char *key, *inner_key;

	json_object_foreach(record, key, value) {
		if (!json_is_object(value)) {
			json_object_set(flat, key, value);
			continue;
		}
		json_object_foreach(value, inner_key, inner) {
			struct strbuf name = STRBUF_INIT;

			strbuf_printf(&name, "%s.%s", key, inner_key);
			json_object_set(flat, name.s, inner);
			strbuf_release(&name);
		}
	}
	return flat;
}

static int record_read(json_t **flat, struct walk *w, const char *s,
		       size_t len, struct err *err)
{
	json_t *record;

	if (len > JSON_RECORD_MAX)
		return refuse(w, err, "a record holds more than 1 MB; leave "
			      "its payload out of the export");
	record = json_loadb(s, len, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(record)) {
		json_decref(record);
		return refuse(w, err, "here stands no JSON record; expected "
			      "{\"key\": value, ...} with each key once");
	}
	*flat = flatten(record);
	json_decref(record);
	return 0;
}

static bool is_cell(const json_t *value)
{
	return !json_is_object(value) && !json_is_array(value);
}

/* Every key that has a cell in some record, in the order they come; *n the
 * number of records. */
static int collect_keys(json_t *keys, const struct source *src, size_t *n,
			struct err *err)
{
	struct walk w = walk_begin(src);
	const char *s, *key;
	size_t len;
	int ret;

	*n = 0;
	while ((ret = walk_next(&w, &s, &len, err)) > 0) {
		json_t *flat, *value;

		if (record_read(&flat, &w, s, len, err))
			return -1;
		json_object_foreach(flat, key, value)
			if (is_cell(value) && !json_object_get(keys, key))
				json_object_set_new(keys, key, json_true());
		json_decref(flat);
		++*n;
		if (json_object_size(keys) > RECORD_CELLS_MAX)
			return refuse(&w, err, "the records have more than "
				      "4,096 different keys");
	}
	return ret;
}

static void put_text(struct strbuf *out, const char *s)
{
	strbuf_putc(out, '"');
	for (; *s; s++) {
		if (*s == '"')
			strbuf_putc(out, '"');
		strbuf_putc(out, *s);
	}
	strbuf_putc(out, '"');
}

/* A number as an export writes it: no exponent, no zeros behind. */
static void put_real(struct strbuf *out, double value)
{
	char text[400];
	size_t n = (size_t)snprintf(text, sizeof text, "%.10f", value);

	while (n && text[n - 1] == '0')
		n--;
	if (n && text[n - 1] == '.')
		n--;
	strbuf_add(out, text, n);
}

static void put_cell(struct strbuf *out, const json_t *value)
{
	switch (value ? json_typeof(value) : JSON_NULL) {
	case JSON_STRING:
		put_text(out, json_string_value(value));
		break;
	case JSON_INTEGER:
		strbuf_printf(out, "%lld",
			      (long long)json_integer_value(value));
		break;
	case JSON_REAL:
		put_real(out, json_real_value(value));
		break;
	case JSON_TRUE:
		strbuf_puts(out, "yes");
		break;
	case JSON_FALSE:
		strbuf_puts(out, "no");
		break;
	default:
		break;
	}
}

static void put_header(struct strbuf *out, json_t *keys)
{
	const char *key;
	json_t *unused;

	json_object_foreach(keys, key, unused) {
		put_text(out, key);
		strbuf_putc(out, ',');
	}
	out->s[out->len - 1] = '\n';
}

static void put_record(struct strbuf *out, json_t *keys, const json_t *flat)
{
	const char *key;
	json_t *unused;

	json_object_foreach(keys, key, unused) {
		put_cell(out, json_object_get(flat, key));
		strbuf_putc(out, ',');
	}
	out->s[out->len - 1] = '\n';
}

static int put_table(struct strbuf *out, struct json_lines *lines,
		     json_t *keys, const struct source *src, struct err *err)
{
	struct walk w = walk_begin(src);
	const char *s;
	size_t len;
	int ret;

	put_header(out, keys);
	lines->n = 1;
	while ((ret = walk_next(&w, &s, &len, err)) > 0) {
		json_t *flat;

		if (record_read(&flat, &w, s, len, err))
			return -1;
		put_record(out, keys, flat);
		json_decref(flat);
		lines->line[lines->n++] = w.line;
		if (out->len > JSON_TABLE_MAX)
			return refuse(&w, err, "the records make a table of "
				      "more than 64 MB; export fewer days");
	}
	lines->line[0] = lines->n > 1 ? lines->line[1] : 1;
	return ret;
}

bool json_sniff(const void *bytes, size_t len)
{
	const char *s = bytes, *end = s + len;

	if (len >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3))
		s += 3;
	while (s < end && (*s == ' ' || *s == '\n' || *s == '\r' || *s == '\t'))
		s++;
	/* a table may begin with "[exact]" */
	return s < end && (*s == '{' || (*s == '[' && s + 1 < end &&
					 strchr("{[]\n\r \t", s[1])));
}

int json_to_table(struct source *src, struct json_lines *lines,
		  struct arena *a, struct err *err)
{
	struct strbuf table = STRBUF_INIT;
	json_t *keys = json_object();
	size_t n;
	int ret = collect_keys(keys, src, &n, err);

	if (!ret && !json_object_size(keys))
		ret = err_set(err, ERR_DATA, "%s: the JSON holds no record; "
			      "expected an array of records, or a record a "
			      "line", src->name);
	if (!ret) {
		lines->line = arena_array(a, n + 1, sizeof *lines->line);
		ret = put_table(&table, lines, keys, src, err);
	}
	json_decref(keys);
	if (ret) {
		strbuf_release(&table);
		return -1;
	}
	strbuf_release(&src->held);
	src->held = table;
	src->size = (int64_t)table.len;
	src->at = 0;
	return 0;
}
