"""One report read: its sentences, its claims, and what nobody has read."""
import datetime as dt
import re

import actions
import charts
import claims_corrections  # noqa: F401
import claims_decided  # noqa: F401
import claims_map  # noqa: F401
import claims_money  # noqa: F401
import claims_missing  # noqa: F401
import claims_pages  # noqa: F401
import claims_rhythm  # noqa: F401
import claims_sheets  # noqa: F401
from claims import SAYS
from figures import KINDS, Figures

CLAIMS = actions.claims_of_actions()

# What must not be left over: a number, a word for one, a word of judgement.
NUMBER = re.compile(r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|"
                    r"eleven|twelve|(?:one|none) of)\b", re.I)
JUDGED = re.compile(r"\b(rose|fell|risen|fallen|probably|improving|"
                    r"degrading|stable|above|below|shift|saved|lost|"
                    r"not clear|surely)\b")

# Numbers of sentences that come from the template or the settings.
SETTINGS = re.compile(
    r"(?:week \d+(?: to week \d+)?|Week \d+, [^.;:]*\d{4}|Q\d \d{4}"
    r"(?:, [^.;:]*\d{4})?|Table \d of the article|\d+ % is the share of freed "
    r"hours|on one scale|\d+ per cent|over \d+ weeks|data to [^,]+,|"
    r"everything below follows|planned with 135 minutes[^;.]*2 to 4 hours|"
    r"Hours saved and ROI|Hours saved cannot be "
    r"said yet|low: \d+ % less benefit, \d+ % more cost|"
    r"\b\d{1,2} [A-Z][a-z]{2}(?: \d{4})?|[a-z_]+\.yaml)")


class Report:
    def __init__(self, doc, figures, names, limit, as_of, data_from,
                 playbook):
        """figures: {"week": Figures ...}; names: {what people read: id}"""
        self.doc, self.figures, self.limit = doc, figures, limit
        self.names, self.as_of = names, as_of
        self.data_from, self.playbook = data_from, playbook
        self.kind = KINDS[doc["report"]]
        self.first, self.last = self.days()
        self.sheet_workflow = self.element = None
        self.charts = {}

    def days(self):
        f = self.figures[self.kind]
        for row in f.rows.values():
            if self.period_id(row) == self.doc["period"]:
                return row.first, row.last
        raise ValueError(f"no figure of {self.doc['period']}")

    def period_id(self, row):
        if self.kind == "week":
            year, week, _ = row.first.isocalendar()
            return f"{year}-W{week:02}"
        return f"{row.first.year}-Q{(row.first.month - 1) // 3 + 1}"

    def now(self, metric, workflow=None, **scope):
        return self.figures[self.kind].get(metric, self.first,
                                           workflow=workflow, **scope)

    def before(self, metric, workflow=None):
        f = self.figures[self.kind]
        days = sorted({first for _, _, first in f.rows
                       if first < self.first})
        return f.get(metric, days[-1], workflow=workflow) if days else None

    def subject(self, name):
        """The workflow of a name at the beginning of a sentence."""
        if name == "All work":
            return None
        return self.names.get(name, name)

    def scope(self, where):
        if where.lower() == "over all work":
            return None
        return self.subject(where[3:])

    def names_of(self, workflow):
        return next((n for n, i in self.names.items() if i == workflow),
                    workflow)

    def all_workflows(self):
        """All with figures in any period."""
        return sorted({dict(s)["workflow"]
                       for m, s, _ in self.figures["week"].rows
                       if m == "rework" and len(s) == 1 and
                       s[0][0] == "workflow"})

    def workflows(self):
        """With outputs in this period."""
        return [w for w in self.all_workflows()
                if (f := self.now("outputs", w)) and f.value]

    def verdicts(self):
        """Of the workflows that have a rate."""
        return [f.verdict for w in self.workflows()
                if (f := self.now("rework", w)) and f.value is not None]

    @property
    def unknown_share(self):
        f = self.now("unknown")
        return f.value if f and f.value is not None else 0

    def chart(self, metric, workflow, kind, direction):
        asked = metric, workflow
        if asked not in self.charts:
            self.charts[asked] = charts.chart_of(
                self.figures["week"], metric, workflow, self.data_from,
                min(self.last, self.as_of), kind, direction)
        return self.charts[asked]

    def elements(self, block):
        return [e for p in self.doc["parts"] for e in p["elements"]
                if e["block"] == block]

    def results(self):
        return next(e["results"] for e in self.elements("roi_what_if")
                    if e["type"] == "form")

    def total_row(self, block, title):
        table = next(e for e in self.elements(block) if e["type"] == "table"
                     and e["title"] == title)
        cells = [c["text"] for c in table["rows"][-1]]
        return dict(zip(table["columns"], cells))


def sentences(doc):
    """(element, kind of sentence, text)"""
    for part in doc["parts"]:
        for e in part["elements"]:
            if e["type"] == "text" and (e["style"] != "note" or
                                        e["block"] in SMALL):
                yield e, e["style"], e["text"]
            elif e["type"] == "list":
                for item in e["items"]:
                    yield e, "title", item["title"]
                    yield e, "body", item["body"]
            elif e["type"] == "chart" and not e.get("empty"):
                yield e, "chart", e["title"]
            elif e["type"] == "table" and SAYS in e["columns"]:
                at = e["columns"].index(SAYS)
                for row in e["rows"]:
                    yield e, "row", row[at]["text"]


SMALL = {"cash_capacity"}   # sentences in small type
LEFT_OUT = {"method", "method_limits", "text"}


def read_sentence(report, text):
    """What is wrong with it."""
    left = report.playbook.mark(text)
    for pattern, check in CLAIMS:
        while found := pattern.search(left):
            for what in check(found, report):
                yield f"{check.__name__}: {what}"
            left = (left[:found.start()] + " \0 " + left[found.end():])
    left = SETTINGS.sub(" ", left)
    if NUMBER.search(left) or JUDGED.search(left):
        yield f"nobody read: {' '.join(left.replace(chr(0), '…').split())}"


def read_report(report):
    """(sentences read, [(block, sentence, what is wrong)])"""
    read, breaches = 0, []
    for element, _, text in sentences(report.doc):
        if element["block"] in LEFT_OUT or not text:
            continue
        report.element = element
        read += 1
        for what in read_sentence(report, text):
            breaches.append((element["block"], text, what))
    for what in actions.read_table(report):
        breaches.append(("recommendations", "its table", what))
    return read, breaches


def report_of(doc, tables, names, limit, as_of, playbook):
    """tables: what `tuneup figures` printed, by period."""
    figures = {kind: Figures(text) for kind, text in tables.items()}
    data_from = min((f.first for f in figures["week"].series("outputs", None)
                     if f.value), default=dt.date.min)
    return Report(doc, figures, names, limit, as_of, data_from, playbook)
