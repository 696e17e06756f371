"""Files from a web server of ours: saved, named, limited, followed, and never fetched from where they must not be."""

import gzip
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from synth.progress import Cancelled
from synth.reading import ReadError, read
from synth.reading.web.fetch import Limits, fetch, file_name
from synth.reading.web.request import Refusal, parsed
from tests.reading.web.local_server import serving

CSV = b"a,b\n1,x\n2,y\n"


@pytest.fixture(autouse=True)
def permitted(monkeypatch):
    monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1,localhost")


def test_a_file_is_saved_and_read(tmp_path: Path):
    with serving({"/data/people.csv?v=2": (200, {}, CSV)}) as server:
        path = fetch(f"http://127.0.0.1:{server.port}/data/people.csv?v=2#top", tmp_path)
        asked, headers = server.asked[0]
    assert (path, path.read_bytes()) == (tmp_path / "people.csv", CSV)
    assert asked == "/data/people.csv?v=2" and headers["Host"] == f"127.0.0.1:{server.port}"
    assert list(read(path).dataset.table["b"]) == ["x", "y"] and [p.name for p in tmp_path.iterdir()] == ["people.csv"]


def test_a_packed_file_stays_packed_and_one_packed_on_the_way_does_not(tmp_path: Path):
    packed = gzip.compress(CSV)
    with serving({"/t.csv.gz": (200, {}, packed), "/t.csv": (200, {"Content-Encoding": "gzip"}, packed)}) as server:
        assert fetch(f"http://127.0.0.1:{server.port}/t.csv.gz", tmp_path).read_bytes() == packed
        assert fetch(f"http://127.0.0.1:{server.port}/t.csv", tmp_path).read_bytes() == CSV


