#include "cli/mail.h"

#include "exchange/command.h"

#define ANSWER_MAX ((size_t)64 << 10)	/* what it prints is not kept */

int mail_send(const struct config_mail *to, struct eml *mail,
	      struct err *err)
{
	struct strbuf bytes = STRBUF_INIT, answer = STRBUF_INIT;
	struct command_job job = {
		.argv = to->command, .n = to->n_command,
		.seconds = (int)((to->limit + 999) / 1000),
		.max = ANSWER_MAX
	};
	int ret;

	mail->from = to->from;
	mail->to = to->to;
	mail->n_to = to->n_to;
	eml_write(&bytes, mail);
	job.input = bytes.s;
	job.len = bytes.len;
	ret = command_run(&answer, &job, err);
	strbuf_release(&bytes);
	strbuf_release(&answer);
	return ret;
}
