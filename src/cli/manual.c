/*
 * cli/manual.c - tuneup.1: commands and options from their tables, and the
 * prose that no table has.
 *
 * mdoc wants each sentence on a line of its own and no line beyond 80 bytes;
 * the texts are broken here, so they are written as for --help.
 */
#include "cli/manual.h"

#include <string.h>

#include "cli/command.h"

#define LINE_BYTES 78

/* A character that roff would take for its own. */
static void put_char(struct strbuf *out, char c)
{
	if (c == '\\')
		strbuf_puts(out, "\\e");
	else if (c == '-')
		strbuf_puts(out, "\\-");
	else
		strbuf_putc(out, c);
}

static void put_word(struct strbuf *out, const char *word, size_t len,
		     bool first)
{
	/* a line that begins with one of these is a request */
	if (first && (word[0] == '.' || word[0] == '\''))
		strbuf_puts(out, "\\&");
	for (size_t i = 0; i < len; i++)
		put_char(out, word[i]);
}

static bool ends_sentence(const char *word, size_t len)
{
	while (len && strchr(")`\"", word[len - 1]))
		len--;
	return len > 1 && strchr(".!?", word[len - 1]);
}

/* Running text; line breaks in it mean nothing. */
static void put_text(struct strbuf *out, const char *text, size_t len)
{
	const char *end = text + len;
	size_t line = 0;

	while (text < end) {
		size_t word;

		while (text < end && (*text == ' ' || *text == '\n'))
			text++;
		word = 0;
		while (text + word < end && text[word] != ' ' &&
		       text[word] != '\n')
			word++;
		if (!word)
			break;
		if (line && line + 1 + word > LINE_BYTES) {
			strbuf_putc(out, '\n');
			line = 0;
		}
		if (line)
			strbuf_putc(out, ' ');
		put_word(out, text, word, !line);
		line += word + (line > 0);
		if (ends_sentence(text, word)) {
			strbuf_putc(out, '\n');
			line = 0;
		}
		text += word;
	}
	if (line)
		strbuf_putc(out, '\n');
}

static void put(struct strbuf *out, const char *text)
{
	put_text(out, text, strlen(text));
}

/* Lines as they are. */
static void put_lines(struct strbuf *out, const char *text, size_t len)
{
	strbuf_puts(out, ".Bd -literal -offset indent\n");
	for (const char *end = text + len; text < end; ) {
		size_t line = 0, skip = 0;

		while (text + line < end && text[line] != '\n')
			line++;
		while (skip < line && text[skip] == ' ')
			skip++;
		put_word(out, text + skip, line - skip, true);
		strbuf_putc(out, '\n');
		text += line + 1;
	}
	strbuf_puts(out, ".Ed\n");
}

/* Are all lines of a paragraph behind its first one indented? */
static size_t literal_from(const char *text, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t line = 0;

		if (text[at] == ' ' && text[at + 1] == ' ')
			return at;
		while (at + line < len && text[at + line] != '\n')
			line++;
		at += line + 1;
	}
	return len;
}

/* What --help says: paragraphs, and examples that are indented. */
static void put_more(struct strbuf *out, const char *more)
{
	for (bool first = true; *more; first = false) {
		const char *gap = strstr(more, "\n\n");
		size_t len = gap ? (size_t)(gap - more) : strlen(more);
		size_t plain = literal_from(more, len);

		if (!first && plain)
			strbuf_puts(out, ".Pp\n");
		put_text(out, more, plain);
		if (plain < len)
			put_lines(out, more + plain, len - plain);
		more += len + (gap ? 2 : 0);
	}
}

static void put_options(struct strbuf *out, const struct option_spec *s)
{
	if (!s || !s->name)
		return;
	strbuf_puts(out, ".Bl -tag -width Ds\n");
	for (; s->name; s++) {
		strbuf_puts(out, ".It ");
		if (s->letter)
			strbuf_printf(out, "Fl %c , ", s->letter);
		strbuf_puts(out, "Fl Fl ");
		put_word(out, s->name, strlen(s->name), false);
		if (s->value)
			strbuf_printf(out, " Ar %s", s->value);
		strbuf_putc(out, '\n');
		put(out, s->help);
	}
	strbuf_puts(out, ".El\n");
}

