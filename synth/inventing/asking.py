"""Rows from a language model: asked for in batches, held against the schema, asked for again where they do not fit."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from synth.inventing.endpoint import Endpoint, EndpointError
from synth.inventing.rules import Rule, rule_of
from synth.inventing.schema import Schema, Table
from synth.inventing.writer import write
from synth.progress import Progress, quiet


@dataclass(frozen=True)
class Terms:
    """How to ask: rows a request, repeats for bad rows, prices per million tokens, seconds to wait."""

    batch: int = 40
    again: int = 3
    temperature: float = 1.0
    seconds: float = 120.0
    price_in: float = 0.0
    price_out: float = 0.0

    def cost(self, tokens_in: float, tokens_out: float) -> float:
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1e6


@dataclass
class Told:
    """What asking took so far; tokens are the server's count, else an estimate of four characters each."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    refused: int = 0
    repeated: int = 0
    worst: dict[str, int] = field(default_factory=dict)

    def sentence(self, terms: Terms) -> str:
        cost = f", cost {terms.cost(self.tokens_in, self.tokens_out):,.4f}" if terms.price_in or terms.price_out else ""
        return (
            f"{self.requests:,} request{'' if self.requests == 1 else 's'}, {self.tokens_in:,} tokens sent, "
            f"{self.tokens_out:,} received{cost}; "
            f"{self.refused:,} rows did not fit the schema, {self.repeated:,} repeat an earlier one"
        )


def together(parts: Sequence[Told]) -> Told:
    """What asking took several times, in all; without the counts of what was wrong with rows."""
    return Told(
        *(
            sum(getattr(each, name) for each in parts)
            for name in ("requests", "tokens_in", "tokens_out", "refused", "repeated")
        )
    )


def estimate(table: Table, prompt: str, rows: int, terms: Terms, examples: Sequence[dict] = ()) -> dict:
    """What asking for that many rows should take: requests, tokens_in, tokens_out, cost."""
    rules = [rule for rule in map(rule_of, table.columns) if rule]
    requests = math.ceil(rows / terms.batch) if rules else 0
    sent = sum(len(m["content"]) for m in _messages(table, rules, prompt, min(rows, terms.batch), examples)) / 4
    received = rows * sum(len(rule.name) / 4 + (8 if rule.sort == "text" else 4) for rule in rules)
    return {
        "requests": requests,
        "tokens_in": round(requests * sent),
        "tokens_out": round(received),
        "cost": terms.cost(requests * sent, received),
    }


def ask(
    table: Table,
    prompt: str,
    rows: int,
    rng: np.random.Generator,
    model: Endpoint,
    terms: Terms = Terms(),
    examples: Sequence[dict] = (),
    progress: Progress = quiet,
    demands: Sequence[str] = (),
) -> tuple[pd.DataFrame, Told]:
    """That many rows of the table and what they took; columns that are computed are computed here.

    demands: what is said to hold in every row; whether it does is not looked at.

    Raises: EndpointError where too few rows fit; SchemaError; Cancelled, between two requests.
    """
    rules, told = [rule for rule in map(rule_of, table.columns) if rule], Told()
    good: list[dict] = []
    most = math.ceil(rows / terms.batch) * (1 + terms.again)
    while rules and len(good) < rows:
        progress(0.98 * len(good) / rows, f"{len(good):,} of {rows:,} rows; {told.sentence(terms)}")
        if told.requests >= most:
            raise _too_few(len(good), rows, told)
        wanted = min(terms.batch, rows - len(good))
        messages = _messages(table, rules, prompt, wanted, examples, demands)
        answer = model.chat(messages, int(rng.integers(2**31)), terms.temperature, terms.seconds)
        told.requests += 1
        told.tokens_in += (
            answer.tokens_in if answer.tokens_in is not None else sum(len(m["content"]) for m in messages) // 4
        )
        told.tokens_out += answer.tokens_out if answer.tokens_out is not None else len(answer.text) // 4
        good += _fitting(answer.text, rules, told)[:wanted]
    told.repeated = len(good) - len({tuple(row.values()) for row in good})
    given = {rule.name: _series([row[rule.name] for row in good], rule) for rule in rules}
    made = write(Schema((Table(table.name, rows, table.columns),)), rng, given=given)
    progress(1.0, told.sentence(terms))
    return made.tables[table.name], told


def _too_few(count: int, rows: int, told: Told) -> EndpointError:
    worst = max(told.worst, key=told.worst.get, default="the answers hold no rows")
    return EndpointError(
        f"The language model gave {count:,} usable rows of {rows:,} in {told.requests:,} requests; most often {worst}. "
        "Ask for fewer columns, say in the prompt what is wanted, or take another model."
    )


def _messages(
    table: Table, rules: list[Rule], prompt: str, rows: int, examples: Sequence[dict], demands: Sequence[str] = ()
) -> list[dict]:
    """The conversation: rules of the table, what must hold, the user's words, examples where there are any."""
    columns = "\n".join(f"- {json.dumps(rule.name, ensure_ascii=False)}: {rule.told}" for rule in rules)
    task = (
        f"Make {rows} rows of a made-up table {json.dumps(table.name, ensure_ascii=False)}. Nobody in it may be a "
        f"real person. Columns:\n{columns}\n"
        "Let the columns of a row go together as they would in life, and let rows differ."
    )
    task += "".join(f"\nIn every row this must hold: {demand}" for demand in demands)
    shown = (
        f"\nRows as an example of the form:\n{json.dumps(list(examples), ensure_ascii=False, default=str)}"
        if examples
        else ""
    )
    wish = f"\nWhat the table is about: {prompt.strip()}" if prompt.strip() else ""
    return [
        {
            "role": "system",
            "content": 'You answer with JSON only: {"rows": [{"column": value, ...}, ...]}, every column in every row.',
        },
        {"role": "user", "content": task + wish + shown},
    ]


def _fitting(text: str, rules: list[Rule], told: Told) -> list[dict]:
    """The rows of an answer that keep every rule; those that do not are counted by what is wrong with them."""
    good = []
    for row in _rows(text):
        try:
            good.append({rule.name: _taken(rule, row) for rule in rules})
        except ValueError as problem:
            told.refused += 1
            told.worst[str(problem)] = told.worst.get(str(problem), 0) + 1
    return good


def _taken(rule: Rule, row: dict):
    try:
        return rule.take(row.get(rule.name))
    except ValueError as problem:
        raise ValueError(f"a value of column '{rule.name}' {problem}") from None


def _rows(text: str) -> list[dict]:
    """The records in an answer: a list, or the first list in an object; prose and code fences round it are skipped."""
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    try:
        value = json.JSONDecoder().raw_decode(text[min(starts) :])[0] if starts else []
    except (ValueError, RecursionError):
        return []
    if isinstance(value, dict):
        value = next((each for each in value.values() if isinstance(each, list)), [value])
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _series(values: list, rule: Rule) -> pd.Series:
    gaps = any(value is None for value in values)
    dtype = {
        "whole": "Int64" if gaps else "int64",
        "number": "float64",
        "flag": "boolean" if gaps else "bool",
        "moment": "datetime64[ns]",
        "text": object,
    }.get(rule.sort)
    if rule.sort == "choice" and not all(isinstance(choice, (int, float)) for choice in rule.choices):
        return pd.Series(
            [value if value is None or len({type(c) for c in rule.choices}) == 1 else str(value) for value in values],
            dtype=object,
        )
    if rule.sort == "number":
        values = [float("nan") if value is None else float(value) for value in values]
    return pd.Series(values, dtype=dtype)
