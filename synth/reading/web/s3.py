"""A file of an S3 bucket, on disk: s3://bucket/key, as a signed https request that is checked like any other.

Signed with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN where the server has them, else anonymous.
LOOKALIKE_S3_ENDPOINT names another service of that kind. Not through pyarrow's or boto's client: these resolve names by
themselves and ask the machine's metadata service for credentials, which is what must not happen here.
"""

import datetime as dt
import hashlib
import hmac
import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from synth.progress import Progress, quiet
from synth.reading.web.fetch import Limits, fetch
from synth.reading.result import ReadError
from synth.reading.web.request import Refusal

VALID = 900
"""Seconds that a signature is good for."""


@dataclass(frozen=True)
class Keys:
    access: str
    secret: str
    token: str = ""

    @classmethod
    def given(cls) -> "Keys | None":
        access, secret = os.environ.get("AWS_ACCESS_KEY_ID"), os.environ.get("AWS_SECRET_ACCESS_KEY")
        return cls(access, secret, os.environ.get("AWS_SESSION_TOKEN", "")) if access and secret else None


def fetch_s3(url: str, folder: Path, limits: Limits | None = None, progress: Progress = quiet) -> Path:
    """As fetch. Raises: ReadError."""
    found = re.fullmatch(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(.*[^/])", url.strip())
    if not found or ".." in found[1]:
        raise ReadError("A file in S3 is named as s3://bucket/folder/file; check the spelling.")
    bucket, key = found.groups()
    region, keys = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION") or "us-east-1", Keys.given()
    for last in (False, True):
        try:
            return fetch(_address(bucket, key, region, keys), folder, limits, progress)
        except Refusal as refusal:
            right = refusal.headers.get("x-amz-bucket-region", region)
            if last or right == region or not re.fullmatch(r"[a-z0-9-]{1,30}", right):
                raise _told(refusal, bucket, key, keys) from None
            region = right
    raise AssertionError("the second answer is returned or told")


def _address(bucket: str, key: str, region: str, keys: Keys | None) -> str:
    endpoint = os.environ.get("LOOKALIKE_S3_ENDPOINT", "").rstrip("/")
    path = "/" + quote(key, safe="/-._~")
    if endpoint or "." in bucket:
        base, path = endpoint or f"https://s3.{region}.amazonaws.com", f"/{bucket}{path}"
    else:
        base = f"https://{bucket}.s3.{region}.amazonaws.com"
    return signed(base, path, region, keys, dt.datetime.now(dt.timezone.utc)) if keys else base + path


def signed(base: str, path: str, region: str, keys: Keys, now: dt.datetime, valid: int = VALID) -> str:
    """The address with a signature for a GET (version 4, in the query). path: quoted.

    Source: AWS, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)".
    """
    moment, day = f"{now:%Y%m%dT%H%M%SZ}", f"{now:%Y%m%d}"
    scope = f"{day}/{region}/s3/aws4_request"
    asked = {"X-Amz-Algorithm": "AWS4-HMAC-SHA256", "X-Amz-Credential": f"{keys.access}/{scope}", "X-Amz-Date": moment,
             "X-Amz-Expires": str(valid), "X-Amz-SignedHeaders": "host"}
    if keys.token:
        asked["X-Amz-Security-Token"] = keys.token
    query = urlencode(sorted(asked.items()), quote_via=quote, safe="-._~")
    canonical = f"GET\n{path}\n{query}\nhost:{urlsplit(base).netloc}\n\nhost\nUNSIGNED-PAYLOAD"
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = f"AWS4{keys.secret}".encode()
    for word in (day, region, "s3", "aws4_request"):
        key = hmac.new(key, word.encode(), hashlib.sha256).digest()
    return f"{base}{path}?{query}&X-Amz-Signature={hmac.new(key, text.encode(), hashlib.sha256).hexdigest()}"


def _told(refusal: Refusal, bucket: str, key: str, keys: Keys | None) -> ReadError:
    if refusal.status == 404:
        return ReadError(f"There is no file '{key}' in the bucket '{bucket}'; check the spelling.")
    if refusal.status in (401, 403):
        return ReadError(f"The bucket '{bucket}' does not give '{key}' to " + (
            "the server's AWS keys; ask its owner." if keys else
            "everybody; whoever runs Lookalike can set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."))
    return ReadError(f"The bucket '{bucket}' did not send '{key}' (HTTP {refusal.status}); try again later.")
