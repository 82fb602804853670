"""Many processes that log updates into one register while random ones are killed: nothing is lost.

    python benchmarks/no_loss.py
    python benchmarks/no_loss.py --processes 20 --updates 500 --url postgresql://user@server/empty

Without --url it runs on a SQLite file in a temporary folder, and then on a PostgreSQL server that
it starts itself. Writers are killed with SIGKILL and started again; each goes on after the last
update that it acknowledged, and sends the one in flight again. Goals: every acknowledged update is
there exactly once, none twice, none lost, and the audit trail verifies. Exits with 1 otherwise.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from tests.storage.server import programs, running  # noqa: E402
from tests.storage.writers import Figures, run  # noqa: E402


def main() -> None:
    options = parsed()
    if options.url:
        sound = measured("given", options.url, options)
    else:
        sound = on_sqlite(options) & on_postgresql(options)
    sys.exit(not sound)


def on_sqlite(options: argparse.Namespace) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        return measured("SQLite", f"sqlite:///{folder}/register.db", options)


def on_postgresql(options: argparse.Namespace) -> bool:
    found = programs()
    if found is None:
        print("PostgreSQL: not measured, its server is not installed (apt install postgresql)")
        return False
    with running(found, durable=True) as server:
        return measured("PostgreSQL", server.new_database(), options)


def measured(name: str, url: str, options: argparse.Namespace) -> bool:
    """Run it on a database, and print what became of it. Whether all of it is sound."""
    figures = run(
        url,
        processes=options.processes,
        updates=options.updates,
        kill_every=options.kill_every,
    )
    show(name, figures)
    expected = options.processes * options.updates
    sound = figures.acknowledged == figures.present == expected
    return sound and not (figures.twice or figures.lost or figures.fault)


def show(name: str, figures: Figures) -> None:
    cuts = statistics.quantiles(figures.milliseconds, n=20)
    print(
        f"{name}: {figures.acknowledged / figures.seconds:.0f} updates/s, one log "
        f"p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms, max {max(figures.milliseconds):.0f} ms\n"
        f"  kills {figures.kills}, acknowledged {figures.acknowledged}, "
        f"present once {figures.present}, twice {figures.twice}, lost {figures.lost}, "
        f"audit trail {figures.fault or 'verifies'}",
        flush=True,
    )


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--processes", type=int, default=20)
    parser.add_argument("--updates", type=int, default=500, help="of each process")
    parser.add_argument("--kill-every", type=int, default=100, help="updates between two kills")
    parser.add_argument("--url", help="an empty database")
    return parser.parse_args()


if __name__ == "__main__":
    main()
