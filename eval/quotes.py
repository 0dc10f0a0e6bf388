"""``python -m eval.quotes``: statements, kinds, speakers and vias by outlet folds.

For every fold of ``training.quotes.cases.FOLDS`` all models are trained without its outlets
and judged on them; every stage inside a training saw only what models without the row's
outlets said. Beside it stand two baselines of patterns.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path

import msgspec

from eval.quote_gold import Tally
from rawi.annotation.quotes.assemble import quotes_in
from rawi.annotation.quotes.stored import StoredModel, ready
from training.quotes.cases import FOLDS, Case, cases
from training.quotes.fit import fit


def trained(fold: int) -> StoredModel:
    return fit([c for c in cases() if c.fold != fold])


def judged(room: Sequence[Case], model: StoredModel) -> Tally:
    tally = Tally()
    models = ready(model)
    for c in room:
        text = c.marked.article.text
        tally.add(text, c.marked.quotes, quotes_in([text], [c.entities], models)[0])
    return tally


def one(job: tuple[int, Path | None]) -> Tally:
    fold, folder = job
    path = folder / f"{fold}.msgpack" if folder else None
    if path and path.exists():
        model = msgspec.msgpack.decode(path.read_bytes(), type=StoredModel)
    else:
        model = trained(fold)
        if path:
            path.write_bytes(msgspec.msgpack.encode(model))
    return judged([c for c in cases() if c.fold == fold], model)


def total(tallies: Sequence[Tally]) -> Tally:
    fields = Tally.__struct_fields__
    return Tally(**{f: sum(getattr(t, f) for t in tallies) for f in fields})


def line(name: str, t: Tally) -> str:
    return (
        f"{name:40} F1 {t.f1:.4f} P {t.precision:.4f} R {t.recall:.4f} "
        f"name {t.name_share:.4f} kind {t.kind_share:.4f} via {t.via_f1:.4f} of {t.marked}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, help="keep the folds' models there")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    jobs = [(n, options.models) for n in range(len(FOLDS))]
    with Pool(options.processes) as pool:
        tallies = pool.map(one, jobs, chunksize=1)
    for outlets, t in zip(FOLDS, tallies, strict=True):
        print(line(" ".join(outlets), t))
    print(line("all", total(tallies)))


if __name__ == "__main__":
    main()
