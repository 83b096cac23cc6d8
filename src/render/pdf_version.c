#include "render/versions.h"

#include <hpdf.h>
#include <string.h>

const char *pdf_library_version(void)
{
	return HPDF_GetVersion();
}

/* Versions whose files were read back by others: see tests/formats. */
bool pdf_version_tags(const char *compiled, const char *running)
{
	static const char *const tried[] = { "2.3.0" };

	if (strcmp(compiled, running) != 0)
		return false;
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++)
		if (strcmp(running, tried[i]) == 0)
			return true;
	return false;
}

bool pdf_library_tags(void)
{
	return pdf_version_tags(HPDF_VERSION_TEXT, HPDF_GetVersion());
}
