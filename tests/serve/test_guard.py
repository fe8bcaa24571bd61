"""Nobody gets in but the page that was served: whatever another site can make a browser send is refused."""

import pytest

from keypost.serve.guard import find_refusal

TOKEN = "t0ken"  # noqa: S105 - of a test
PAGE = {"REQUEST_METHOD": "GET", "PATH_INFO": f"/{TOKEN}/", "HTTP_HOST": "127.0.0.1:8000"}
ACT = PAGE | {
    "REQUEST_METHOD": "POST",
    "PATH_INFO": f"/{TOKEN}/edit",
    "HTTP_ORIGIN": "http://127.0.0.1:8000",
    "CONTENT_TYPE": "application/json; charset=utf-8",
}


def refuse(environ: dict[str, str]) -> int | None:
    return find_refusal(environ, token=TOKEN, port=8000)


@pytest.mark.parametrize("environ", [PAGE, ACT, PAGE | {"HTTP_HOST": "localhost:8000", "HTTP_SEC_FETCH_SITE": "none"}])
def test_the_page_gets_through(environ: dict[str, str]) -> None:
    assert refuse(environ) is None


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"HTTP_HOST": "evil.example:8000"}, 421),
        ({"HTTP_HOST": "127.0.0.1"}, 421),
        ({"HTTP_HOST": ""}, 421),
        ({"HTTP_ORIGIN": "https://evil.example"}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({"HTTP_ORIGIN": "http://127.0.0.1:9000"}, 403),
        ({"HTTP_ORIGIN": ""}, 403),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"CONTENT_TYPE": "text/plain"}, 403),
        ({"CONTENT_TYPE": "application/x-www-form-urlencoded"}, 403),
        ({"PATH_INFO": "/edit"}, 404),
        ({"PATH_INFO": "/"}, 404),
        ({"PATH_INFO": f"/x/{TOKEN}/edit"}, 404),
        ({"PATH_INFO": f"/{TOKEN}x/edit"}, 404),
    ],
)
def test_others_dont(changes: dict[str, str], status: int) -> None:
    assert refuse(ACT | changes) == status
