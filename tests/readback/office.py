"""LibreOffice at work on a workbook: fill.bas runs in it as its own macro."""
import html
import os
import shutil
import subprocess

MODULE = ('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE script:module '
          'PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" '
          '"module.dtd">\n<script:module xmlns:script='
          '"http://openoffice.org/2000/script" script:name="Module1" '
          'script:language="StarBasic">%s</script:module>\n')


class Office:
    """A profile of its own in this folder."""

    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        self.profile = os.path.join(self.folder, "profile")
        # the first start lays out the profile, and would replace the macro
        self.run("--terminate_after_init")
        here = os.path.dirname(os.path.abspath(__file__))
        with open(os.path.join(here, "fill.bas"), encoding="utf-8") as f:
            code = html.escape(f.read(), quote=False)
        with open(os.path.join(self.profile, "user", "basic", "Standard",
                               "Module1.xba"), "w", encoding="utf-8") as f:
            f.write(MODULE % code)

    @staticmethod
    def there():
        return shutil.which("soffice") is not None

    def run(self, *args):
        subprocess.run(["soffice", "--headless", "--norestore",
                        f"-env:UserInstallation=file://{self.profile}",
                        *args], stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=300, check=False)

    def fill(self, book, changes, filled):
        """Lists of words, as fill.bas has them; `filled` is what it saves."""
        path = os.path.join(self.folder, "changes.txt")
        with open(path, "w", encoding="utf-8") as f:
            for words in changes:
                f.write("\t".join(str(w) for w in words) + "\n")
        if os.path.exists(filled):
            os.remove(filled)
        self.run(f'macro:///Standard.Module1.Main("file://'
                 f'{os.path.abspath(book)}","{path}","file://'
                 f'{os.path.abspath(filled)}")')
        if not os.path.exists(filled):
            raise RuntimeError(f"LibreOffice saved no {filled}: {changes}")

    def save_again(self, book, folder):
        self.run("--convert-to", "xlsx", "--outdir", folder, book)
