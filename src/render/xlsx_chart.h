/*
 * render/xlsx_chart.h - what the files that draw native charts share
 * (private to them).
 */
#ifndef TUNEUP_RENDER_XLSX_CHART_H
#define TUNEUP_RENDER_XLSX_CHART_H

#include "render/xlsx_write.h"

#define CHART_POINTS 9.0	/* size of letters */

struct chart_job {
	struct writer *w;
	const struct doc_theme *theme;
	const struct xlsx_chart *c;
	const char *sheet;
	lxw_chart *chart;
};

/* Plain text that the library does not take for a formula. */
char *chart_plain(struct writer *w, const char *s);
lxw_chart_font chart_font(const struct chart_job *j, uint32_t colour,
			  bool bold);
void chart_no_line(lxw_chart_series *s);
void chart_set_marker(lxw_chart_series *s, uint8_t type, uint8_t size,
		      uint32_t colour);

/* xlsx_chart_forest.c */
void chart_write_forest(struct chart_job *j);

#endif
