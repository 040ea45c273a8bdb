"""Take docs/feedback.png anew: a page of the sample class, in a headless Chromium.

.venv/bin/python docs/screenshot.py
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def main():
    chromium = shutil.which("chromium") or sys.exit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        grade = [sys.executable, "-m", "grader", "grade", "examples/class", "--only", "q2_3"]
        subprocess.run([*grade, "--out", f"{folder}/results"], cwd=ROOT, check=True)
        page = f"file://{folder}/results/students/dov.html"
        shot = [f"--screenshot={ROOT / 'docs' / 'feedback.png'}", "--window-size=1000,1700"]
        subprocess.run(
            [chromium, *FLAGS, f"--user-data-dir={folder}/browser", *shot, page], check=True
        )


if __name__ == "__main__":
    main()
