#include "cli/check_readers.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "publish/publish.h"

#define GROUP_READS 0040u
#define OTHERS_READ 0004u

/* Whoever reads a file has to pass every folder above it. */
static bool may_pass(const struct stat *st, unsigned mode, gid_t group)
{
	if (mode & OTHERS_READ && !(st->st_mode & S_IXOTH))
		return false;
	if (mode & GROUP_READS && !(st->st_mode & S_IXOTH) &&
	    (st->st_gid != group || !(st->st_mode & S_IXGRP)))
		return false;
	return true;
}

/* Cut the last part off; false at the root. */
static bool go_up(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash || !path[1])
		return false;
	slash[slash == path] = '\0';
	return true;
}

static void check_way(const struct config *config, gid_t group,
		      struct strbuf *said, size_t *warnings)
{
	char *path = realpath(config->dir, NULL);
	bool others = config->reports_mode & OTHERS_READ;
	struct stat st;

	if (group == (gid_t)-1)
		group = getegid();
	while (path && !stat(path, &st)) {
		if (!may_pass(&st, config->reports_mode, group)) {
			strbuf_printf(said, "readers         cannot pass %s to "
				      "reports/: run `chmod %s+x` on it%s\n",
				      path, others ? "o" : "g",
				      others || st.st_gid == group ? "" :
				      " and give it to their group");
			++*warnings;
			break;
		}
		if (!go_up(path))
			break;
	}
	free(path);
}

int check_readers(const struct config *config, struct strbuf *said,
		  size_t *warnings, struct err *err)
{
	gid_t group;

	if (group_find(&group, config->reports_group, err))
		return -1;
	if (config->reports_mode & (GROUP_READS | OTHERS_READ))
		check_way(config, group, said, warnings);
	return 0;
}
