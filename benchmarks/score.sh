#!/usr/bin/env bash
# How well questions and follow-ups are answered from the documents in ../shared, with the same
# command that an officer types, beside a register that holds the plans of the same documents.
# Prints the whole score table; fails below the least that must hold.
#
#     benchmarks/score.sh [--misses]
set -euo pipefail
cd "$(dirname "$0")/.."
shared=$(cd ../shared && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

printf 'knowledge:\n  paths: ["%s/documents"]\nstate:\n  folder: "%s/state"\n' "$shared" "$work" \
    > "$work/config.yaml"
bot() { .venv/bin/compactbot "$@" --config "$work/config.yaml"; }

bot index >&2
for plan in "$shared"/documents/00[234]_*; do bot actions import "$plan" >&2; done
for kind in questions followups; do
    bot ask --batch "$shared/evaluation/$kind.jsonl" --json > "$work/$kind.jsonl"
    echo "== $kind"
    python3 "$shared/evaluation/score.py" "$@" answers \
        "$shared/evaluation/$kind.jsonl" "$work/$kind.jsonl" "$shared/documents" \
        | tee "$work/$kind.txt"
done

least() { # FILE METRIC LEAST
    awk -v metric="$2" -v least="$3" '
        $1 == metric { seen = 1; if ($2 + 0 < least) { print metric " " $2 " is below " least; exit 1 } }
        END { if (!seen) { print metric " was not measured"; exit 1 } }' "$work/$1.txt"
}
least questions verbatim 1
least questions evidence@600 0.50
least questions evidence@1500 0.68
least questions right 0.50
least followups verbatim 1
least followups right 0.5
