#!/usr/bin/python3
"""Every figure of `tuneup show quarterly` stands in the PDF too.

    pdf_figures.py SHOWN.txt REPORT.pdf

Both come from one model; a number that the terminal has and the pages lack
was lost on the way. Numbers are compared as they are written. The points of a
chart ("wk 14  13.6 % ...") are drawn there, not written, and left out here.
"""
import re
import subprocess
import sys

NUMBER = re.compile(r"[−+-]?\d+(?:,\d{3})*(?:\.\d+)?")
POINT = re.compile(r"^(wk \d+ |[▁-█]).*$", re.M)


def numbers(text):
    return {n.lstrip("+-−") for n in NUMBER.findall(text)}


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        shown = numbers(POINT.sub("", f.read()))
    pages = subprocess.run(["pdftotext", "-layout", sys.argv[2], "-"],
                           capture_output=True, check=True)
    if pages.stderr:
        sys.exit(f"poppler warns: {pages.stderr.decode()}")
    lost = sorted(shown - numbers(pages.stdout.decode("utf-8")))
    if lost:
        sys.exit(f"{len(lost)} of {len(shown)} figures are not in the PDF: "
                 + " ".join(lost[:40]))
    print(f"{len(shown)} figures of the text are in the PDF")


main()
