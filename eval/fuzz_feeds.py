"""``python -m eval.fuzz_feeds``: mutated feeds, none of which may raise or take long.

Feeds of our own writing, and those of the shared test suites where they are, are cut,
doubled, nested, spliced and filled with what patterns stumble over (seeded). Every
one is read as ``rawi collect`` reads it; the time of each is held against .5 s a 100 KB.
"""

from __future__ import annotations

import argparse
import random
import sys
import tarfile
import time
from datetime import UTC, datetime

from eval.figures import DATA
from rawi.collect.feeds import parse_feed
from rawi.ingest.full_text import holds_full_text
from rawi.ingest.records import Feed

NOW = datetime(2026, 11, 29, tzinfo=UTC)
SECONDS_A_100_KB = 0.5
LARGEST = 100_000
ITEM = (
    "<item><title>افتتاح جسر {n}</title><link>https://a.example/n/{n}</link><guid>k{n}</guid>"
    "<author>desk@a.example (ليلى حداد)</author><dc:creator>سامي</dc:creator>"
    "<pubDate>Sun, 29 Nov 2026 10:0{n}:00 GMT</pubDate><category>محليات</category>"
    "<description><![CDATA[<p>نص <b>قصير</b> عن الجسر</p>]]></description></item>"
)
RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
)
OWN = (
    (RSS + "<title>ت</title>" + "".join(ITEM.format(n=n) for n in range(9)) + "</channel></rss>"),
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>ت</title><entry><id>1</id><title>خ</title>'
    '<link href="https://a.example/1"/><author><name>ليلى</name></author><content type="html">'
    "&lt;p&gt;نص&lt;/p&gt;</content><updated>2026-11-29T10:00:00Z</updated></entry></feed>",
    '{"version":"https://jsonfeed.org/version/1.1","title":"ت","items":[{"id":"1","url":'
    '"https://a.example/1","title":"خ","content_html":"<p>نص</p>"}]}',
    "<urlset><url><loc>https://a.example/1</loc><lastmod>2026-11-29</lastmod></url></urlset>",
)
PIECES = (
    "a.", "a@", "a@b.c (", "<", "<a", "<a ", "</", "<!--", "-->", "<![CDATA[", "]]>", "&", "&amp;",
    "&#x", "<!ENTITY x '", "<item>", "</item>", "<author>", "(", ")", " ", "\t", "\n", "1:",
    "http://", "<!DOCTYPE", "<b>", "<div>", "<table><tr><td>", "&lt;b&gt;", "'", '"', "=", "\0",
    "\x85", "ن", "َ", "%", "[", "{",
)  # fmt: skip


def seeds() -> list[bytes]:
    """Feeds to begin from."""
    found = [text.encode() for text in OWN]
    suites = DATA / "feeds" / "suites.tar.gz"
    if suites.exists():
        with tarfile.open(suites) as archive:
            for member in archive:
                if member.isfile() and member.size < LARGEST and member.name.endswith("ml"):
                    held = archive.extractfile(member)
                    found += [held.read()] if held else []
    return found


def mutated(data: bytes, choose: random.Random, others: list[bytes]) -> bytes:
    """The feed with one to four changes, at most ``LARGEST`` bytes."""
    for _ in range(choose.randint(1, 4)):
        at = choose.randrange(len(data) + 1)
        end = min(len(data), at + choose.randrange(1, 400))
        kind = choose.randrange(6)
        if kind == 0:
            data = data[:at] + data[end:]
        elif kind == 1:
            data = data[:end] + data[at:end] * choose.choice((1, 5, 60)) + data[end:]
        elif kind == 2:
            piece = choose.choice(PIECES).encode("utf-8", "surrogatepass")
            data = data[:at] + piece * choose.choice((1, 9, 900, 30_000)) + data[at:]
        elif kind == 3:
            other = choose.choice(others)
            start = choose.randrange(len(other) + 1)
            data = data[:at] + other[start : start + 2_000] + data[at:]
        elif kind == 4:
            noise = bytes(choose.randrange(256) for _ in range(choose.randrange(1, 40)))
            data = data[:at] + noise + data[at:]
        else:
            data = data[:at]
    return data[:LARGEST]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="eval.fuzz_feeds", description=__doc__)
    parser.add_argument("--count", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=11)
    options = parser.parse_args(argv)
    choose, begun, failures, slowest, feeds = random.Random(options.seed), seeds(), 0, 0.0, 0
    for number in range(options.count):
        data = mutated(choose.choice(begun), choose, begun)
        before = time.process_time()
        try:
            read = parse_feed(data, now=NOW, url="https://a.example/feed")
            if isinstance(read, Feed):
                feeds += 1
                for item in read.items:
                    holds_full_text(item)
        except Exception as why:
            failures += 1
            print(f"{number}: {why!r}")
        taken = (time.process_time() - before) / max(len(data) / 100_000, 1.0)
        slowest = max(slowest, taken)
        if taken > SECONDS_A_100_KB:
            failures += 1
            print(f"{number}: {taken:.2f} s a 100 KB, {len(data):,} bytes")
    print(f"{options.count} feeds, {feeds} read, {failures} failures, slowest {slowest:.3f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
