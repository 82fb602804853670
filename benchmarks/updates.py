"""How well progress messages are read: with the same commands that an officer types.

    python benchmarks/updates.py [--misses] [--set NAME]

Imports the three plans of ../shared/documents into a register of its own, reads each labelled set
with `compactbot update --batch --dry-run`, and scores it with ../shared/evaluation/score.py. Sets:
the shared one, and updates-a.jsonl and updates-b.jsonl beside this file (invented messages of two
writers; their actions are named by document and number, 004:9.2). Fails below the least that must
hold.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
DOCUMENTS = {
    "002": "002_fc8afc7d1bf7555c.txt",
    "003": "003_9d19f45c4b7ae271.txt",
    "004": "004_f40176ab31060340.txt",
}
PLANS = {"SA": "002", "EDI": "003", "MID": "004"}  # the codes that the plans are given
TODAY = "2026-11-22"
_READING = {"is_update": 0.97, "status": 0.97, "percent": 0.97, "due": 0.97}
LEAST = {
    "shared": {**_READING, "action@1": 0.90},
    "a": {**_READING, "action@1": 0.80, "asks_when_no_action_fits": 0.95},
    "b": {**_READING, "action@1": 0.95, "asks_when_ambiguous": 0.90},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--misses", action="store_true", help="print each miss")
    parser.add_argument("--set", choices=sorted(LEAST), help="this set only")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.yaml"
        config.write_text(f'state:\n  folder: "{folder}/state"\n', encoding="utf-8")
        for name in DOCUMENTS.values():
            bot(config, "actions", "import", str(SHARED / "documents" / name))
        names = [args.set] if args.set else sorted(LEAST)
        return max(score(name, config, misses=args.misses) for name in names)


def bot(config: Path, *words: str) -> str:
    command = [sys.executable, "-m", "bot", *words, "--config", str(config)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=HERE.parent)
    if done.returncode:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def score(name: str, config: Path, *, misses: bool) -> int:
    """Print the scores of one set; 1 where one is below the least that must hold."""
    labelled = SHARED / "evaluation" / "updates.jsonl"
    if name != "shared":
        labelled = quoted(HERE / f"updates-{name}.jsonl", config)
    proposals = config.parent / f"proposals-{name}.jsonl"
    batch = ("update", "--batch", str(labelled), "--today", TODAY, "--dry-run", "--json")
    proposals.write_text(bot(config, *batch), encoding="utf-8")
    command = [sys.executable, str(SHARED / "evaluation" / "score.py")]
    command += ["--misses"] * misses
    said = subprocess.run(
        [*command, "updates", str(labelled), str(proposals)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    print(f"== {name}\n{said}{straight(labelled, proposals)}")
    figures = {
        line.split()[0]: float(line.split()[1])
        for line in said.splitlines()
        if re.match(r"[\w@]+ [\d.]+ of ", line)
    }
    low = [
        f"{metric} {figures[metric]} < {least}"
        for metric, least in LEAST[name].items()
        if figures[metric] < least
    ]
    for fault in low:
        print(f"too low in {name}: {fault}")
    return int(bool(low))


def quoted(path: Path, config: Path) -> Path:
    """A set whose actions are named by document and number, in the form of the shared one."""
    texts = texts_by_reference(config)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        found = [texts[reference] for reference in row.pop("actions")]
        row["action_quote"] = found[0] if found else None
        row["action_quotes"] = found
    made = config.parent / path.name
    made.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return made


def texts_by_reference(config: Path) -> dict[str, str]:
    """002:24 -> the text of the action, by what `actions list` says of each plan."""
    rows = json.loads(bot(config, "actions", "list", "--json"))["rows"]
    return {
        f"{PLANS[row['plan']]}:{row['id'].removeprefix(row['plan'])}": row["text"] for row in rows
    }


def straight(labelled: Path, proposals: Path) -> str:
    """How many clear updates are logged without a question, and how many are logged wrongly."""
    made = {}
    for line in proposals.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        made[row["id"]] = row
    clear = logged = wrong = 0
    for line in labelled.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        got, quote = made[row["id"]], row.get("action_quote")
        is_clear = bool(row["is_update"] and quote and not row.get("ambiguous"))
        clear += is_clear
        if got["is_update"] and got["needs"] is None:
            said = " ".join(got["matches"][0]["text"].split()).lower()
            right = is_clear and any(
                a in b for a, b in _both(said, " ".join(quote.split()).lower())
            )
            logged += right
            wrong += not right
    return f"logged_without_a_question {logged} of {clear}\nlogged_wrongly {wrong}\n"


def _both(one: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, other), (other, one)


if __name__ == "__main__":
    sys.exit(main())
