"""Copies among the articles of an archive: MinHash proposes, the words decide.

datatrove's MinHash stages propose pairs (Broder 1997; Leskovec, Rajaraman, Ullman,
"Mining of Massive Datasets", chapter 3) on our own folded words, so that vocalised
and broken spellings agree. What each pair is to each other is then decided by the
comparison that the newsroom has, ``relate.copies``; see decision 0168.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache

import msgspec
import numpy as np
from datatrove.data import Document, DocumentsPipeline
from datatrove.io import DataFolderLike, get_datafolder
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.dedup import (
    MinhashConfig,
    MinhashDedupBuckets,
    MinhashDedupSignature,
)
from datatrove.utils.hashing import HashConfig
from datatrove.utils.word_tokenizers import WhitespaceTokenizer
from numpy.typing import NDArray

from rawi.arabic import fold, surfaces
from rawi.corpus.kept import Shelf
from rawi.corpus.ledger import Ledger
from rawi.corpus.plan import Copies
from rawi.model import Rejection
from rawi.relate.copies import CopyRules, compared
from rawi.relate.passages import words

GRAMS, BUCKETS, ROWS = 3, 64, 2
"""Words of a shingle; buckets; hashes of each: what proposes .98 of the copies (0168)."""
HELD = 65_536
"""Articles whose shingles a task of comparing holds at a time: some 100 MB."""
_MIX, _TURN, _SHIFT = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xC2B2AE3D27D4EB4F),
    np.uint64(31),
)
"""Odd numbers and a shift that spread the hashes of words over a shingle's."""
_WANTED: dict[Copies, tuple[str, ...]] = {
    "keep": (),
    "reprints": ("reprint",),
    "all": ("reprint", "edited"),
}


Shingled = Callable[[int, int], NDArray[np.uint64]]
"""The shingles of an article, by its task and its number there."""


def minhash_config() -> MinhashConfig:
    """Of all the MinHash stages of a run."""
    hashes = HashConfig(precision=32, hash_fc="sha1")  # ours are used: sha1 asks for no package
    return MinhashConfig(
        n_grams=GRAMS, num_buckets=BUCKETS, hashes_per_bucket=ROWS, hash_config=hashes
    )


@lru_cache(maxsize=2)
def word_keys(text: str) -> tuple[str, ...]:
    """The words of a text as copies are told by: folded, without punctuation."""
    return tuple(surfaces(fold(text)))


def shingles(text: str) -> NDArray[np.uint64]:
    """Hashes of the runs of ``GRAMS`` words, shape (n, 1); of the whole where it is shorter."""
    keys = [key.encode() for key in word_keys(text)]
    if not keys:
        return np.zeros((0, 1), dtype=np.uint64)
    each = (zlib.crc32(key) | zlib.adler32(key) << 32 for key in keys)
    hashed = np.fromiter(each, dtype=np.uint64, count=len(keys))
    size = max(len(keys) - GRAMS, 0) + 1
    found = np.zeros(size, dtype=np.uint64)
    for at in range(min(GRAMS, len(keys))):
        found = found * _MIX ^ hashed[at : at + size] * _TURN
        found ^= found >> _SHIFT
    return np.unique(found).reshape(-1, 1)


class Signature(MinhashDedupSignature):  # type: ignore[misc]
    """datatrove's first MinHash stage on our words; it also notes what ``Choose`` asks."""

    name = "🎯 MinHash stage 1, on Rawi's words"

    def __init__(self, output_folder: DataFolderLike, order_folder: DataFolderLike) -> None:
        none = WhitespaceTokenizer()  # one must be given; the words are found in ``shingles``
        super().__init__(output_folder, minhash_config(), language=none)
        self.order_folder = get_datafolder(order_folder)

    def get_shingles(self, text: str) -> NDArray[np.uint64]:
        return shingles(text)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> None:
        with self.order_folder.open(f"{rank:05d}.jsonl", "wb") as lines:
            super().run(self._noted(data, lines.write), rank, world_size)

    def _noted(self, data: DocumentsPipeline, write: object) -> Iterator[Document]:
        for document in data:
            write(msgspec.json.encode(order_of(document)) + b"\n")  # type: ignore[operator]
            yield _standing(document)


