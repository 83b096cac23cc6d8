"""See README.md."""
import os
import sys
import tempfile

import formulas
import program
import tasks


def main(build):
    here = os.path.dirname(os.path.abspath(__file__))
    templates = os.path.join(here, "../../report-templates/workspace/templates")
    checks = program.Checks()
    with tempfile.TemporaryDirectory() as work:
        w, accepted, others = program.demo(
            build, os.path.join(work, "demo"), "2026-11-23")
        tasks.run(checks, w, accepted, others)
        os.mkdir(os.path.join(work, "hostile"))
        formulas.run(checks, build, templates,
                     os.path.join(work, "hostile"))
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