static void put_command(struct strbuf *out, const struct command *c)
{
	strbuf_puts(out, ".Ss ");
	put_word(out, c->id, strlen(c->id), false);
	strbuf_puts(out, "\n");
	put_lines(out, c->usage, strlen(c->usage));
	strbuf_printf(out, "%c", c->help[0] - ('a' <= c->help[0] &&
					       c->help[0] <= 'z' ? 32 : 0));
	put(out, c->help + 1);
	out->s[out->len - 1] = '.';
	strbuf_puts(out, "\n.Pp\n");
	if (c->more)
		put_more(out, c->more);
	put_options(out, c->options);
}

struct entry { const char *tag, *text; };

static void put_list(struct strbuf *out, const char *macro,
		     const struct entry *e)
{
	strbuf_puts(out, ".Bl -tag -width Ds\n");
	for (; e->tag; e++) {
		strbuf_printf(out, ".It %s", macro);
		put_word(out, e->tag, strlen(e->tag), false);
		strbuf_putc(out, '\n');
		put(out, e->text);
	}
	strbuf_puts(out, ".El\n");
}

static const struct entry global_options[] = {
	{ "C Ar dir", "Work in the workspace dir. Without it, here." },
	{ "Fl as\\-of Ar date", "Take date as today. Two runs with the same "
	  "store, the same configuration and the same date write the same "
	  "bytes." },
	{ "v , Fl Fl verbose", "Say on standard error which workspace and day are "
	  "used, and with the account of each import its columns, its first "
	  "rows and every note." },
	{ "h , Fl Fl help", "List the commands; behind a command, say all "
	  "about it." },
	{ "V , Fl Fl version", "Print the versions of tuneup, of its store "
	  "and of its libraries." },
	{ 0 }
};

static void put_exit_codes(struct strbuf *out)
{
	strbuf_puts(out, ".Bl -tag -width Ds\n");
	for (const struct err_code_entry *e = err_codes; e->name; e++) {
		strbuf_printf(out, ".It %d\n", (int)e->code);
		put(out, e->words);
	}
	strbuf_puts(out, ".El\n");
}

static const struct entry files[] = {
	{ "tuneup.yaml", "The team, rates, time zone, limits. Every key "
	  "stands in it with its default." },
	{ "workflows.yaml", "The documented process: workflows, steps and "
	  "their manual minutes." },
	{ "playbook.yaml", "The approved actions: nothing else is ever "
	  "recommended." },
	{ "people.key", "The secret behind people's pseudonyms, 0600. Keep a "
	  "copy apart from the backups." },
	{ "profiles/", "Your own profiles of exports, beside those built "
	  "in." },
	{ "templates/", "Your own report templates and theme." },
	{ "inbox/", "Exports to be read." },
	{ "rejects/", "Rows that were set aside, each with its reason." },
	{ "reports/", "What was published; manifest.json lists it with "
	  "SHA-256." },
	{ "backups/", "Copies of the store that were read back; the highest "
	  "number is the newest." },
	{ "tuneup.db", "The store, one SQLite file. Its tables say in "
	  "comments what they hold." },
	{ "tuneup.db.lock", "The lock of a run, with its process number. It "
	  "is never removed." },
	{ "/usr/share/fonts/truetype/lato/", "The typeface of the reports, "
	  "unless share/tuneup/fonts has one." },
	{ 0 }
};

static void put_globals(struct strbuf *out)
{
	strbuf_puts(out, ".Bl -tag -width Ds\n");
	for (const struct entry *e = global_options; e->tag; e++) {
		strbuf_printf(out, ".It Fl %s\n", e->tag);
		put(out, e->text);
	}
	strbuf_puts(out, ".El\n");
}

