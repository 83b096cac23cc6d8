#!/bin/sh
# Plants one wrong include at a time in a small tree and wants it found.
#
#   tests/lint/check_layers_test.sh
set -u

check_layers=$(cd "$(dirname "$0")/../.." && pwd)/scripts/check-layers
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0
cases=0

# A tree that keeps the rules.
grow() {
	rm -rf "$tree/src"
	for room in base config store ingest metrics findings report \
		report/blocks render publish exchange cli; do
		mkdir -p "$tree/src/$room"
		echo '#include <stddef.h>' >"$tree/src/$room/x.h"
	done
	: >"$tree/src/report/model.h"
	: >"$tree/src/render/xlsx_read.h"
	printf '#include "cli/x.h"\n#include "base/x.h"\n' >"$tree/src/main.c"
	printf '#include "render/x.h"\n#include "report/model.h"\n' \
		>"$tree/src/publish/x.c"
	printf '#include <sqlite3.h>\n#include "base/x.h"\n' \
		>"$tree/src/store/x.c"
	printf '#include <hpdf.h>\n' >"$tree/src/render/pdf.c"
	printf '#include <sys/stat.h>\n#include <openssl/evp.h>\n' \
		>"$tree/src/base/hash.c"
	printf '#include "exchange/x.h"\n#include "store/x.h"\n' \
		>"$tree/src/cli/x.c"
	printf '#include "report/x.h"\n#include "findings/x.h"\n' \
		>"$tree/src/report/blocks/x.c"
}

# refused FILE LINE TEXT-OF-LINE
refused() {
	cases=$((cases + 1))
	grow
	mkdir -p "$tree/$(dirname "$1")"
	: >"$tree/$1"
	i=1
	while [ "$i" -lt "$2" ]; do
		echo '/* a line before */' >>"$tree/$1"
		i=$((i + 1))
	done
	printf '%s\n' "$3" >>"$tree/$1"
	said=$("$check_layers" "$tree")
	status=$?
	case $said in
	"$1:$2: "*) ;;
	*) status=wrong ;;
	esac
	if [ "$status" != 1 ]; then
		printf 'FAILED %s:%s %s\n  status %s: %s\n' "$1" "$2" "$3" \
			"$status" "$said"
		failed=1
	fi
}

grow
if ! said=$("$check_layers" "$tree") || [ -n "$said" ]; then
	printf 'FAILED a tree that keeps the rules\n  %s\n' "$said"
	failed=1
fi

# arrows between rooms
refused src/base/y.c 3 '#include "store/x.h"'
refused src/config/y.c 1 '#include "store/x.h"'
refused src/store/y.c 1 '#include "config/x.h"'
refused src/metrics/y.h 7 '#include "findings/x.h"'
refused src/metrics/y.c 1 '#include "ingest/x.h"'
refused src/ingest/y.c 1 '#include "metrics/x.h"'
refused src/findings/y.c 1 '#include "report/model.h"'
refused src/report/blocks/y.c 1 '#include "render/x.h"'
refused src/report/y.c 1 '#include "store/x.h"'
refused src/render/y.c 2 '#include "report/x.h"'
refused src/render/y.c 2 '#include "store/x.h"'
refused src/publish/y.c 1 '#include "metrics/x.h"'
refused src/exchange/y.c 1 '#include "render/x.h"'
refused src/exchange/y.c 1 '#include "cli/x.h"'
refused src/main.c 2 '#include "store/x.h"'
refused src/base/y.c 1 '  #  include	"cli/x.h"'

# headers of others
refused src/metrics/y.c 1 '#include <sqlite3.h>'
refused src/store/y.c 1 '#include <csv.h>'
refused src/render/text.c 1 '#include <xlsxwriter.h>'
refused src/render/xlsx.c 1 '#include <hpdf.h>'
refused src/ingest/y.c 1 '#include <yaml.h>'
refused src/publish/y.c 1 '#include <jansson.h>'
refused src/render/xlsx.c 1 '#include <minizip/unzip.h>'
refused src/base/y.c 1 '#include <openssl/evp.h>'
refused src/config/y.c 1 '#include <utf8proc.h>'
refused src/cli/y.c 1 '#include <curl/curl.h>'

# how an include is written
refused src/store/y.c 1 '#include "x.h"'
refused src/store/y.c 1 '#include "../base/x.h"'
refused src/store/y.c 1 '#include "store/x.c"'
refused src/store/y.c 1 '#include "store/../cli/x.h"'
refused src/store/y.c 1 '#include "store/missing.h"'
refused src/store/y.c 1 '#include HEADER'
refused src/attic/y.c 1 'int attic;'

[ "$failed" = 0 ] && echo "check-layers: $cases violations found"
exit $failed
