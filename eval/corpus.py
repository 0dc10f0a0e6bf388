"""``python -m eval.corpus [--pages N]``: ``rawi corpus`` over recombined pages.

A seeded script makes an archive of N pages: headlines and paragraphs of real articles put
together anew into the HTML of real pages, as WARC, Parquet and WET; one page in ten tells an
earlier one again, cut or with a paragraph changed. Then:

- reading alone, ``rawi.read`` of every capture in a loop, beside what the whole run costs in
  CPU seconds, all its processes among them;
- identity: the output in one task, in as many as there are files, and with ``--ray`` on a Ray
  cluster of two workers of which one is killed at its task;
- planted copies: how many are left out, and what else is;
- with ``--sample NAME``: which articles of a set are left out, beside those that the
  newsroom's window calls copies.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import re
import resource
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

import rawi
from eval.abilities.copies import COPY, found_kinds
from eval.articles import articles
from eval.figures import DATA
from rawi.corpus import CorpusOptions, Launch, connect_ray, local, on_ray, planned, run, summary
from rawi.corpus.captures import captures
from rawi.corpus.documents import document_of
from rawi.corpus.near import order_of
from rawi.ingest.import_form import article_or_rejection, exported
from rawi.model import Article, Capture

SEED = 11
A_FILE = 1_000
"""Pages of one file."""
TOLD_AGAIN = 0.1
"""Share of pages that tell an earlier one again."""
SIZES = range(10_000, 90_000)
"""Bytes of the pages that lend their HTML: of larger ones an archive would not fit here."""
_PARAGRAPH = re.compile(r"(<p\b[^<>]{0,300}>)([^\0]{60,3000}?)(</p>)", re.I)
_HEADLINE = re.compile(r"(<(title|h1)\b[^<>]{0,300}>)[^\0]{1,500}?(</\2>)", re.I)


class Told(NamedTuple):
    """One recombined report."""

    number: int
    title: str
    body: tuple[str, ...]
    again: int | None
    """Which earlier one it tells again."""


def told(pages: int) -> Iterator[Told]:
    """So many reports, the same for the same number and seed."""
    draw = random.Random(SEED)
    real = [*articles("ant-2018-04"), *articles("ant-2018-02-03-07")]
    titles = [a.title for a in real if a.title]
    paragraphs = [p for a in real for p in a.body if len(p) > 80]
    first: list[Told] = []
    for number in range(pages):
        if first and draw.random() < TOLD_AGAIN:
            old = draw.choice(first)
            body = list(old.body)
            body[draw.randrange(len(body))] = draw.choice(paragraphs)
            whole = tuple(body if draw.random() < 0.5 else old.body[: len(body) - 1])
            yield Told(number, draw.choice(titles), whole, old.number)
        else:
            body = [draw.choice(paragraphs) for _ in range(draw.randint(4, 8))]
            first.append(Told(number, draw.choice(titles), tuple(body), None))
            yield first[-1]


def templates() -> list[str]:
    """The HTML of real pages whose own text gives way to a report put into its paragraphs."""
    paths = sorted((DATA / "pages" / "wcxb-dev").glob("*.html.gz"))
    texts = (gzip.decompress(path.read_bytes()).decode("utf-8", "replace") for path in paths)
    sized = (text for text in texts if len(text) in SIZES)
    trial = next(told(1))
    return [text for text in sized if _holds(text, trial)]


def _holds(template: str, report: Told) -> bool:
    if len(_PARAGRAPH.findall(template)) < 5:
        return False
    found = rawi.read(html(report, template)).articles
    return len(found) == 1 and set(found[0].body) == set(report.body)


def html(report: Told, template: str) -> str:
    """The report in the place of the template's own text."""
    slots = len(_PARAGRAPH.findall(template))
    body = [escape(p) for p in report.body]
    body[slots - 1 :] = ["</p><p>".join(body[slots - 1 :])] if len(body) > slots else body[slots:]
    left = iter(body)
    titled = _HEADLINE.sub(lambda m: f"{m[1]}{escape(report.title)}{m[3]}", template)
    return _PARAGRAPH.sub(lambda m: f"{m[1]}{next(left, '')}{m[3]}", titled)


def address(report: Told) -> str:
    return f"https://outlet{report.number % 50}.example/news/{report.number}"