def _standing(document: Document) -> Document:
    """What is compared of it: the text, or the title of one without."""
    if document.text:
        return document
    return Document(text=document.metadata.get("title") or "", id=document.id)


class Order(msgspec.Struct, frozen=True, array_like=True):
    """Of one article: what of several copies the kept one is told by."""

    truncated: bool
    time: float | None
    digest: int
    """Equal for texts of the same words."""
    id: str

    @property
    def key(self) -> tuple[bool, bool, float]:
        """Least for the one that is kept: whole before cut, then the oldest."""
        return self.truncated, self.time is None, self.time or 0.0


def order_of(document: Document) -> Order:
    """What tells whether it is kept, of several of its cluster."""
    keys = " ".join(word_keys(_standing(document).text)).encode()
    told = document.metadata.get("published") or document.metadata.get("collected")
    digest = zlib.crc32(keys) << 32 | zlib.adler32(keys)
    return Order(bool(document.metadata.get("truncated")), _seconds(told), digest, document.id)


def _seconds(told: str | None) -> float | None:
    try:
        when = datetime.fromisoformat(told or "")
    except ValueError:
        return None
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


class Propose(MinhashDedupBuckets):  # type: ignore[misc]
    """datatrove's second MinHash stage, several buckets a task."""

    def __init__(self, input_folder: DataFolderLike, output_folder: DataFolderLike) -> None:
        super().__init__(input_folder, output_folder, config=minhash_config())

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> None:
        for bucket in range(rank, BUCKETS, world_size):
            super().run(data, bucket, BUCKETS)


class Compare(PipelineStep):  # type: ignore[misc]
    """Between datatrove's second and third stage: of the proposed pairs those that are copies.

    Each task takes a share of the pairs; they go out as they came in, ``BUCKETS`` files in all.
    """

    type, name = "🫂 - DEDUP", "Rawi: compare the words of each pair"

    def __init__(
        self,
        input_folder: DataFolderLike,
        output_folder: DataFolderLike,
        kept_folder: DataFolderLike,
        copies: Copies = "all",
    ) -> None:
        super().__init__()
        self.input_folder = get_datafolder(input_folder)
        self.output_folder = get_datafolder(output_folder)
        self.shelf = Shelf(kept_folder)
        self.wanted = _WANTED[copies]

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> None:
        pairs, shares = self._pairs(rank, world_size)
        shingled = lru_cache(HELD)(self._shingled)
        copies = np.fromiter((self._are_copies(pair, shingled) for pair in pairs.tolist()), bool)
        for share in range(rank, BUCKETS, world_size):
            with self.output_folder.open(f"{share:05d}_00.dups", "wb") as output:
                output.write(pairs[copies & (shares == share)].astype("<u4").tobytes())

    def _pairs(self, rank: int, world_size: int) -> tuple[NDArray[np.uint32], NDArray[np.uint64]]:
        """This task's pairs, each once, in order, shape (n, 4); and the share each is of."""
        found = [np.zeros((0, 4), dtype="<u4")]
        for name in self.input_folder.list_files(glob_pattern="*.dups"):
            pairs = np.frombuffer(self.input_folder.cat_file(name), dtype="<u4").reshape(-1, 4)
            found.append(np.unique(pairs[_shares(pairs) % world_size == rank], axis=0))
        once = np.unique(np.concatenate(found), axis=0)
        return once, _shares(once)

    def _shingled(self, task: int, number: int) -> NDArray[np.uint64]:
        return shingles(_standing(self.shelf.one(task, number)).text)

    def _are_copies(self, pair: tuple[int, int, int, int], shingled: Shingled) -> bool:
        task, number, other_task, other_number = pair
        if not _may_be_copies(shingled(task, number), shingled(other_task, other_number)):
            return False
        one, other = self.shelf.one(task, number), self.shelf.one(other_task, other_number)
        mine, yours = _standing(one).text, _standing(other).text
        if mine == yours or word_keys(mine) == word_keys(yours):
            return True
        link = compared((other.id, one.id), words(yours), words(mine), _RULES)
        return link is not None and link.kind in self.wanted


_RULES = CopyRules()
_LEAST = 0.2
"""Share of the shorter text's shingles that the other must hold to be compared word by word:
copies have at least .39 in April 2018."""


