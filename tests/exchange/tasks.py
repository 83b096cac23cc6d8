"""Tasks, messages and dates of accepted decisions."""
import csv
import datetime as dt
import email
import email.policy
import io
import json
import os
import re

import icalendar

ID = re.compile(r"20\d\d-W\d\d-[0-9a-f]{6}")
COLUMNS = {
    "asana": ["Name", "Description", "Section", "Assignee", "Due Date",
              "Type", "Tuneup ID"],
    "jira": ["Summary", "Issue Type", "Description", "Assignee", "Due date",
             "Labels", "Labels"],
    "clickup": ["Task Name", "Task Content", "Status", "Assignees",
                "Due Date", "Tags", "External ID"],
}
DUE = {"asana": 4, "jira": 4, "clickup": 4}
ASSIGNEE = {"asana": 3, "jira": 3, "clickup": 3}
TEXT = {"asana": 1, "jira": 2, "clickup": 1}
SYSTEMS = ("asana", "jira", "clickup", "slack", "ics")


def read_csv(checks, system, name, data):
    """{id: (title, text, assignee, due)}"""
    text = data.decode("utf-8")
    lines = list(csv.reader(io.StringIO(text, newline="")))
    checks.same(lines[0], COLUMNS[system], f"{name}: columns")
    checks.check(all(len(line) == len(lines[0]) for line in lines),
                 f"{name}: short or long rows")
    checks.check("\n" not in re.sub(r'"[^"]*"', "", text).replace("\r\n", ""),
                 f"{name}: line breaks outside of cells are CRLF")
    found = {}
    for line in lines[1:]:
        ids = set(ID.findall(" ".join(line)))
        checks.check(len(ids) == 1, f"{name}: {line[0]} has one id")
        due = line[DUE[system]]
        checks.check(not due or dt.date.fromisoformat(due), f"{name}: {due}")
        assignee = line[ASSIGNEE[system]]
        checks.check(not assignee or "@" in assignee, f"{name}: {assignee}")
        found[ids.pop()] = (line[0], line[TEXT[system]], assignee, due)
    return found


def read_slack(checks, name, data):
    message = json.loads(data)
    blocks = message["blocks"]
    checks.check(len(blocks) < 10, f"{name}: {len(blocks)} blocks")
    texts = [b["text"]["text"] for b in blocks if b["type"] == "section"]
    checks.check(all(len(t) <= 2500 for t in texts), f"{name}: long sections")
    checks.check(len(blocks[0]["text"]["text"]) <= 150, f"{name}: header")
    checks.check(not re.search(r"<[!@#]|<http", "".join(texts)),
                 f"{name}: calls nobody")
    return {i: None for i in ID.findall("\n".join(texts))}


def read_ics(checks, name, data):
    """{uid's id: (summary, due, sequence, status)}"""
    checks.check(all(len(line) <= 75 for line in data.split(b"\r\n")),
                 f"{name}: lines of more than 75 octets")
    calendar = icalendar.Calendar.from_ical(data)
    found = {}
    for event in calendar.walk("VEVENT"):
        uid = str(event["UID"]).split("@")[0]
        checks.check(uid not in found, f"{name}: {uid} once")
        day = event["DTSTART"].dt
        checks.same(event["DTEND"].dt - day, dt.timedelta(1),
                    f"{name}: {uid} lasts a day")
        found[uid] = (str(event["SUMMARY"]), day, int(event["SEQUENCE"]),
                      str(event["STATUS"]))
    return found


def read(checks, system, name, data):
    if system == "slack":
        return read_slack(checks, name, data)
    if system == "ics":
        return read_ics(checks, name, data)
    return read_csv(checks, system, name, data)


def dispatched(checks, w, system):
    """What a dispatch wrote anew: [(name, what it holds)]."""
    before = w.outbox()
    w.run("dispatch", "--to", system)
    after = w.outbox()
    checks.check(all(after.get(n) == d for n, d in before.items()),
                 f"{system}: files of before stay as they were")
    return [(name, read(checks, system, name, data))
            for name, data in after.items() if name not in before]


def decisions(found):
    return {i for i in found if ID.fullmatch(i)}


