/* cli/dispatch_reports.c - see dispatch_reports.h. */
#include "cli/dispatch_reports.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "cli/figure_changes.h"
#include "render/render.h"

#define REPORT_BYTES_MAX ((size_t)64 << 20)

/* ---- which -------------------------------------------------------------------- */

/* Of a later period, or of the same one and published again. */
static bool is_newer(const struct run_entry *x, const struct run_entry *y)
{
	int c = strcmp(x->period, y->period);

	return c > 0 || (!c && x->id > y->id);
}

static struct run_entry *newest_of(struct run_entry *run, size_t n, size_t i)
{
	struct run_entry *newest = &run[i];

	for (size_t k = 0; k < n; k++)
		if (!strcmp(run[k].report, run[i].report) &&
		    is_newer(&run[k], newest))
			newest = &run[k];
	return newest;
}

static void add(struct outgoing_list *out, const struct run_entry *run,
		struct arena *a)
{
	struct outgoing o = {
		.kind = OUTGOING_REPORT,
		.id = arena_printf(a, "%s-%s", run->report, run->period),
		.title = arena_printf(a, "%s %s", report_title(run->report),
				      run->period),
		.text = "", .owner = "", .email = "", .due = DAY_NONE,
		.file = run->file
	};

	snprintf(o.sha256, sizeof o.sha256, "%s", run->sha256);
	vec_reserve(&out->item, out->n, &out->cap);
	out->item[out->n++] = o;
}

int reports_list(struct outgoing_list *out, struct workspace *w,
		 struct arena *a, struct err *err)
{
	const struct config_mail *mail = &w->config.deliver;
	struct run_entry *run;
	size_t n;

	if (!mail->n_to || !*mail->from)
		return err_set(err, ERR_CONFIG, "an e-mail wants `deliver: "
			       "{from: ADDRESS, to: [ADDRESS]}` in "
			       "tuneup.yaml");
	if (store_runs(&run, &n, w->store, a, err))
		return -1;
	for (size_t i = 0; i < n; i++)
		if (newest_of(run, n, i) == &run[i])
			add(out, &run[i], a);
	return 0;
}

/* ---- what it says -------------------------------------------------------------- */

static const struct run_entry *run_of(const struct outgoing *o,
				      const struct run_entry *run, size_t n)
{
	for (size_t i = n; i > 0; i--)
		if (!strcmp(run[i - 1].file, o->file) &&
		    !strcmp(run[i - 1].sha256, o->sha256))
			return &run[i - 1];
	BUG("the run of %s is not there", o->file);
}

/* Would people read the same numbers, if it was made now? */
static bool is_same(const struct workspace *w, const struct made_report *m,
		    const struct run_entry *run)
{
	struct figure_changes changes;
	struct err err;

	return !figure_changes_since(&changes, w->store, m, run, &err) &&
	       !changes.n;
}

/* Its first part, where today's data still make the same report. */
static const char *summary(struct workspace *w, const struct run_entry *run,
			   struct arena *a)
{
	struct made_report m = { .interpret = INTERPRET_KEPT };
	const char *text = "";
	struct err err;
	int32_t as_of;

	if (!report_form_find(run->report) || day_parse(&as_of, run->as_of))
		return "";
	if (!make_report_as_of(&m, w, run->report, run->period, as_of, &err) &&
	    m.doc.n && is_same(w, &m, run)) {
		struct strbuf s = STRBUF_INIT;
		size_t all = m.doc.n;

		m.doc.n = 1;
		render_text(&s, &m.doc);
		m.doc.n = all;
		text = arena_strdup(a, s.s);
		strbuf_release(&s);
	}
	made_report_release(&m);
	return text;
}

int report_load(struct outgoing *o, struct workspace *w, struct arena *a,
		struct err *err)
{
	struct strbuf bytes = STRBUF_INIT;
	uint8_t digest[SHA256_SIZE];
	char hex[SHA256_HEX];
	struct run_entry *run;
	size_t n;
	int ret = store_runs(&run, &n, w->store, a, err);

	if (!ret)
		ret = file_read(&bytes, path_join(a, w->reports, o->file),
				REPORT_BYTES_MAX, err);
	if (!ret) {
		sha256_bytes(digest, bytes.s, bytes.len);
		if (strcmp(sha256_hex(hex, digest), o->sha256) != 0)
			ret = err_set(err, ERR_DATA, "reports/%s is not as it "
				      "was published, so it is not sent: "
				      "read it back if it was filled in, and "
				      "publish it again", o->file);
	}
	if (!ret) {
		const char *said = summary(w, run_of(o, run, n), a);

		o->bytes = arena_strndup(a, bytes.s, bytes.len);
		o->len = bytes.len;
		o->text = arena_printf(a, "%s%sAttached: %s\n", said,
				       *said ? "\n" : "", o->file);
	}
	strbuf_release(&bytes);
	return ret;
}