def _may_be_copies(mine: NDArray[np.uint64], yours: NDArray[np.uint64]) -> bool:
    """What settles two pairs of three by the shingles that both hold."""
    common = np.intersect1d(mine, yours, assume_unique=True).size
    return bool(common >= _LEAST * min(len(mine), len(yours)))


def _shares(pairs: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Which of ``BUCKETS`` shares each pair is of: all pairs of one article are in one."""
    wide = pairs.astype(np.uint64)
    return ((wide[:, 0] * _MIX + wide[:, 1] * _TURN) >> _SHIFT) % np.uint64(BUCKETS)


class Dropped(msgspec.Struct, frozen=True, array_like=True):
    """One article that is left out."""

    number: int
    """In its task."""
    same: bool
    """Whether its words are those of the kept one."""
    kept: str
    """Id of the one that stands for it."""


class Choose(PipelineStep):  # type: ignore[misc]
    """Behind datatrove's third stage: which of each cluster is kept, by ``Order``.

    datatrove keeps the one at the root of its own tree, which depends on how the
    archive was cut into tasks.
    """

    type, name = "🫂 - DEDUP", "Rawi: choose the one to keep"

    def __init__(
        self,
        clusters_folder: DataFolderLike,
        order_folder: DataFolderLike,
        output_folder: DataFolderLike,
    ) -> None:
        super().__init__()
        self.clusters_folder = get_datafolder(clusters_folder)
        self.order_folder = get_datafolder(order_folder)
        self.output_folder = get_datafolder(output_folder)

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> None:
        clusters: dict[int, list[tuple[tuple[bool, bool, float], int, int, Order]]] = {}
        for name in self.clusters_folder.list_files(glob_pattern="*.clusters"):
            task = int(name.removesuffix(".clusters"))
            for number, cluster, order in self._members(name, task):
                clusters.setdefault(cluster, []).append((order.key, task, number, order))
        dropped: dict[int, list[Dropped]] = {}
        for members in clusters.values():
            (*_, kept), *rest = sorted(members, key=lambda one: one[:3])
            for _, task, number, order in rest:
                same = order.digest == kept.digest
                dropped.setdefault(task, []).append(Dropped(number, same, kept.id))
        for task, few in dropped.items():
            with self.output_folder.open(f"{task:05d}.json", "wb") as file:
                file.write(msgspec.json.encode(sorted(few, key=lambda one: one.number)))

    def _members(self, name: str, task: int) -> Iterator[tuple[int, int, Order]]:
        """Number, cluster and order of each article of a task that is in a cluster."""
        found = np.frombuffer(self.clusters_folder.cat_file(name), dtype="<u4").reshape(-1, 2)
        wanted = dict(found.tolist())
        with self.order_folder.open(f"{task:05d}.jsonl", "rb") as lines:
            for number, line in enumerate(lines):
                if number in wanted:
                    yield number, wanted[number], msgspec.json.decode(line, type=Order)


class DropCopies(PipelineStep):  # type: ignore[misc]
    """Passes on the articles that ``Choose`` keeps; the others are refusals, each with its
    reason: ``same_text`` or ``copy``, and whose."""

    type, name = "🔻 - FILTER", "Rawi: drop copies"

    def __init__(self, dropped_folder: DataFolderLike, to: DataFolderLike) -> None:
        super().__init__()
        self.dropped_folder = get_datafolder(dropped_folder)
        self.to = get_datafolder(to)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        dropped = {one.number: one for one in self._dropped(rank)}
        with Ledger(self.to, "copies", rank) as ledger:
            for number, document in enumerate(data):
                if one := dropped.get(number):
                    ledger.refuse(_refusal(document, one))
                else:
                    yield document

    def _dropped(self, rank: int) -> Sequence[Dropped]:
        name = f"{rank:05d}.json"
        if not self.dropped_folder.isfile(name):
            return ()
        return msgspec.json.decode(self.dropped_folder.cat_file(name), type=list[Dropped])


def _refusal(document: Document, dropped: Dropped) -> Rejection:
    item = document.metadata.get("url") or document.id
    if dropped.same:
        return Rejection(kind="same_text", reason=f"the words of {dropped.kept}", item=item)
    return Rejection(kind="copy", reason=f"a copy of {dropped.kept}", item=item)
