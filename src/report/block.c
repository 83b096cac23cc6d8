#include "report/block.h"

#include <string.h>

#include "report/blocks/table.h"

#define BLOCK_ENTRY(id) &block_##id,
#define BLOCK_NAME(id) #id,

const struct block *const block_table[] = { BLOCKS(BLOCK_ENTRY) NULL };

static const char *const block_name[] = { BLOCKS(BLOCK_NAME) NULL };

const struct block *block_find(const char *id)
{
	for (size_t i = 0; block_table[i]; i++)
		if (!strcmp(block_table[i]->id, id))
			return block_table[i];
	return NULL;
}

bool block_known(const char *id)
{
	return block_find(id) != NULL;
}

const char *const *block_names(size_t *n)
{
	*n = sizeof block_name / sizeof *block_name - 1;
	return block_name;
}
