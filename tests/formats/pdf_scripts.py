#!/usr/bin/python3
"""Names in many scripts, copied out of a PDF by poppler.

    pdf_scripts.py REPORT.pdf

Every name of scripts.py is there as it was written (NFC), those that pages
cannot show too; these are listed with their script, and no box stands alone.
"""
import re
import subprocess
import sys
import unicodedata

from scripts_names import NAMES, SCRIPTS


def text_of(path, *options):
    got = subprocess.run(["pdftotext", *options, path, "-"],
                         capture_output=True, check=True)
    if got.stderr:
        sys.exit(f"poppler warns: {got.stderr.decode()}")
    return got.stdout.decode("utf-8")


def bare(text):
    """Without blanks, joiners, and the marks poppler puts round Hebrew."""
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"[\s\u200d\ufe0f\u202a-\u202e]", "", text)


def main():
    path = sys.argv[1]
    text = text_of(path, "-raw")    # in the order of its content
    lost = [n for n in NAMES if not (bare(n) in bare(text) or
                                     bare(n)[::-1] in bare(text))]
    lost += [s for s in SCRIPTS if s not in text]
    if lost:
        sys.exit("not in the PDF: " + ", ".join(lost))
    if re.search(r"□(?![A-Z]*[a-z])", text):
        sys.exit("a box stands alone")
    print(f"{len(NAMES)} names in {len(SCRIPTS)} scripts that pages cannot "
          "show and others that they can")


main()
