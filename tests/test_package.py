"""The built wheel, in an environment that has nothing else of ours."""

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DUMP = """الرئيسية > محليات

افتتاح جسر جديد في وادي السنديان

افتتح رئيس البلدية جسرا جديدا فوق مجرى السيل يوم الخميس، بعد عام من العمل المتواصل على ضفتيه.

وقال رئيس البلدية إن الجسر يحتمل ضعف ما كان يحتمله الجسر القديم، وإن كلفته لم تزد على التقدير.

شارك هذا الخبر
"""


@pytest.fixture(scope="module")
def rawi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``rawi`` command of a fresh environment into which the wheel was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder / "dist"), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    venv.create(folder / "env")
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "env/bin/python"), "install"]
    pins = ["--quiet", "--no-compile", "-c", str(ROOT / "constraints.txt")]
    subprocess.run([*pip, *pins, str(wheel)], check=True, capture_output=True)
    return folder / "env/bin/rawi"


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_wheel_reads_a_page(rawi: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [rawi, "read", "-", "--json"],
        input=DUMP.encode(),
        capture_output=True,
        cwd=tmp_path,
        check=True,
    )
    (article,) = json.loads(done.stdout)["articles"]
    assert len(article["body"]) == 2