def test_first(checks, w, accepted, others):
    for system in SYSTEMS:
        dry = w.run("dispatch", "--to", system, "--dry-run")
        checks.check(all(i in dry for i in accepted), f"{system}: dry run")
        checks.check(not any(n.startswith(system) for n in w.outbox()),
                     f"{system}: a dry run writes nothing")
        files = dispatched(checks, w, system)
        checks.same(len(files), 1, f"{system}: files")
        name, found = files[0]
        checks.same(decisions(found), set(accepted),
                    f"{name}: every accepted decision, nothing else")
        checks.check(not any(i.encode() in w.outbox()[name] for i in others),
                     f"{name}: nothing of what was not accepted")
        if system in COLUMNS:
            checks.same([found[i][2] for i in accepted],
                        ["editors@northlight.example", "", ""],
                        f"{name}: addresses of known owners")
            checks.same([found[i][3] for i in accepted],
                        ["2026-12-01", "2026-12-02", "2026-12-03"],
                        f"{name}: due dates")
            checks.check(all('a, "b"; c\\d <e> & f' in found[i][1]
                             for i in accepted), f"{name}: reasons whole")
        if system == "ics":
            checks.check(all(found[i][2:] == (0, "CONFIRMED")
                             for i in accepted), f"{name}: new events")
            checks.same({i.rsplit("-20")[0] for i in found} -
                        {i.rsplit("-20")[0] for i in accepted},
                        {"session", "spot-check", "health-review"},
                        f"{name}: the three reviews")
        checks.same(dispatched(checks, w, system), [],
                    f"{system}: a second time nothing new")


def test_change(checks, w, accepted):
    w.run("decide", accepted[1], "A", "--due", "2026-12-09", "--owner",
          "Nobody we know", "--reason", "later")
    for system in SYSTEMS:
        files = dispatched(checks, w, system)
        checks.same([decisions(found) for _, found in files],
                    [{accepted[1]}], f"{system}: what changed, alone")
        name, found = files[0]
        if system in COLUMNS:
            checks.check(name.endswith("_changes.csv"),
                         f"{name}: changes have a file of their own")
            checks.same(found[accepted[1]][3], "2026-12-09",
                        f"{name}: the new date")
            checks.check(found[accepted[1]][1].startswith(
                "CHANGED: due 9 Dec 2026 (was 2 Dec 2026)"),
                f"{name}: says what changed")
        if system == "ics":
            checks.same(found[accepted[1]][1:],
                        (dt.date(2026, 12, 9), 1, "CONFIRMED"),
                        f"{name}: the event moves")
        checks.same(dispatched(checks, w, system), [],
                    f"{system}: a change once")


def test_withdrawn(checks, w, accepted):
    w.run("decide", accepted[1], "reject", "--reason", "no")
    w.run("done", accepted[0], "--on", "2026-11-23")
    for system in SYSTEMS:
        files = dispatched(checks, w, system)
        checks.same([decisions(found) for _, found in files],
                    [{accepted[1]}], f"{system}: what was taken back, alone; "
                    "what is in place just ends")
        if system == "ics":
            checks.same(files[0][1][accepted[1]][2:], (2, "CANCELLED"),
                        "ics: the event is cancelled")
        checks.same(dispatched(checks, w, system), [],
                    f"{system}: taken back once")
    w.run("decide", accepted[1], "A", "--due", "2026-12-10")
    for system in SYSTEMS:
        files = dispatched(checks, w, system)
        checks.same([decisions(found) for _, found in files],
                    [{accepted[1]}], f"{system}: taken up again")
    w.run("verify")


def read_mails(checks, w):
    """{report file: subject} of the mails in the outbox."""
    found = {}
    for name, data in w.outbox().items():
        if not name.endswith(".eml"):
            continue
        mail = email.message_from_bytes(data, policy=email.policy.default)
        checks.same(mail.defects, [], f"{name}: defects")
        checks.same(mail["to"], "lead@team.example, ops@team.example",
                    f"{name}: receivers")
        part, = mail.iter_attachments()
        path = os.path.join(w.folder, "reports", part.get_filename())
        with open(path, "rb") as f:
            checks.check(part.get_content() == f.read(),
                         f"{name}: the report as it was published")
        kind = part.get_filename().split("_")[0]
        text = w.run("show", kind, as_of="2026-11-22")
        headline = text.split("\n\n")[2].replace("\n", " ")
        checks.check(headline in mail.get_body().get_content().replace(
            "\n", " "), f"{name}: its summary as text: {headline}")
        found.setdefault(part.get_filename(), []).append(mail["subject"])
    return found


def test_mail(checks, w):
    w.run("dispatch", "--to", "eml", code=78)
    with open(os.path.join(w.folder, "tuneup.yaml"), "a",
              encoding="utf-8") as f:
        f.write("deliver: {from: tuneup@team.example,\n"
                "          to: [lead@team.example, ops@team.example]}\n")
    w.run("dispatch", "--to", "eml")
    checks.same({k: len(v) for k, v in read_mails(checks, w).items()},
                {"weekly_2026-W47.xlsx": 1, "quarterly_2026-Q3.pdf": 1},
                "eml: each report once")
    checks.same(w.run("dispatch", "--to", "eml"), "eml: nothing new\n",
                "eml: a second time nothing new")


def run(checks, w, accepted, others):
    test_mail(checks, w)
    test_first(checks, w, accepted, others)
    test_change(checks, w, accepted)
    test_withdrawn(checks, w, accepted)
