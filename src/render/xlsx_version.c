#include "render/versions.h"

#include <xlsxwriter.h>

const char *xlsx_library_version(void)
{
	return lxw_version();
}