static void put_head(struct strbuf *out)
{
	strbuf_printf(out, ".Dd %s\n.Dt TUNEUP 1\n.Os\n.Sh NAME\n.Nm tuneup\n"
		      ".Nd where the hours of AI work go, and what to do "
		      "about it\n.Sh SYNOPSIS\n.Nm\n.Op Fl C Ar dir\n"
		      ".Op Fl Fl as\\-of Ar date\n.Op Fl v\n.Ar command\n"
		      ".Op Ar options\n.Op Ar\n", TUNEUP_RELEASED);
	strbuf_puts(out, ".Sh DESCRIPTION\n.Nm\n");
	put(out, "reads the CSV exports of the systems a team works with, "
	    "keeps them in one SQLite file, and writes a weekly workbook for "
	    "a tuning session of 30 minutes, a quarterly PDF for management, "
	    "and answers on the terminal. It has no network code.");
	strbuf_puts(out, ".Pp\n");
	put(out, "A workspace is one folder that belongs to one user. One "
	    "command at a time may write; a second one exits with 75. "
	    "Results go to standard output, all else to standard error. A "
	    "command that succeeds is silent but for its result, so that "
	    "cron sends mail only when something is wrong.");
	strbuf_puts(out, ".Pp\nOptions before the command:\n");
	put_globals(out);
}

static void put_examples(struct strbuf *out)
{
	static const char first[] =
		"tuneup init team && cd team\n"
		"tuneup check\n"
		"tuneup import --dry-run ~/Downloads/export.csv\n"
		"tuneup import ~/Downloads/*.csv\n"
		"tuneup show weekly\n"
		"tuneup weekly";
	static const char cron[] =
		"30 6 * * 1  cd /srv/team && timeout 30m tuneup import -q "
		"inbox/*.csv";
	static const char move[] =
		"tuneup backup --to /media/disk\n"
		"scp -p *.yaml people.key /media/disk/tuneup-*.db "
		"other:/srv/team/\n"
		"ssh other 'cd /srv/team && tuneup restore tuneup-*.db'";

	strbuf_puts(out, ".Sh EXAMPLES\nA workspace, and its first report:\n");
	put_lines(out, first, sizeof first - 1);
	strbuf_puts(out, ".Pp\nA line of a crontab:\n");
	put_lines(out, cron, sizeof cron - 1);
	strbuf_puts(out, ".Pp\nThe store moves to another machine:\n");
	put_lines(out, move, sizeof move - 1);
}

void manual_page(struct strbuf *out)
{
	put_head(out);
	strbuf_puts(out, ".Sh COMMANDS\n");
	for (size_t i = 0; command_table[i]; i++)
		put_command(out, command_table[i]);
	strbuf_puts(out, ".Sh ENVIRONMENT\n");
	put(out, "No variable is read. The time zone is that of tuneup.yaml, "
	    "whatever TZ says, and numbers are written the same under every "
	    "locale.");
	strbuf_puts(out, ".Sh FILES\nIn the workspace:\n");
	put_list(out, "Pa ", files);
	strbuf_puts(out, ".Sh EXIT STATUS\n");
	put(out, "Codes are those of sysexits.h, which systemd and mail "
	    "servers know by name. The last line of a failed command says "
	    "what to do. It has changed nothing, or says what it has.");
	put_exit_codes(out);
	put_examples(out);
	strbuf_puts(out, ".Sh SEE ALSO\nsqlite3(1), crontab(5), "
		    "systemd.timer(5)\n.Pp\n");
	put(out, "In share/doc/tuneup, numbers.md says what each number means "
	    "and what may be changed in the reports, profiles.md how another "
	    "export is read, running.md how a timer, readers and backups are "
	    "set up.");
	strbuf_puts(out, ".Sh SECURITY CONSIDERATIONS\n");
	put(out, "Exports are treated as hostile; text from them is never "
	    "written as a formula. People's names become keyed pseudonyms "
	    "while a file is read and are kept nowhere. Programs that "
	    "tuneup.yaml names run without a shell and for a limited time. "
	    "SECURITY.md has the threats and what is done about each.");
}