def record(report: Told, body: bytes, kind: str) -> bytes:
    """One record of a WARC or WET file."""
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    block = (http.encode() if kind == "response" else b"") + body
    form = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address(report)}\r\n"
        f"WARC-Date: 2026-03-12T12:00:00Z\r\nContent-Type: {form}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + block + b"\r\n\r\n", 1)


def write(path: Path, few: Sequence[Told], shapes: Sequence[str]) -> None:
    """One file: three of five WARC, one Parquet, one WET."""
    number = few[0].number // A_FILE
    pages = [html(one, shapes[one.number % len(shapes)]) for one in few]
    if number % 5 == 3:
        rows = [{"url": address(one), "html": page} for one, page in zip(few, pages, strict=True)]
        pq.write_table(pa.Table.from_pylist(rows), path.with_suffix(".parquet"))
    elif number % 5 == 4:
        texts = ("\n".join((one.title, *one.body)).encode() for one in few)
        whole = (record(one, text, "conversion") for one, text in zip(few, texts, strict=True))
        path.with_suffix(".warc.wet.gz").write_bytes(b"".join(whole))
    else:
        whole = (
            record(one, page.encode(), "response") for one, page in zip(few, pages, strict=True)
        )
        path.with_suffix(".warc.gz").write_bytes(b"".join(whole))


def make(folder: Path, pages: int) -> list[Told]:
    """The archive, unless it lies there from another time."""
    whole, shapes = list(told(pages)), templates()
    folder.mkdir(parents=True, exist_ok=True)
    for begin in range(0, pages, A_FILE):
        path = folder / f"{begin // A_FILE:05d}"
        if not list(folder.glob(f"{path.name}.*")):
            write(path, whole[begin : begin + A_FILE], shapes)
    return whole


def cpu() -> float:
    """Seconds of this process and of those that it waited for."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, kinds))


def in_a_loop(folder: Path) -> float:
    """CPU seconds of ``rawi.read`` alone over every capture, each read once."""
    spent = 0.0
    for path in sorted(folder.iterdir()):
        held = [one.what for one in captures(str(path)) if isinstance(one.what, Capture)]
        begun = time.process_time()
        for one in held:
            rawi.read(one.body, one.url, one.content_type, one.collected)
        spent += time.process_time() - begun
    return spent


def output(to: Path) -> tuple[bytes, list[bytes]]:
    """All articles in order, and all refusals sorted."""
    files = sorted(to.glob("articles/*.gz"))
    refused = [line for path in to.glob("rejected/*") for line in path.read_bytes().splitlines()]
    return b"".join(gzip.decompress(path.read_bytes()) for path in files), sorted(refused)


def workers() -> list[int]:
    """Processes that are at a task of Ray's."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if path.read_bytes().startswith(b"ray::RankWorker.run"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


@contextmanager
def one_killed() -> Iterator[list[int]]:
    """The first of Ray's workers that is at a task, killed while it is."""
    killed: list[int] = []
    over = Event()

    def watch() -> None:
        while not killed and not over.wait(0.01):
            for process in workers()[:1]:
                os.kill(process, signal.SIGKILL)
                killed.append(process)

    thread = Thread(target=watch)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def made(folder: Path, to: Path, tasks: int, launch: Launch) -> float:
    """CPU seconds of a whole run."""
    begun = cpu()
    run(planned([str(folder)], str(to), CorpusOptions(tasks=tasks)), launch)
    return cpu() - begun


def on_two_workers(folder: Path, to: Path) -> bool:
    """Whether a worker was killed at its task in a run that came to its end all the same."""
    import ray

    connect_ray()
    try:
        with one_killed() as killed:
            made(folder, to, 0, on_ray(2))
    finally:
        ray.shutdown()
    return bool(killed)


