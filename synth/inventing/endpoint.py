"""A language model behind an OpenAI-compatible address, as the environment names it; asked with a time limit."""

import http.client
import json
import os
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

ADDRESS, KEY, MODEL = "LOOKALIKE_LLM", "LOOKALIKE_LLM_KEY", "LOOKALIKE_LLM_MODEL"
LARGEST = 20_000_000
"""Bytes of an answer."""
TRIES = 3
"""How often a request is sent that the server was too busy for."""
NOT_SET = (
    f"No language model is configured here: set {ADDRESS} to the address of an OpenAI-compatible server "
    f"(http://localhost:11434/v1, say), {MODEL} to a model of it, and {KEY} where it needs a key."
)


class EndpointError(ValueError):
    """An endpoint that did not answer as it should; the text says why and never holds the key."""


@dataclass(frozen=True)
class Answer:
    """tokens are those the server counted, None where it counts none."""

    text: str
    tokens_in: int | None
    tokens_out: int | None


@dataclass(frozen=True)
class Endpoint:
    """base ends before /chat/completions."""

    base: str
    model: str
    key: str = field(default="", repr=False)

    def chat(self, messages: list[dict], seed: int, temperature: float, seconds: float) -> Answer:
        """One completion, asked for as JSON; without that where the server does not know it. Raises: EndpointError."""
        body = {"model": self.model, "messages": messages, "seed": seed, "temperature": temperature}
        try:
            return _answer(self._post(body | {"response_format": {"type": "json_object"}}, seconds))
        except _Refused:
            return _answer(self._post(body, seconds))

    def _post(self, body: dict, seconds: float) -> dict:
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {self.key}"} if self.key else {})}
        request = urllib.request.Request(
            f"{self.base.rstrip('/')}/chat/completions", json.dumps(body).encode(), headers
        )
        for left in reversed(range(TRIES)):
            try:
                with _opener.open(request, timeout=seconds) as response:
                    content = response.read(LARGEST + 1)
                break
            except urllib.error.HTTPError as problem:
                problem.close()
                if problem.code in (429, 500, 502, 503) and left:
                    time.sleep(0.5 * (TRIES - left))
                    continue
                raise self._refusal(problem.code, "response_format" in body) from None
            except (OSError, http.client.HTTPException, ValueError) as problem:
                why = (
                    "no answer within the time limit"
                    if isinstance(getattr(problem, "reason", problem), TimeoutError)
                    else type(problem).__name__
                )
                raise EndpointError(
                    f"The language model at {ADDRESS} could not be asked ({why}); see whether its server runs "
                    "and allow it more seconds."
                ) from None
        try:
            if len(content) > LARGEST:
                raise ValueError
            answer = json.loads(content)
            return answer if isinstance(answer, dict) else {}
        except (ValueError, RecursionError):
            raise EndpointError(
                f"The server at {ADDRESS} answered with what is no JSON; it does not seem to be OpenAI-compatible."
            ) from None

    def _refusal(self, code: int, as_json: bool) -> Exception:
        if code == 400 and as_json:
            return _Refused()
        why = {
            401: f"it does not accept the key; set {KEY}",
            403: f"it does not accept the key; set {KEY}",
            404: f"it knows no such address or model; check {ADDRESS} and {MODEL}",
            429: "it has too much to do; try again later",
        }
        return EndpointError(f"The language model's server refused (status {code}): {why.get(code, 'see its log')}.")


class _Refused(Exception):
    """The server does not know a way of answering that was asked for."""


class _Straight(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key elsewhere."""

    def redirect_request(self, *args, **kwargs):
        return None


_opener = urllib.request.build_opener(_Straight)


def _answer(body: dict) -> Answer:
    usage = body.get("usage") if isinstance(body.get("usage"), dict) else {}
    try:
        text = body["choices"][0]["message"]["content"] or ""
    except (KeyError, IndexError, TypeError):
        text = ""
    counts = (
        usage.get(name) if isinstance(usage.get(name), int) else None for name in ("prompt_tokens", "completion_tokens")
    )
    return Answer(text if isinstance(text, str) else "", *counts)


def endpoint() -> Endpoint | None:
    """The one that the environment names, None where it names none. Raises: EndpointError for an address that is
    none."""
    base, model = os.environ.get(ADDRESS, "").strip(), os.environ.get(MODEL, "").strip()
    if not base or not model:
        return None
    if not base.startswith(("http://", "https://")):
        raise EndpointError(f"{ADDRESS} must begin with http:// or https://.")
    return Endpoint(base, model, os.environ.get(KEY, "").strip())
