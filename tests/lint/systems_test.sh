#!/bin/sh
# The systems the article names, in report-templates/README.md: each has a row,
# and what proves it is there and names it or its file.
set -eu
cd "$(dirname "$0")/../.."
readme=report-templates/README.md
failed=0
table=$(sed -n '/^## The systems the article names/,/^## /p' $readme |
	grep '^| ' | tail -n +2)

for system in "Notion AI" "ClickUp AI" "Claude 3 Opus" GPT-4 Jasper Copy.ai \
	Zapier Make Buffer Hootsuite Canva "HubSpot AI" Customer.io \
	"Looker Studio" "Power BI" "Tableau CRM" "Google Analytics" \
	"ad platforms" Asana Lucidchart Miro Draw.io
do
	row=$(printf '%s\n' "$table" | grep "^| $system[ :]") || {
		echo "$readme: no row for $system"
		failed=1
		continue
	}
	proof=$(printf '%s\n' "$row" | awk -F'|' '{ print $5 }')
	case $proof in
	*tests/*) ;;
	*)
		echo "$readme: $system: no test proves it"
		failed=1
		;;
	esac
	for path in $(printf '%s\n' "$proof" | grep -o '`[^`]*`' | tr -d '`'); do
		[ -s "$path" ] || {
			echo "$readme: $system: there is no $path"
			failed=1
		}
	done
done
exit $failed
