#include "render/render.h"

#include <string.h>

#include "base/file.h"
#include "render/versions.h"

const struct renderer *const renderer_table[] = {
	&renderer_text,
	&renderer_xlsx,
	&renderer_pdf,
	NULL
};

const struct renderer *renderer_find(const char *id)
{
	for (size_t i = 0; renderer_table[i]; i++)
		if (!strcmp(renderer_table[i]->id, id))
			return renderer_table[i];
	return NULL;
}

/* Debian keeps a family's files in a directory of its package. */
#define FONTS_OURS TUNEUP_PREFIX "/share/tuneup/fonts"
#define FONTS_DEBIAN "/usr/share/fonts/truetype"

int font_find(char **path, struct arena *a, const char *family,
	      const char *weight, struct err *err)
{
	char *lower = arena_strdup(a, family);

	if (strchr(family, '/') || strstr(family, ".."))
		return err_set(err, ERR_CONFIG,
			       "theme.yaml: font: '%s' is a path; give the "
			       "family's name, like Lato", family);
	*path = arena_printf(a, "%s/%s-%s.ttf", FONTS_OURS, family, weight);
	if (path_exists(*path))
		return 0;
	for (char *p = lower; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	*path = arena_printf(a, "%s/%s/%s-%s.ttf", FONTS_DEBIAN, lower,
			     family, weight);
	if (path_exists(*path))
		return 0;
	*path = NULL;
	return err_set(err, ERR_CONFIG,
		       "the font %s-%s.ttf is neither in %s nor in %s/%s; "
		       "install the package fonts-%s", family, weight,
		       FONTS_OURS, FONTS_DEBIAN, lower, lower);
}

void render_versions(struct strbuf *out)
{
	strbuf_printf(out, "libxlsxwriter %s, %s, libharu %s%s",
		      xlsx_library_version(), xml_library_version(),
		      pdf_library_version(),
		      pdf_library_tags() ? "" : " (not tried: PDF without "
						"tags)");
}
