/*
 * Dates for any calendar: RFC 5545, one all-day event an item. The UID stays
 * the same and SEQUENCE grows, so that a calendar moves an event it knows; a
 * withdrawn one is CANCELLED. DTSTAMP is the day of the dispatch: the same
 * dates give the same bytes. Two teams in one calendar have different UIDs.
 */
#include <string.h>

#include "base/date.h"
#include "exchange/dispatch.h"

#define LINE_MAX_BYTES 75	/* RFC 5545 3.1, without the line break */

/* A content line, folded between characters. */
static void put_line(struct strbuf *out, const char *line)
{
	size_t at = 0, room = LINE_MAX_BYTES;

	while (line[at]) {
		size_t n = strlen(line + at);

		if (n > room) {
			n = room;
			while (n && ((unsigned char)line[at + n] & 0xc0) ==
				    0x80)
				n--;
		}
		strbuf_add(out, line + at, n);
		strbuf_puts(out, "\r\n");
		at += n;
		if (line[at])
			strbuf_putc(out, ' ');
		room = LINE_MAX_BYTES - 1;
	}
}

/* A property whose value is a text. */
static void put_text(struct strbuf *out, const char *name, const char *text)
{
	struct strbuf line = STRBUF_INIT;

	strbuf_printf(&line, "%s:", name);
	for (; *text; text++) {
		if (*text == '\n') {
			strbuf_puts(&line, "\\n");
			continue;
		}
		if (strchr("\\;,", *text))
			strbuf_putc(&line, '\\');
		strbuf_putc(&line, *text);
	}
	put_line(out, line.s);
	strbuf_release(&line);
}

static void put_day(struct strbuf *out, const char *name, int32_t day)
{
	struct civil c = day_civil(day);

	strbuf_printf(out, "%s;VALUE=DATE:%04d%02d%02d\r\n", name, c.year,
		      c.month, c.day);
}

/* Eight hex digits that tell teams apart. */
static const char *team_id(const struct config *config, struct arena *a)
{
	uint8_t digest[SHA256_SIZE];
	char hex[SHA256_HEX];

	sha256_bytes(digest, config->team, strlen(config->team));
	return arena_strndup(a, sha256_hex(hex, digest), 8);
}

static void put_event(struct strbuf *out, const struct outgoing *o,
		      const struct dispatch_job *job)
{
	struct civil now = day_civil(job->as_of);
	const char *owner = *o->owner ?
		arena_printf(job->a, " (%s)", o->owner) : "";

	strbuf_puts(out, "BEGIN:VEVENT\r\n");
	put_line(out, arena_printf(job->a, "UID:%s@%s.tuneup", o->id,
				   team_id(job->config, job->a)));
	strbuf_printf(out, "DTSTAMP:%04d%02d%02dT000000Z\r\n", now.year,
		      now.month, now.day);
	put_day(out, "DTSTART", o->due);
	put_day(out, "DTEND", o->due + 1);
	put_text(out, "SUMMARY", arena_printf(job->a, "%s%s%s",
		 o->kind == OUTGOING_TASK ? "Due: " : "", o->title, owner));
	put_text(out, "DESCRIPTION", o->text);
	strbuf_printf(out, "SEQUENCE:%lld\r\nSTATUS:%s\r\n"
		      "CATEGORIES:tuneup\r\nTRANSP:TRANSPARENT\r\n"
		      "END:VEVENT\r\n", (long long)o->version - 1,
		      o->change == CHANGE_WITHDRAWN ? "CANCELLED" :
						      "CONFIRMED");
}

static void ics_write(struct dispatch_files *out,
		      const struct dispatch_job *job)
{
	struct strbuf *s = dispatch_file(out, "");

	strbuf_puts(s, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
		    "PRODID:-//tuneup//tuneup//EN\r\nCALSCALE:GREGORIAN\r\n"
		    "METHOD:PUBLISH\r\n");
	for (size_t i = 0; i < job->n; i++)
		put_event(s, job->item[i], job);
	strbuf_puts(s, "END:VCALENDAR\r\n");
}

const struct dispatch_system dispatch_ics = {
	.id = "ics", .title = "Calendar", .extension = "ics",
	.next = "open it, or import it into any calendar",
	.reviews = true, .dated = true, .write = ics_write
};
