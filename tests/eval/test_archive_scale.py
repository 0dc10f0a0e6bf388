"""A newsroom that is grown by copies is one like any other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import rawi
from eval import archive_scale

BODY = "قال مدير المرفأ إن السفينة رست صباحا بعد رحلة دامت تسعة أيام وإن حمولتها قمح وسكر"


def test_every_article_stands_so_often_and_the_first_are_the_latest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_scale, "SEED", 2)
    monkeypatch.setattr(archive_scale, "TIMES", 3)
    path = tmp_path / "news.db"
    with rawi.open(path) as news:
        for number in range(2):
            news.add(
                [
                    {
                        "id": f"a{number}",
                        "outlet": f"o{number}",
                        "title": "رست سفينة القمح",
                        "body": f"{BODY} {number}",
                        "published": f"2024-03-0{number + 1}T08:00:00+00:00",
                    }
                ]
            )
    archive_scale.grown(path)
    shutil.rmtree(f"{path}.index")
    with rawi.open(path) as news:
        assert sum(1 for _ in news.articles()) == 6
        assert news.article("a1~2").published == "2023-10-14T08:00:00+00:00"
        assert [a.id for a in news.story_of("a0~1").articles] == ["a0~1", "a1~1"]
        assert news.search("سفينة", limit=10).total == 6
        assert set(news.check().counts) == {"capture"}  # of the first, under digests of their own
        assert news.add([{"id": "b", "body": f"{BODY} ثم عادت"}]).added == 1
