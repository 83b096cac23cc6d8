"""Files that are meant to do harm, and what an import must say to each.

One entry a file: its name, its bytes (or a function that makes it at a path),
the exit code, texts that the answer must hold, and options of the import.
Exit 0 means that the file is taken, with the rows that its texts name set
aside; a file without one good row is refused. CANARY stands wherever a person is named: it may come out nowhere.
"""
import os
import socket
import struct
import zipfile

CANARY = "Kanarienvogel"
HEAD = "item_id,reviewed_at,workflow,step,outcome,correction_minutes,reviewer\n"
ROW = f"A-1,2026-05-04,blog,draft,usable,5,{CANARY}\n"
ADS = "date,campaign,clicks,impressions,cost,currency\n"
NO_HEADER = ["none of the first lines holds a header", "--profile"]
ONE_ASIDE = "the only row cannot be used, so nothing was imported"
ONE_USED = "1 used + 0 already there + 0 totals + 0 set aside"
MIB = 1 << 20


def rows(*lines):
    return (HEAD + "".join(line + "\n" for line in lines)).encode()


def review(item="A-1", day="2026-05-04", workflow="blog", step="draft",
           outcome="usable", minutes="5"):
    return rows(f"{item},{day},{workflow},{step},{outcome},{minutes},{CANARY}")


def ads(date="2026-05-04", campaign="A", clicks="1", impressions="9",
        cost="2", currency="EUR"):
    return (ADS + f"{date},{campaign},{clicks},{impressions},{cost},"
            f"{currency}\n").encode()


def zipped(path):
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("export.csv", HEAD + ROW)