@pytest.mark.parametrize(("disposition", "url", "name"), [
    ("", "http://h/a/b.csv", "b.csv"), ("", "http://h/", "download"), ("", "http://h/%E5%A3%B2%E4%B8%8A.csv", "売上.csv"),
    ('attachment; filename="t.xlsx"', "http://h/x", "t.xlsx"),
    ("attachment; filename*=UTF-8''na%C3%AFve.csv", "http://h/x", "naïve.csv"),
    ('attachment; filename="../../etc/passwd"', "http://h/x", "passwd"),
    ('inline; filename="..\\..\\x.csv"', "http://h/", "x.csv"),
    ("", "http://h/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "passwd"), ("", "http://h/.hidden", "hidden"),
    ("", "http://h/a%00b.csv", "a_b.csv"),
    ('attachment; filename=".."', "http://h/x", "download"), ("", f"http://h/{'あ' * 300}.csv", "あ" * 40 + ".csv")])
def test_names_lead_nowhere_else(disposition, url, name):
    assert file_name(disposition, urlsplit(url)) == name


def test_redirects_are_followed_and_each_address_is_checked(tmp_path: Path, monkeypatch):
    answers = {"/1": (302, {"Location": "/2"}, b""), "/t.csv": (200, {}, CSV),
               "/loop": (301, {"Location": "/loop"}, b""),
               "/meta": (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
               "/file": (302, {"Location": "file:///etc/passwd"}, b""), "/lost": (302, {}, b"")}
    with serving(answers) as server:
        base = f"http://127.0.0.1:{server.port}"
        answers["/2"] = (307, {"Location": f"http://localhost:{server.port}/t.csv"}, b"")
        assert fetch(f"{base}/1", tmp_path).name == "t.csv"
        for path, why in (("/loop", "more than 5 times"), ("/meta", "own network"), ("/file", "Only addresses like"),
                          ("/lost", "HTTP 302")):
            with pytest.raises(ReadError, match=why):
                fetch(base + path, tmp_path)
        monkeypatch.setenv("LOOKALIKE_ALLOW", f"127.0.0.1:{server.port}")
        with pytest.raises(ReadError, match="'localhost' is an address inside"):
            fetch(f"{base}/1", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:{}/t.csv", "http://localhost:{}/t.csv", "http://2130706433:{}/t.csv",
                                 "http://0x7f.1:{}/t.csv", "http://[::ffff:127.0.0.1]:{}/t.csv",
                                 "http://0.0.0.0:{}/t.csv"])
def test_nothing_inside_is_asked_without_permission(tmp_path: Path, monkeypatch, url):
    monkeypatch.delenv("LOOKALIKE_ALLOW")
    with serving({"/t.csv": (200, {}, CSV)}) as server:
        with pytest.raises(ReadError, match="LOOKALIKE_ALLOW"):
            fetch(url.format(server.port), tmp_path)
        assert server.asked == []


@pytest.mark.parametrize("url", ["ftp://h/t.csv", "file:///etc/passwd", "t.csv", "", "http://", "http:///t.csv",
                                 "http://h:99999/",
                                 "http://h/a b", "http://h\\@evil/", "http://h/\r\nX: y", "gopher://h/",
                                 "http://[::1/"])
def test_what_is_no_web_address_is_refused(url):
    with pytest.raises(ReadError, match="Only addresses like"):
        parsed(url)


@pytest.mark.parametrize("url", ["http://ann:s3cret@h/t.csv", "http://ann@h/", "http://:s3cret@h/"])
def test_passwords_do_not_belong_into_addresses(url):
    with pytest.raises(ReadError, match="user name or password") as problem:
        parsed(url)
    assert "s3cret" not in str(problem.value)


def test_answers_that_are_no_file_are_sentences(tmp_path: Path):
    with serving({"/401": (401, {}, b""), "/500": (500, {"X-Why": "broken"}, b"oh"), "/204": (204, {}, b"")}) as server:
        for path, why in (("/none.csv", "has no such file"), ("/401", "wants a password"), ("/500", "did not send"),
                          ("/204", "204")):
            with pytest.raises(Refusal, match=why) as refusal:
                fetch(f"http://127.0.0.1:{server.port}{path}", tmp_path)
            assert str(refusal.value).endswith("check the address.")
        assert refusal.value.status == 204
    assert not list(tmp_path.iterdir())


def test_nobody_there_is_a_sentence(tmp_path: Path):
    with serving({}) as server:
        port = server.port
    with pytest.raises(ReadError, match=r"'127.0.0.1' could not be reached: nothing answers there.*is online\."):
        fetch(f"http://127.0.0.1:{port}/t.csv", tmp_path)
    with pytest.raises(ReadError, match="could not be reached: no address is known"):
        fetch("https://nowhere.invalid/t.csv", tmp_path)


def endless(handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 10_000)


def dripping(handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x")
        time.sleep(0.02)


def slow_to_begin(handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    dripping(handler)


def cut_off(handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(CSV)


def gibberish(handler) -> None:
    handler.wfile.write(b"\x00\xff not http at all\r\n\r\n")


@pytest.mark.parametrize(("answer", "why"), [
    (endless, "sends more than 0.0001 GB"), ((200, {"Content-Length": "9999999"}, b""), "sends more than 0.0001 GB"),
    ((200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 10**7)), "sends more than 0.0001 GB"),
    (dripping, "took longer than 0.3 s"), (slow_to_begin, "took longer than 0.3 s"), (cut_off, "broke off"),
    (gibberish, "broke off")])
def test_what_never_ends_or_breaks_off_leaves_nothing_behind(tmp_path: Path, answer, why):
    with serving({"/t.csv": answer}) as server, pytest.raises(ReadError, match=why):
        fetch(f"http://127.0.0.1:{server.port}/t.csv", tmp_path, Limits(100_000, 0.3))
    assert not list(tmp_path.iterdir())


def test_a_cancel_is_obeyed_on_the_way(tmp_path: Path):
    def cancel(share: float, note: str = "") -> None:
        raise Cancelled

    with serving({"/t.csv": endless}) as server, pytest.raises(Cancelled):
        fetch(f"http://127.0.0.1:{server.port}/t.csv", tmp_path, progress=cancel)
    assert not list(tmp_path.iterdir())


def test_limits_come_from_the_environment(monkeypatch):
    assert Limits.configured() == Limits(2 * 10**9, 3600)
    monkeypatch.setenv("LOOKALIKE_FETCH_GB", "0.5")
    monkeypatch.setenv("LOOKALIKE_FETCH_SECONDS", "60")
    assert Limits.configured() == Limits(500_000_000, 60)
    monkeypatch.setenv("LOOKALIKE_FETCH_GB", "much")
    with pytest.raises(ValueError, match="must be numbers"):
        Limits.configured()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """For the name localhost alone, not for its address."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem",
                    "-out", folder / "certificate.pem"], check=True, capture_output=True)
    (folder / "both.pem").write_bytes((folder / "certificate.pem").read_bytes() + (folder / "key.pem").read_bytes())
    return folder / "both.pem"


def test_https_goes_to_the_checked_address_and_wants_the_certificate_of_the_name(
    tmp_path: Path, monkeypatch, certificate: Path):
    with serving({"/t.csv": (200, {}, CSV)}, certificate) as server:
        with pytest.raises(ReadError, match="'localhost' has a certificate that cannot be trusted"):
            fetch(f"https://localhost:{server.port}/t.csv", tmp_path)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetch(f"https://localhost:{server.port}/t.csv", tmp_path).read_bytes() == CSV
        with pytest.raises(ReadError, match="'127.0.0.1' has a certificate that cannot be trusted"):
            fetch(f"https://127.0.0.1:{server.port}/t.csv", tmp_path)
    with serving({}) as server, pytest.raises(ReadError, match="does not speak https there"):
        fetch(f"https://localhost:{server.port}/t.csv", tmp_path)
