"""Archives in bulk: crawls of any size into clean articles, each text once, on datatrove.

The public names are loaded when first used: they need the extra ``rawi[corpus]``,
and the processes that read pages need one module of this room alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rawi.corpus.blocks import Annotate, ReadArticles
    from rawi.corpus.executors import Launch, connect_ray, local, on_ray, on_slurm
    from rawi.corpus.near import Choose, Compare, DropCopies, Propose, Signature
    from rawi.corpus.pipeline import Stage, Summary, stages
    from rawi.corpus.plan import CorpusOptions, Plan, planned
    from rawi.corpus.runner import run, summary
    from rawi.corpus.writers import LinesWriter, parquet_writer

_HOMES = {
    "blocks": ("Annotate", "ReadArticles"),
    "executors": ("Launch", "connect_ray", "local", "on_ray", "on_slurm"),
    "near": ("Choose", "Compare", "DropCopies", "Propose", "Signature"),
    "plan": ("CorpusOptions", "Plan", "planned"),
    "runner": ("run", "summary"),
    "pipeline": ("Stage", "Summary", "stages"),
    "writers": ("LinesWriter", "parquet_writer"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Annotate",
    "Choose",
    "Compare",
    "CorpusOptions",
    "DropCopies",
    "Launch",
    "LinesWriter",
    "Plan",
    "Propose",
    "ReadArticles",
    "Signature",
    "Stage",
    "Summary",
    "connect_ray",
    "local",
    "on_ray",
    "on_slurm",
    "parquet_writer",
    "planned",
    "run",
    "stages",
    "summary",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"rawi.corpus.{_HOME[name]}"), name)
