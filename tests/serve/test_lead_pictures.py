import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rawi.model import Article, Outlet
from rawi.newsroom import Newsroom
from rawi.serve.options import ServeOptions
from tests.serve.conftest import client_of

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"


class Pictures(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = PNG if self.path == "/a.png" else SVG
        self.send_response(200)
        self.send_header("content-type", "image/png")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def pictures() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pictures)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fill(room: Newsroom, pictures: str, *, allowed: bool) -> None:
    room.add_outlet(Outlet(id="pic.example", name="مصور", allow_private=allowed))
    for name in ("a.png", "a.svg"):
        room.add([Article(id=name, outlet="pic.example", title=name, image=f"{pictures}/{name}")])


def test_a_picture_comes_from_this_server(room: Newsroom, pictures: str) -> None:
    fill(room, pictures, allowed=True)
    with client_of(room) as client:
        assert 'src="/image/a.png?size=lead"' in client.get("/article/a.png").text
        assert 'src="/image/a.png?size=card"' in client.get("/").text
        answer = client.get("/image/a.png")
        assert answer.headers["content-type"] == "image/webp"
        assert client.get("/image/a.svg").status_code == 404, "it could hold script"


@pytest.mark.parametrize("off", [ServeOptions(images=False), None])
def test_pictures_can_be_off(room: Newsroom, pictures: str, off: ServeOptions | None) -> None:
    fill(room, pictures, allowed=True)
    with client_of(room, off) as client:
        if off is None:
            client.cookies.set("rawi_preferences", "pictures=off")
        for page in ("/", "/article/a.png"):
            assert "/image/" not in client.get(page).text


def test_those_who_read_excerpts_see_no_pictures(room: Newsroom, pictures: str) -> None:
    fill(room, pictures, allowed=True)
    with client_of(room, ServeOptions(host="0.0.0.0", token="s3cret", public=True)) as client:
        assert "/image/" not in client.get("/article/a.png").text
        assert client.get("/image/a.png").status_code == 404


def test_addresses_inside_are_not_fetched(room: Newsroom, pictures: str) -> None:
    fill(room, pictures, allowed=False)
    with client_of(room) as client:
        assert client.get("/image/a.png").status_code == 404
