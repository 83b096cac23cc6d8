/*
 * cli/completion.c - what the Tab key offers in bash, from the same tables
 * that parse the command line.
 *
 * One function: which command is it, is the word before an option with a
 * value, else options where the word begins with a dash, else files. It needs
 * nothing of the package bash-completion.
 */
#include <string.h>

#include "cli/command.h"
#include "cli/manual.h"

static void put_commands(struct strbuf *out)
{
	for (size_t i = 0; command_table[i]; i++)
		strbuf_printf(out, "%s%s", i ? " " : "", command_table[i]->id);
}

static void put_options(struct strbuf *out, const struct option_spec *s)
{
	for (; s && s->name; s++)
		strbuf_printf(out, "--%s ", s->name);
	strbuf_puts(out, "--help");
}

/* What to offer behind an option: its words, files, folders, or nothing. */
static void put_values(struct strbuf *out, const struct option_spec *s)
{
	if (s->words) {
		strbuf_puts(out, "_tuneup_offer -W '");
		for (size_t i = 0; s->words[i]; i++)
			strbuf_printf(out, "%s%s", i ? " " : "", s->words[i]);
		strbuf_puts(out, "'; ");
	} else if (strstr(s->value, "FILE")) {
		strbuf_puts(out, "_tuneup_offer -f; ");
	} else if (strstr(s->value, "DIR")) {
		strbuf_puts(out, "_tuneup_offer -d; ");
	}
	strbuf_puts(out, "return");
}

static void put_command(struct strbuf *out, const struct command *c)
{
	strbuf_printf(out, "\t%s)\n\t\topts='", c->id);
	put_options(out, c->options);
	strbuf_puts(out, "'\n\t\tcase $prev in\n");
	for (const struct option_spec *s = c->options; s && s->name; s++) {
		if (s->type == OPT_FLAG)
			continue;
		strbuf_puts(out, "\t\t");
		if (s->letter)
			strbuf_printf(out, "-%c|", s->letter);
		strbuf_printf(out, "--%s) ", s->name);
		put_values(out, s);
		strbuf_puts(out, " ;;\n");
	}
	strbuf_puts(out, "\t\tesac\n\t\t;;\n");
}

void completion_bash(struct strbuf *out)
{
	strbuf_puts(out, "# bash completion of tuneup, made by `tuneup help "
		    "--completion bash`\n\n"
		    "# Names may hold blanks: one a line.\n"
		    "_tuneup_offer()\n{\n"
		    "\tmapfile -t COMPREPLY < <(compgen \"$@\" -- "
		    "\"${COMP_WORDS[COMP_CWORD]}\")\n}\n\n"
		    "_tuneup()\n{\n"
		    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} "
		    "prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		    "\tlocal command= opts= i\n\n"
		    "\tCOMPREPLY=()\n"
		    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		    "\t\tcase ${COMP_WORDS[i]} in\n"
		    "\t\t-C|--as-of) ((i++)) ;;\n"
		    "\t\t-*) ;;\n"
		    "\t\t*) command=${COMP_WORDS[i]}; break ;;\n"
		    "\t\tesac\n\tdone\n\n"
		    "\tcase $command in\n"
		    "\t'')\n"
		    "\t\tcase $prev in\n"
		    "\t\t-C) _tuneup_offer -d; return ;;\n"
		    "\t\t--as-of) return ;;\n"
		    "\t\tesac\n"
		    "\t\t_tuneup_offer -W '");
	put_commands(out);
	strbuf_puts(out, " -C --as-of -v --verbose --help --version'"
		    "\n\t\treturn\n\t\t;;\n");
	for (size_t i = 0; command_table[i]; i++)
		put_command(out, command_table[i]);
	strbuf_puts(out, "\tesac\n"
		    "\tcase $cur in\n"
		    "\t-*) _tuneup_offer -W \"$opts\" ;;\n"
		    "\t*) _tuneup_offer -f ;;\n"
		    "\tesac\n}\ncomplete -o filenames -F _tuneup tuneup\n");
}
