"""Where the exports go, in the dialect of the system they come from."""
import csv
import io
import os


class Folder:
    def __init__(self, path):
        self.path = path
        os.makedirs(path, exist_ok=True)

    def bytes(self, name, data):
        with open(os.path.join(self.path, name), "wb") as f:
            f.write(data)

    def table(self, name, header, rows, ends="\n", bom=False):
        """Rows are dicts or lists."""
        out = io.StringIO()
        w = csv.writer(out, lineterminator=ends)
        w.writerow(header)
        for row in rows:
            w.writerow([row[h] for h in header] if isinstance(row, dict)
                       else row)
        text = ("\ufeff" if bom else "") + out.getvalue()
        self.bytes(name, text.encode("utf-8"))
