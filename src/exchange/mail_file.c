/*
 * A published report as an e-mail that any mail program opens and sends: an
 * .eml a report, with the file attached and its first page as text. Addresses
 * are those of `deliver` in tuneup.yaml; the date is the day of the dispatch.
 */
#include "base/date.h"
#include "exchange/dispatch.h"
#include "exchange/eml.h"

#define SECONDS_A_DAY 86400

static void eml_file_of(struct strbuf *out, const struct outgoing *o,
			const struct dispatch_job *job)
{
	const struct config_mail *to = &job->config->deliver;
	struct eml_file file = { .name = o->file, .bytes = o->bytes,
				 .len = o->len };

	eml_write(out, &(struct eml){
		.from = to->from, .to = to->to, .n_to = to->n_to,
		.subject = arena_printf(job->a, "%s: %s%s", job->config->team,
					o->title, o->change == CHANGE_CHANGED ?
					", published again" : ""),
		.text = o->text, .date = (int64_t)job->as_of * SECONDS_A_DAY,
		.file = &file, .n_files = 1 });
}

static void eml_dispatch(struct dispatch_files *out,
			 const struct dispatch_job *job)
{
	for (size_t i = 0; i < job->n; i++)
		eml_file_of(dispatch_file(out, arena_printf(job->a, "_%s",
							    job->item[i]->id)),
			    job->item[i], job);
}

const struct dispatch_system dispatch_eml = {
	.id = "eml", .title = "E-mail", .extension = "eml",
	.next = "open it in a mail program, or: sendmail -t < FILE",
	.reports = true, .write = eml_dispatch
};
