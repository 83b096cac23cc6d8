#include "cli/roi_words.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"

#define LABEL_WIDTH 14
#define VALUE_WIDTH 14

bool roi_is_text(const char *format)
{
	return !format || strcmp(format, "text") == 0;
}

void roi_line(struct strbuf *out, const char *label, const char *value,
	      const char *made_of)
{
	size_t width = utf8_width(value);

	strbuf_puts(out, label);
	strbuf_pad(out, ' ', LABEL_WIDTH - utf8_width(label));
	strbuf_pad(out, ' ', width < VALUE_WIDTH ? VALUE_WIDTH - width : 0);
	strbuf_puts(out, value);
	if (*made_of)
		strbuf_printf(out, "   %s", made_of);
	strbuf_putc(out, '\n');
}

int roi_say(struct strbuf *out, struct err *err)
{
	int ret = say_bytes(err, out->s, out->len);

	strbuf_release(out);
	return ret;
}

const char *roi_number(struct arena *a, double v, int digits)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(a, num_text(buf, v, digits));
}

const char *roi_signed(struct arena *a, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(a, signed_percent_text(buf, v, 1));
}

const char *roi_percent(struct arena *a, double v, int digits)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(a, percent_text(buf, v, digits));
}

const char *roi_weeks(struct arena *a, double weeks)
{
	if (isinf(weeks))
		return "not reached";
	return arena_printf(a, "%s weeks", roi_number(a, weeks, 1));
}

const char *roi_plain(struct arena *a, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_printf(a, "%s%s", v < 0 ? "\u2212" : "",
			    num_exact(buf, fabs(v)));
}

void roi_tornado(struct strbuf *out, const struct tornado *t,
		 const char *currency, struct arena *a)
{
	struct tornado_row row[TORNADO_INPUTS];
	size_t n = tornado_rows(row, t), widest = 0;
	char buf[3][NUM_TEXT_MAX];

	strbuf_printf(out, "\n%s matter%s most. Benefit less cost, %s, with "
		      "one input changed:\n", tornado_name(row[0].input),
		      row[0].input == TORNADO_RATE ||
		      row[0].input == TORNADO_RECAPTURE ? "s" : "",
		      money_text(buf[0], tornado_base(t), 2, currency));
	for (size_t i = 0; i < n; i++) {
		size_t width = utf8_width(tornado_words(a, &row[i]));

		widest = width > widest ? width : widest;
	}
	for (size_t i = 0; i < n; i++) {
		const char *words = tornado_words(a, &row[i]);

		strbuf_printf(out, "  %s", words);
		strbuf_pad(out, ' ', widest - utf8_width(words));
		strbuf_printf(out, "   %s to %s\n",
			      money_text(buf[1], row[i].net_low, 2, currency),
			      money_text(buf[2], row[i].net_high, 2,
					 currency));
	}
}