def workbook(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("xl/workbook.xml", "<workbook/>")


def listening(path):
    s = socket.socket(socket.AF_UNIX)
    s.bind(path)
    s.close()


def sparse(path):
    """A gigabyte without a line break; the disk holds none of it."""
    with open(path, "wb") as f:
        f.write(HEAD.encode() + b"A-1,")
        f.truncate(1 << 30)


def long_line(path):
    with open(path, "wb") as f:
        f.write(HEAD.encode() + b"A-1,")
        for _ in range(64):
            f.write(b"x" * MIB)


def many_rows(path):
    """Two million rows, a hundred megabytes."""
    with open(path, "w", encoding="utf-8") as f:
        f.write("date,workflow,step,outputs\n")
        for i in range(20000):
            f.write("".join(f"2026-05-{1 + i % 28:02d},blog,draft,{k % 7}\n"
                            for k in range(100)))


def deep_quotes(n):
    return HEAD.encode() + b'A-1,2026-05-04,"' + b'""' * n + b'",d,usable,5,\n'


def wide_figures(n):
    """A report of so many metrics, with a grand total."""
    lines = [["Date", "Users", "Sessions"] + [f"M{i}" for i in range(n - 2)]]
    for day in ("20260501", "20260502", "20260503"):
        lines.append([day] + ["1"] * n)
    lines.append(["Grand total"] + ["3"] * n)
    return "".join(",".join(line) + "\n" for line in lines).encode()


# name, bytes or maker, exit code, texts, options
FILES = [
    # ---- not a file of text -------------------------------------------------
    ("empty.csv", b"", 65, ["empty.csv is empty", "export it again"]),
    ("only_bom.csv", b"\xef\xbb\xbf", 65, NO_HEADER),
    ("only_bom_16.csv", b"\xff\xfe", 65, NO_HEADER),
    ("one_byte.csv", b"x", 65, NO_HEADER),
    ("blank_lines.csv", b"\n\r\n\r\r\n \n" * 300, 65, NO_HEADER),
    ("directory", os.mkdir, 66, ["is a directory", "expected a regular file"]),
    ("fifo", os.mkfifo, 66, ["is a named pipe", "expected a regular file"]),
    ("socket", listening, 66, ["socket"]),
    ("link.csv", lambda p: os.symlink("/etc/hostname", p), 66,
     ["is a symbolic link"]),
    ("dangling.csv", lambda p: os.symlink("nowhere", p), 66,
     ["dangling.csv is a symbolic link"]),
    ("/dev/zero", None, 66, ["expected a regular file"]),
    ("/dev/full", None, 66, ["expected a regular file"]),
    ("/proc/self/mem", None, 74, ["cannot read mem: Input/output error"]),
    ("missing.csv", None, 66, ["No such file"]),
    ("../../../../etc/shadow.csv", None, 66, ["No such file"]),
    ("random.csv", bytes((i * 167 + i // 251 * 13) % 256
                         for i in range(5000)), 65, ["byte", "random.csv:1"]),
    ("elf.csv", b"\x7fELF\x02\x01\x01" + b"\0" * 200, 65, ["NUL"]),
    ("zip.csv", zipped, 65, ["not a CSV but a ZIP or XLSX file"]),
    ("xlsx.csv", workbook, 65, ["not a CSV but a ZIP or XLSX file"]),
    ("xls.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, 65,
     ["an old Excel workbook"]),
    ("gzip.csv", b"\x1f\x8b\x08\0\0\0\0\0", 65, ["gzip", "unpack it first"]),
    ("pdf.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", 65, ["a PDF"]),
    ("sqlite.csv", b"SQLite format 3\0" + b"\0" * 100, 65,
     ["an SQLite database"]),
    ("page.csv", b"  <!DOCTYPE html><html><body>Log in</body></html>", 65,
     ["HTML", "download the export again"]),
    ("error.csv", b'{"error": "session expired"}', 65,
     ["error.csv: no profile fits this file", "--profile"]),
    ("list.csv", b'[{"a": 1}]', 65, NO_HEADER),
    # ---- bytes that are no text ---------------------------------------------
    ("nuls.csv", b"\0" * 100000, 65, ["NUL"]),
    ("nul_in_cell.csv", HEAD.encode() + b"A-1,2026\0-05-04\n", 65,
     ["nul_in_cell.csv:2:", "byte 78 is NUL"]),
    ("nul_in_header.csv", b"item\0_id" + HEAD.encode(), 65,
     ["nul_in_header.csv:1:", "NUL"]),
    ("nul_flood.csv", HEAD.encode() + ROW.encode() * 1000 + b"\0" * MIB, 65,
     ["nul_flood.csv:1002:", "NUL"]),
    ("overlong.csv", review(workflow="b") .replace(b",b,", b",\xc0\xaf,"), 65,
     ["overlong.csv:2:", "0xC0", "--encoding"]),
    ("overlong3.csv", review(workflow="b").replace(b",b,", b",\xe0\x80\xaf,"),
     65, ["overlong3.csv:2:", "--encoding"]),
    ("surrogate_utf8.csv",
     review(workflow="b").replace(b",b,", b",\xed\xa0\x80,"), 65,
     ["surrogate_utf8.csv:2:", "--encoding"]),
    ("beyond.csv", review(workflow="b").replace(b",b,", b",\xf4\x90\x80\x80,"),
     65, ["beyond.csv:2:", "--encoding"]),
    ("noncharacter.csv",
     review(workflow="b").replace(b",b,", b",\xef\xbf\xbf,"), 65,
     ["noncharacter.csv:2:"]),
    ("latin1.csv", review(workflow="Verkäufe").decode().encode("latin-1"), 0,
     ["Windows-1252", "line 2: byte", "0xE4", "--encoding"]),
    ("cyrillic.csv", review(workflow="Капуста").decode().encode("cp1251"), 65,
     ["cyrillic.csv:2:", "0xCA", "--encoding"]),
    ("cut_character.csv", review()[:-1] + b"\xc3", 65,
     ["cut_character.csv:2:", "cut off"]),
    ("utf16_bare.csv", (HEAD + ROW).encode("utf-16-le"), 65,
     ["UTF-16LE", "--encoding UTF-16LE"]),
    ("utf16_bare_be.csv", (HEAD + ROW).encode("utf-16-be"), 65,
     ["--encoding UTF-16BE"]),
    ("utf16_surrogate.csv", b"\xff\xfe" + HEAD.encode("utf-16-le") +
     b"\x00\xd8a\0\n\0", 65, ["utf16_surrogate.csv:2:", "surrogate"]),
    ("utf16_low_first.csv", b"\xff\xfe" + HEAD.encode("utf-16-le") +
     b"\x00\xdca\0\n\0", 65, ["utf16_low_first.csv:2:", "surrogate"]),
    ("utf16_nul.csv", b"\xff\xfe" + HEAD.encode("utf-16-le") + b"\0\0", 65,
     ["utf16_nul.csv:2:", "NUL"]),
    ("utf16_cut.csv", b"\xff\xfe" + HEAD.encode("utf-16-le") + b"\x00\xd8",
     65, ["cut off"]),
    ("utf32.csv", (HEAD + ROW).encode("utf-32"), 65, ["utf32.csv:1:", "NUL"]),
    ("utf7.csv", b"+AGkAdABlAG0AXwBpAGQ-,+AHIAZQB2-\n1,2\n", 65, NO_HEADER),
    ("utf7_asked.csv", HEAD.encode() + b"+2AA-,2026-05-04\n", 65, ["UTF-7"],
     "--encoding", "UTF-7"),
    ("utf7_nul.csv", HEAD.encode() + b"A-1,+AAA-,2026-05-04\n", 65,
     ["utf7_nul.csv:2: the line holds NUL"], "--encoding", "UTF-7"),
    ("wrong_mark.csv", b"\xef\xbb\xbf" + review(), 65,
     ["byte order mark of UTF-8", "leave --encoding away"],
     "--encoding", "UTF-16LE"),
    ("no_encoding.csv", review(), 64, ["there is no encoding 'no/such'"],
     "--encoding", "no/such"),
    ("sjis_damaged.csv", HEAD.encode() + b"A-1,2026-05-04,\x83\n", 65,
     ["sjis_damaged.csv:2:", "SHIFT_JIS"], "--encoding", "SHIFT_JIS"),
    # ---- quotes and lines ---------------------------------------------------
    ("open_quote.csv", HEAD.encode() + b'A-1,2026-05-04,"blog,draft\n', 65,
     ["open_quote.csv:2: column 3 opens a quote that is never closed"]),
    ("open_quote_long.csv", HEAD.encode() + b'A-1,2026-05-04,"b\n' +
     ROW.encode() * 30000, 65, ["open_quote_long.csv:", "column 3"]),
    ("quote_header.csv", b'"' + HEAD.encode(), 65,
     ["quote_header.csv:1: column 1 opens a quote"]),
    ("behind_quote.csv", HEAD.encode() + b'A-1,2026-05-04,"b"x,d\n', 65,
     ["behind_quote.csv:2: column 3", "closing quote"]),
    ("inner_quote.csv", HEAD.encode() + b'A-1,2026-05-04,b"x,d\n', 65,
     ["inner_quote.csv:2: column 3"]),
    ("quotes_only.csv", b'"' * 100001, 65, ["quotes_only.csv:1: column 1"]),
    ("deep_quotes.csv", deep_quotes(100000), 0, [ONE_USED]),
    ("deeper_quotes.csv", deep_quotes(2 * MIB), 65,
     ["deeper_quotes.csv:2:", "column 3", "KB in one cell"]),
    ("huge_cell.csv", HEAD.encode() + b"A-1,2026-05-04," + b"x" * 5 * MIB +
     b",d,usable,5,\n", 65, ["huge_cell.csv:2: column 3", "in one cell"]),
    ("huge_line.csv", long_line, 65,
     ["huge_line.csv:2: the line is longer than 8 MB"]),
    ("wide.csv", b"," * 1000000 + b"\n", 65,
     ["wide.csv:1:", "more than 4096 columns", "delimiter"]),
    ("wide_row.csv", HEAD.encode() + b"," * 1000000 + b"\n", 65,
     ["wide_row.csv:2:", "more than 4096 columns"]),
    ("wide_figures.csv", wide_figures(4000), 0, ["12,001 rows read"]),
    ("lone_cr.csv", (HEAD + ROW).replace("\n", "\r").encode(), 0, [ONE_USED]),
    ("mixed_ends.csv", (HEAD.replace("\n", "\r\n") + ROW +
                        ROW.replace("A-1", "A-2").strip()).encode(), 0,
     ["2 used"]),
    ("blank_flood.csv", (HEAD + "\n" * 500000 + ROW).encode(), 0, [ONE_USED]),
    # ---- tables -------------------------------------------------------------
    ("header_only.csv", HEAD.encode(), 0, ["0 rows read"]),
    ("header_twice.csv", (HEAD + ROW + HEAD + ROW.replace("-1", "-2")).encode(),
     0, ["2 rows read = 2 used"]),
    ("short_row.csv", rows("A-1,2026-05-04,blog"), 65,
     [ONE_ASIDE, ".csv:2: ", "has 3 cells, the header 7"]),
    ("long_row.csv", rows("A-1,2026-05-04,blog,draft,usable,5,x,y,z"), 65,
     [ONE_ASIDE, ".csv:2: ", "has 9 cells, the header 7", "must be quoted"]),
    ("comma_in_name.csv",
     rows(f"A-1,2026-05-04,blog,draft,usable,{CANARY},Jo,5"), 65,
     [ONE_ASIDE, "has 8 cells"]),
    ("lost_delimiter.csv", rows(f"A-1,2026-05-04,blog,draft,usable,{CANARY},"),
     65, [ONE_ASIDE, "correction_minutes", "is not shown"]),
    ("half_header.csv", b"item_id,reviewed_at,step,outcome\nA,2026-05-04,d,u\n",
     65, ["workflow"]),
    ("other_table.csv", b"colour,weight\nred,3\n", 65, NO_HEADER),
    ("cut_row.csv", rows("A-1,2026-05-04,blog,draft,usable,5,x", "A-2,2026-0"),
     0, ["1 used", "1 set aside", "line 3", "cut off here"]),
    # ---- numbers ------------------------------------------------------------
    ("count_max.csv", ads(clicks="9223372036854775807"), 65,
     [ONE_ASIDE, ".csv:2: clicks", "a smaller number"]),
    ("count_over.csv", ads(clicks="9223372036854775808"), 65,
     [ONE_ASIDE, ".csv:2: clicks", "a smaller number"]),
    ("count_min.csv", ads(clicks="-9223372036854775808"), 65,
     [ONE_ASIDE, ".csv:2: clicks"]),
    ("count_negative.csv", ads(clicks="-1"), 65,
     [ONE_ASIDE, "found '-1'", "0 or more"]),
    ("money_over.csv", ads(cost="1000000000.01"), 65,
     [ONE_ASIDE, ".csv:2: cost", "below 1,000,000,000"]),
    ("digits.csv", ads(cost="9" * 5000), 65, [ONE_ASIDE, ".csv:2: cost"]),
    ("exponent.csv", ads(cost="1e400"), 65, [ONE_ASIDE, "found '1e400'"]),
    ("infinity.csv", ads(cost="inf"), 65, [ONE_ASIDE, "found 'inf'"]),
    ("hex.csv", ads(clicks="0x10"), 65, [ONE_ASIDE, "found '0x10'"]),
    ("arabic_digits.csv", ads(clicks="١٢"), 65, [ONE_ASIDE, "found '١٢'"]),
    ("share.csv", ads(clicks="12.50%"), 65,
     [ONE_ASIDE, ".csv:2: clicks", "a share of one"]),
    ("bound.csv", ads(clicks="< 10"), 65, [ONE_ASIDE, "a bound"]),
    ("rounded.csv", ads(clicks="6.49E+17"), 65,
     [ONE_ASIDE, "has rounded the number"]),
    ("was_a_number.csv", ads(clicks="7-Nov"), 65,
     [ONE_ASIDE, "took it for a date"]),
    ("rounded_id.csv", review(item="6.49E+17"), 65,
     [ONE_ASIDE, ".csv:2: item_id", "the whole id"]),
    ("formula_error.csv", ads(campaign="#REF!"), 65,
     [ONE_ASIDE, ".csv:2: campaign", "formula failed"]),
    ("open_mark.csv", ads(cost='"1,204"'), 65,
     ["open_mark.csv:2: column 'cost'", "'1,204'", "--decimal"]),
    ("open_comma.csv", ads(clicks='"3,000"', cost="2"), 65,
     ["open_comma.csv:2: column 'clicks'", "'3,000'", "--decimal"]),
    ("both_marks.csv", ads(cost="3.5") + b'2026-05-05,A,1,9,"3,5",EUR\n', 65,
     ["both_marks.csv:3: column 'cost'", "line 2", "--decimal"]),
    ("other_money.csv", ads(currency="XAU"), 65,
     ["other_money.csv:2:", "XAU", "never added"]),
    ("no_money.csv", ads(currency="12 €!"), 65, [ONE_ASIDE, "a code such as"]),
    # ---- dates --------------------------------------------------------------
    ("year_0.csv", review(day="0000-01-01"), 65, [ONE_ASIDE, "a date such as"]),
    ("year_9999.csv", review(day="9999-12-31"), 65,
     [ONE_ASIDE, "from 1990 to 2099"]),
    ("year_10000.csv", review(day="10000-01-01"), 65, [ONE_ASIDE]),
    ("february_29.csv", review(day="2026-02-29"), 65,
     [ONE_ASIDE, "found '2026-02-29'"]),
    ("month_13.csv", review(day="2026-13-01"), 65, [ONE_ASIDE]),
    ("hour_25.csv", review(day="2026-05-04T25:00:00"), 65, [ONE_ASIDE]),
    ("skipped_hour.csv", review(day="2026-03-29 02:30:00"), 0,
     [ONE_USED, "the clocks jumped"]),
    ("unix_end.csv", review(day="99999999999999999999"), 65, [ONE_ASIDE]),
    ("open_order.csv", review(day="03/04/2026"), 65,
     ["open_order.csv:2: column 'reviewed_at'", "--date-order"]),
    ("both_orders.csv", rows("A,28/04/2026,b,d,usable,5,",
                             "B,04/28/2026,b,d,usable,5,"), 65,
     ["both_orders.csv:2:", "line 3", "--date-order"]),
    ("many_dashes.csv", review(day="-" * 900000), 65, [ONE_ASIDE]),
    # ---- texts that are more than texts -------------------------------------
    ("formula.csv", ads(campaign="\"=cmd|' /C calc'!A0\""), 0, [ONE_USED]),
    ("formula_aside.csv", ads(campaign="=1", clicks="=1+1"), 65,
     [ONE_ASIDE, "found '=1+1'"]),
    ("escapes.csv", ads(clicks="\x1b[31mred\x07"), 65,
     [ONE_ASIDE, r"\x1B[31mred\x07"]),
    ("log_lines.csv", ads(clicks='"1\ntuneup: all is well"'), 65,
     [ONE_ASIDE, r"1\x0Atuneup: all"]),
    ("control_name.csv", ads(campaign="A\x01\x1b[2J"), 0,
     [ONE_USED, "replaced by blanks"]),
    ("control_header.csv", ads().replace(b"clicks", b"cli\x1b[2Jcks"), 0,
     ["1 used"]),
    ("right_to_left.csv", ads(campaign="A\u202egnp.exe\u200b"), 0, [ONE_USED]),
    ("format.csv", ads(campaign="%s%s%s%n", clicks="%n"), 65,
     [ONE_ASIDE, "found '%n'"]),
    ("sql.csv", ads(campaign="'; DROP TABLE import; --"), 0, [ONE_USED]),
    ("path.csv", ads(campaign="../../../../tmp/x"), 0, [ONE_USED]),
    ("long_name.csv", ads(campaign="x" * 40000), 0, ["1 row read"]),
    ("escape_x.csv", ads(campaign="_x0041_"), 0, [ONE_USED]),
    ("name\x1b[2J\n.csv", review(outcome="no such"), 65,
     [ONE_ASIDE, r"name\x1B[2J\x0A.csv"]),
    ("name_\udcff.csv", b"colour\nred\n", 65, [r"name_\xFF.csv"] + NO_HEADER),
    ("many_people.csv", rows(*(f"A-{i},2026-05-04,b,d,usable,{CANARY},{CANARY}"
                               for i in range(3000))), 65,
     ["none of the 3,000 rows can be used"]),
    ("words.csv", rows(*(f"A-{i},2026-05-04,b{i},d{i},usable,5,{CANARY}{i}"
                         for i in range(20000))), 0, ["20,000 used"]),
]

# Too large for every run.
LONG = [
    ("gigabyte.csv", sparse, 65, ["NUL"]),
    ("many_rows.csv", many_rows, 0, ["2,000,000 rows read"]),
]
