"""A workbook as parts: cells are set and read in its XML, nothing else."""
import html
import io
import re
import zipfile

CELL = r'<c r="%s"((?: [a-z]+="[^"]*")*)(?:/>|>.*?</c>)'


class Workbook:
    def __init__(self, path):
        with zipfile.ZipFile(path) as z:
            self.parts = {n: z.read(n) for n in z.namelist()}
        book = self.text("xl/workbook.xml")
        self.sheet_part = {}
        for i, name in enumerate(re.findall(r'<sheet name="([^"]*)"', book)):
            self.sheet_part[html.unescape(name)] = \
                f"xl/worksheets/sheet{i + 1}.xml"
        self.strings = []
        for si in re.findall(r"<si>(.*?)</si>",
                             self.text("xl/sharedStrings.xml"), re.S):
            self.strings.append(html.unescape("".join(
                re.findall(r"<t[^>]*>(.*?)</t>", si, re.S))))

    def text(self, part):
        return self.parts[part].decode()

    def edit(self, part, old, new, count=1):
        text = self.text(part)
        assert re.search(old, text, re.S), (part, old)
        self.parts[part] = re.sub(old, new, text, count=count,
                                  flags=re.S).encode()

    def header(self, name):
        """(sheet, row, {title: column letters})"""
        ref = re.search(r'<definedName name="%s">([^<]*)<' % name,
                        self.text("xl/workbook.xml")).group(1)
        sheet, cells = html.unescape(ref).rsplit("!", 1)
        sheet = sheet.strip("'")
        row = int(re.search(r"\d+", cells).group())
        titles = {}
        for column in re.findall(r'<c r="([A-Z]+)%d"' % row,
                                 self.text(self.sheet_part[sheet])):
            titles.setdefault(self.value(sheet, f"{column}{row}"), column)
        return sheet, row, titles

    def value(self, sheet, ref):
        found = re.search(CELL % ref, self.text(self.sheet_part[sheet]), re.S)
        if not found:
            return None
        cell = found.group(0)
        v = re.search(r"<v>(.*?)</v>", cell)
        if 't="s"' in cell:
            return self.strings[int(v.group(1))]
        t = re.search(r"<t[^>]*>(.*?)</t>", cell)
        return html.unescape(t.group(1)) if t else v and v.group(1)

    def put(self, sheet, ref, xml, kind):
        part = self.sheet_part[sheet]
        text = self.text(part)
        found = re.search(CELL % ref, text, re.S)
        assert found, (sheet, ref)
        style = re.search(r' s="\d+"', found.group(1))
        new = f'<c r="{ref}"{style.group() if style else ""}{kind}>{xml}</c>'
        self.parts[part] = (text[:found.start()] + new +
                            text[found.end():]).encode()

    def set(self, sheet, ref, value):
        if isinstance(value, (int, float)):
            self.put(sheet, ref, f"<v>{value}</v>", "")
        else:
            self.put(sheet, ref, f"<is><t>{html.escape(value)}</t></is>",
                     ' t="inlineStr"')

    def drop(self, sheet, ref):
        self.edit(self.sheet_part[sheet], CELL % ref, "")

    def bytes(self):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
            for name, data in self.parts.items():
                z.writestr(name, data)
        return out.getvalue()
