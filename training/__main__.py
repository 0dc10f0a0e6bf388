"""``python -m training [NAME ...]``: make every shipped file again, or some of them.

The order matters: lemmas come first, how common they are next, since what follows
counts with both. Each script gives the same file for the same data.
"""

from __future__ import annotations

import subprocess
import sys
import time

ORDER = (
    "lexicon",
    "background",
    "keyword_tables",
    "given_names",
    "blocks",
    "metadata",
    "countries",
    "stories",
    "copies",
    "dump_words",
    "dump_headlines",
    "dump_about",
    "dump_likeness",
    "dump_breaks",
    "dumps",
    "dump_web_breaks",
    "dump_web",
    "entities",
    "keywords",
    "quotes",
    "statements",
    "icons",
)


def main(names: list[str]) -> int:
    """Run the scripts in order, each in a process of its own; stop at the first that fails."""
    unknown = set(names) - set(ORDER)
    if unknown:
        print(f"no such script: {', '.join(sorted(unknown))}; there are {', '.join(ORDER)}")
        return 2
    for name in (n for n in ORDER if not names or n in names):
        begun = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", f"training.{name}"])
        print(f"{name}: {time.perf_counter() - begun:.0f} s", flush=True)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
