"""S3: signatures as AWS publishes them, and files from a server that answers as S3 does."""

import datetime as dt
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from synth.reading import ReadError
from synth.reading.web.s3 import Keys, _address, fetch_s3, signed
from tests.reading.web.local_server import serving

CSV = b"a,b\n1,2\n"


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION",
                 "LOOKALIKE_S3_ENDPOINT", "LOOKALIKE_ALLOW"):
        monkeypatch.delenv(name, raising=False)


def test_the_signature_is_the_one_that_aws_publishes():
    """Source: AWS, "Authenticating Requests: Using Query Parameters", the example of examplebucket/test.txt."""
    url = signed("https://examplebucket.s3.amazonaws.com", "/test.txt", "us-east-1",
                 Keys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
                 dt.datetime(2013, 5, 24, tzinfo=dt.timezone.utc), 86400)
    assert url.endswith("X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    assert "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&" in url


def test_the_signature_is_botocores():
    botocore = pytest.importorskip("botocore.session", reason="botocore, which SDV brings, is not installed")
    from botocore.config import Config

    client = botocore.get_session().create_client(
        "s3", "eu-central-1", aws_access_key_id="AK", aws_secret_access_key="sk/x", aws_session_token="to/ken==",
        endpoint_url="http://127.0.0.1:9000", config=Config(signature_version="s3v4", s3={"addressing_style": "path"}))
    theirs = client.generate_presigned_url("get_object", Params={"Bucket": "data", "Key": "a b/ü.csv"}, ExpiresIn=900)
    asked = {key: values[0] for key, values in parse_qs(urlsplit(theirs).query).items()}
    now = dt.datetime.strptime(asked["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.timezone.utc)
    ours = signed("http://127.0.0.1:9000", "/data/a%20b/%C3%BC.csv", "eu-central-1", Keys("AK", "sk/x", "to/ken=="),
                  now)
    assert parse_qs(urlsplit(ours).query) == parse_qs(urlsplit(theirs).query)
    assert urlsplit(ours).path == urlsplit(theirs).path


def test_addresses():
    assert _address("data", "a b/ü.csv", "us-east-1",
                    None) == "https://data.s3.us-east-1.amazonaws.com/a%20b/%C3%BC.csv"
    assert _address("my.data", "t.csv", "eu-west-1", None) == "https://s3.eu-west-1.amazonaws.com/my.data/t.csv"


def test_a_public_file_and_a_signed_one(tmp_path: Path, monkeypatch):
    with serving({"/data/in%20here/t.csv": (200, {"ETag": '"1"'}, CSV)}) as server:
        monkeypatch.setenv("LOOKALIKE_S3_ENDPOINT", f"http://127.0.0.1:{server.port}")
        with pytest.raises(ReadError, match="inside the server's own network"):
            fetch_s3("s3://data/in here/t.csv", tmp_path)
        monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1")
        assert fetch_s3("s3://data/in here/t.csv", tmp_path).read_bytes() == CSV
        assert server.asked[-1][0] == "/data/in%20here/t.csv"
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AK")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sk")
        assert fetch_s3("s3://data/in here/t.csv", tmp_path).name == "t.csv"
        assert re.search(r"X-Amz-Credential=AK%2F\d{8}%2Fus-east-1.*X-Amz-Signature=[0-9a-f]{64}$", server.asked[-1][0])


def test_another_region_is_asked_once(tmp_path: Path, monkeypatch):
    def elsewhere(handler) -> None:
        right = "%2Feu-west-1%2F" in handler.path
        handler.send_response(200 if right else 400)
        handler.send_header("Content-Length", str(len(CSV)) if right else "0")
        handler.send_header("x-amz-bucket-region", "eu-west-1")
        handler.end_headers()
        handler.wfile.write(CSV if right else b"")

    monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AK")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sk")
    with serving({"/data/t.csv": elsewhere}) as server:
        monkeypatch.setenv("LOOKALIKE_S3_ENDPOINT", f"http://127.0.0.1:{server.port}")
        assert fetch_s3("s3://data/t.csv", tmp_path).read_bytes() == CSV
        assert len(server.asked) == 2


@pytest.mark.parametrize(("status", "why"),
                         [(404, "no file 't.csv' in the bucket 'data'"), (403, "AWS_ACCESS_KEY_ID"), (503, "HTTP 503")])
def test_refusals_are_sentences(tmp_path: Path, monkeypatch, status, why):
    monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1")
    with serving({"/data/t.csv": (status, {}, b"<Error/>")}) as server:
        monkeypatch.setenv("LOOKALIKE_S3_ENDPOINT", f"http://127.0.0.1:{server.port}")
        with pytest.raises(ReadError, match=why):
            fetch_s3("s3://data/t.csv", tmp_path)


@pytest.mark.parametrize("url", ["s3://", "s3://data", "s3://data/", "s3://DATA/t.csv", "s3://a@b/t.csv",
                                 "s3://169.254.169.254:80/x", "s3://da..ta/x", "s3://data/folder/"])
def test_what_names_no_file_is_refused(tmp_path: Path, url):
    with pytest.raises(ReadError, match="s3://bucket/folder/file"):
        fetch_s3(url, tmp_path)
