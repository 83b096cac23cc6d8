#!/bin/sh
# Files of every byte value go through scripts/embed and a compiler and come
# back as they were; the order of the arguments changes nothing.
#
#   tests/lint/embed_test.sh
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

mkdir -p report-templates/profiles
awk 'BEGIN { for (i = 1; i < 256; i++) printf "\\%03o", i }' >escapes
# shellcheck disable=SC2059  # the escapes are the format
printf "$(sed 's/\\045/%%/' escapes)" >report-templates/bytes
head -c 70 /dev/zero >report-templates/zeros
: >report-templates/empty
printf 'name: "Grüße" \\ ??=\n\ttab\r\n\nno newline' \
	>report-templates/profiles/text.yaml

"$top/scripts/embed" one.c $(find report-templates)
"$top/scripts/embed" two.c $(find "$dir/report-templates" -type f | sort -r)
cmp one.c two.c

cat >main.c <<'END'
#include <stdio.h>
#include <string.h>
#include "config/embedded.h"

int main(int argc, char **argv)
{
	const struct embedded_file *f = embedded_files;

	while (argc == 2 && f->name && strcmp(f->name, argv[1]))
		f++;
	if (argc != 2 || !f->name)
		return 1;
	return fwrite(f->bytes, 1, f->len, stdout) != f->len;
}
END
for cc in gcc clang; do
	command -v $cc >/dev/null || continue
	$cc -std=c17 -Wall -Wextra -Werror -I"$top/src" -o out main.c one.c
	for name in bytes zeros empty profiles/text.yaml; do
		./out "$name" >back
		cmp back "report-templates/$name"
	done
done

if "$top/scripts/embed" three.c report-templates/missing 2>said ||
	[ -e three.c ] || ! grep -q missing said; then
	echo "FAILED: a missing file was taken"
	exit 1
fi
echo "embed: every byte came back"
