#include "config/embedded.h"

#include <string.h>

const struct embedded_file *embedded_find(const char *name)
{
	for (const struct embedded_file *p = embedded_files; p->name; p++)
		if (!strcmp(p->name, name))
			return p;
	return NULL;
}
