"""What the front page says is missing, read from the rows of the files."""
import datetime as dt

from claims import claim, wrong
from claims_sheets import rows_of


@claim(r"^Missing: (?P<names>.+?)\. Left out, not counted as 0\.$")
def is_missing(m, r):
    files = next((e for e in r.elements("files") if e["type"] == "table"),
                 None)
    if not files:
        return
    names = [n.replace("exports of ", "canonical-")
             for n in m["names"].split(", ")]
    for row in rows_of(r, "files", files["title"]):
        first, last = (row[c].get("value") for c in ("First day", "Last day"))
        if row["Profile"]["text"] in names and first and \
                dt.date.fromisoformat(first) <= r.last and \
                dt.date.fromisoformat(last) >= r.first:
            yield wrong(row["Profile"]["text"],
                        f"{row['File']['text']} has rows of the period")