def f1(found: set[str], wanted: set[str]) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean."""
    right = len(found & wanted)
    p, r = right / max(len(found), 1), right / max(len(wanted), 1)
    return p, r, 2 * p * r / max(p + r, 1e-9)


def left_out(to: Path) -> list[dict[str, str]]:
    """The refusals over copies."""
    lines = (
        line for path in to.glob("rejected/copies-*") for line in path.read_bytes().splitlines()
    )
    return [msgspec.json.decode(line) for line in lines]


def judge_planted(whole: Sequence[Told], to: Path) -> None:
    """Of what was told again and read, how much is left out, beside one of its own kept."""
    family = {address(one): one.number if one.again is None else one.again for one in whole}
    records = map(msgspec.json.decode, output(to)[0].splitlines())
    kept = {one["id"]: family[one["url"]] for one in records if "url" in one}  # not half a page
    pairs = [(line["item"], line["reason"].split()[-1]) for line in left_out(to)]
    gone = [(family[one], kept[of]) for one, of in pairs if one in family and of in kept]
    read = Counter([*kept.values(), *(own for own, _ in gone)])
    wanted, right = sum(read.values()) - len(read), sum(own == other for own, other in gone)
    p, r = right / max(len(gone), 1), right / max(wanted, 1)
    print(f"told again {wanted:,}, left out {len(gone):,}: P {p:.3f} R {r:.3f}")


def clusters(pairs: Sequence[frozenset[str]]) -> list[set[str]]:
    """What hangs together by pairs."""
    of: dict[str, set[str]] = {}
    for pair in pairs:
        joined = set(pair).union(*(of.get(name, set()) for name in pair))
        of |= dict.fromkeys(joined, joined)
    return list({id(group): group for group in of.values()}.values())


def judge_sample(name: str, folder: Path) -> None:
    """Articles that the corpus leaves out, beside those that the newsroom calls copies."""
    whole = sorted(articles_of(name), key=lambda a: (a.published or a.collected or "", a.id))
    (folder / "in").mkdir(parents=True)
    lines = (msgspec.json.encode(exported(a)) + b"\n" for a in whole)
    (folder / "in" / "a.jsonl").write_bytes(b"".join(lines))
    spent = made(folder / "in", folder / "out", 1, local(1))
    kept = {msgspec.json.decode(line)["id"] for line in output(folder / "out")[0].splitlines()}
    gone = {a.id for a in whole} - kept
    pairs = [pair for pair, kind in found_kinds(whole).items() if kind in COPY]
    groups = clusters(pairs)
    place = {a.id: (*order_of(document_of(a)).key, number) for number, a in enumerate(whole)}
    wanted = {one for group in groups for one in group - {min(group, key=place.__getitem__)}}
    p, r, f = f1(gone, wanted)
    print(f"{name}: {len(whole):,} articles, {spent:.0f} CPU s; copies left out {len(gone):,}")
    print(f"  beside the newsroom's {len(wanted):,}: P {p:.3f} R {r:.3f} F1 {f:.3f}")


def articles_of(name: str) -> list[Article]:
    """The articles of a set, its empty records left out."""
    with gzip.open(DATA / "articles" / f"{name}.jsonl.gz") as lines:
        records = map(msgspec.json.decode, lines)
        found = [article_or_rejection(one) for one in records]
        return [one for one in found if isinstance(one, Article)]


def judge_run(folder: Path, pages: int, *, ray: bool) -> None:
    """Speed, identity, planted copies."""
    begun = cpu()
    whole = make(folder / "in", pages)
    print(f"{pages:,} pages made in {cpu() - begun:.0f} CPU s", flush=True)
    alone = in_a_loop(folder / "in")
    spent = made(folder / "in", folder / "one", 1, local(1))
    print(
        f"rawi.read alone {pages / alone:.1f} pages a CPU s, the run {pages / spent:.1f}: ", end=""
    )
    print(f"{alone / spent:.3f} of it", flush=True)
    print(msgspec.json.encode(summary(str(folder / "one"))).decode())
    judge_planted(whole, folder / "one")
    made(folder / "in", folder / "many", 0, local(2))
    print(
        "a task a file:", "same" if output(folder / "one") == output(folder / "many") else "OTHER"
    )
    if ray:
        killed = on_two_workers(folder / "in", folder / "ray")
        same = output(folder / "one") == output(folder / "ray")
        print("Ray,", "one killed:" if killed else "none killed:", "same" if same else "OTHER")


def main() -> None:
    parser = argparse.ArgumentParser(prog="eval.corpus", description=__doc__)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--ray", action="store_true")
    parser.add_argument("--sample", help="a set of ../shared/data/articles")
    parser.add_argument("--folder", type=Path, help="kept; else a temporary one")
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="rawi-corpus-"))
    try:
        if given.sample:
            judge_sample(given.sample, folder)
        else:
            judge_run(folder, given.pages, ray=given.ray)
    finally:
        if not given.folder:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
