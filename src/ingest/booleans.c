#include "ingest/booleans.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static bool is_one_of(const char *const *words, const char *s)
{
	for (; *words; words++)
		if (!strcmp(*words, s))
			return true;
	return false;
}

int boolean_read(const char *folded)
{
	static const char *const yes[] = {
		"yes", "y", "true", "t", "1", "checked",
		"ja", "wahr", "sí", "si", "verdadero", "oui", "vrai", "sì",
		"vero", "sim", "verdadeiro", "waar", "sand", "sant", "tak",
		"prawda", "да", "истина", "はい", "真", "是", NULL
	};
	static const char *const no[] = {
		"no", "n", "false", "f", "0", "unchecked",
		"nein", "falsch", "falso", "non", "faux", "não", "nao",
		"nee", "onwaar", "nej", "nei", "falsk", "falskt", "nie",
		"fałsz", "не", "нет", "ложь", "いいえ", "偽", "否", NULL
	};

	if (is_one_of(yes, folded))
		return 1;
	return is_one_of(no, folded) ? 0 : -1;
}
