"""A SELECT of the user's, understood and made safe: only aggregates of one table leave it, with the rows behind each
counted."""

import json
from copy import deepcopy
from dataclasses import dataclass

from synth.measuring.binning import FEWEST
from synth.questions.allowed import AGGREGATES, HOW_TO, SPREADS, TOTALS, only_the_table, safe

LONGEST, MIDDLE = 5_000, 20
"""Most characters of a query, and the real rows that a median needs."""


@dataclass(frozen=True)
class Statement:
    """text gives, by column, first the keys, then the measures, then the number of rows, then for each of fewest how
    many rows are behind an aggregate; fewest is how many there must be, unless none; chosen says of which as many must
    be left over, too, unless none. scaled says which measures grow with the table; ordered, whether the query says in
    which order groups come."""

    text: str
    keys: tuple[str, ...]
    measures: tuple[str, ...]
    scaled: tuple[bool, ...]
    fewest: tuple[int, ...]
    chosen: tuple[bool, ...]
    ordered: bool
    limit: int | None

    def shown(self, rows: int, behind: tuple[int, ...]) -> bool:
        """Whether enough real rows are behind a group of that many rows and behind each of its figures, and, where a
        condition chooses among them, whether those left over are no few either: else what is left out could be
        reckoned."""
        enough = all(not count or count >= least for count, least in zip(behind, self.fewest))
        return (
            rows >= FEWEST
            and enough
            and all(not chosen or rows == count or rows - count >= FEWEST for count, chosen in zip(behind, self.chosen))
        )


def understood(text: str, connection) -> Statement:
    """Raises: ValueError, with a sentence, for all but one SELECT of aggregates from `data`, and what is not known to
    be safe.

    What cannot be asked: other tables, files, joins, queries in queries, windows, the smallest, largest, first or
    listed value, functions not known here. So that no figure hangs on fewer than five real rows, each aggregate is
    accompanied by a count of the rows that bear on it: not missing, and (but for counts and correlations) not 0.
    Answers to two questions may still be subtracted from each other: this guards what is shown, and is no differential
    privacy.
    """
    if len(text) > LONGEST:
        raise ValueError(f"The query has {len(text):,} characters; at most {LONGEST:,} are taken.")
    node = _parsed(text, connection)
    only_the_table(node)
    for part in (
        node["select_list"],
        node["where_clause"],
        node["group_expressions"],
        node["having"],
        node["modifiers"],
    ):
        safe(part)
    node["modifiers"], limit = _ordered(node["modifiers"])
    keys = [each for each in node["select_list"] if not _aggregates(each)]
    measures = [each for each in node["select_list"] if _aggregates(each)]
    if not measures:
        raise ValueError(
            f"Every answer must be made of several rows, so a query needs count, sum, avg or another aggregate: "
            f"{HOW_TO}."
        )
    checked = _aggregates([node["select_list"], node["having"], node["modifiers"]])
    names = [_name(each, connection) for each in (*keys, *measures)]
    _positions(node, [*keys, *measures])
    node["select_list"] = [
        *keys,
        *measures,
        _template("count(*)", connection),
        *(_behind(each, connection) for each in checked),
    ]
    written = connection.execute("SELECT json_deserialize_sql(?::JSON)", [json.dumps(_whole(node))]).fetchall()[0][0]
    scaled = tuple(each.get("function_name") in TOTALS and not each["distinct"] for each in measures)
    return Statement(
        written,
        tuple(names[: len(keys)]),
        tuple(names[len(keys) :]),
        scaled,
        tuple(MIDDLE if each["function_name"] == "median" else FEWEST for each in checked),
        tuple(_chooses(each) for each in checked),
        bool(node["modifiers"]),
        limit,
    )


def _parsed(text: str, connection) -> dict:
    read = json.loads(connection.execute("SELECT json_serialize_sql(?)", [text]).fetchall()[0][0])
    if read["error"]:
        reason = read["error_message"].split("\n")[0].rstrip(".")
        reason = "only SELECT is taken" if "Only SELECT" in reason else reason
        raise ValueError(f"The query is not understood ({reason}); {HOW_TO}.")
    if len(read["statements"]) != 1:
        raise ValueError("One query at a time; leave out all but the first.")
    return read["statements"][0]["node"]


def _ordered(modifiers: list[dict]) -> tuple[list[dict], int | None]:
    """The order; and the limit, which is kept for later, so that both tables give the same groups."""
    limit = None
    for each in modifiers:
        if (
            each["type"] == "LIMIT_MODIFIER"
            and not each["offset"]
            and (each["limit"] or {}).get("class") == "CONSTANT"
            and (each["limit_type"] == "ROW_COUNT" and each["limit"]["literal"]["text"].isdigit())
        ):
            limit = int(each["limit"]["literal"]["text"])
        elif each["type"] != "ORDER_MODIFIER":
            raise ValueError(
                "DISTINCT, OFFSET and computed limits are not taken; use GROUP BY, ORDER BY and LIMIT with a number."
            )
    return [each for each in modifiers if each["type"] == "ORDER_MODIFIER"], limit


def _aggregates(part: object) -> list[dict]:
    """Every aggregate in it."""
    if isinstance(part, list):
        return [found for each in part for found in _aggregates(each)]
    if not isinstance(part, dict):
        return []
    mine = [part] if part.get("class") == "FUNCTION" and part["function_name"].lower() in AGGREGATES else []
    return mine + [found for each in part.values() for found in _aggregates(each)]


def _positions(node: dict, ordered: list[dict]) -> None:
    """Makes positions (GROUP BY 1) right again after keys were put before measures."""
    moved = {old + 1: ordered.index(each) + 1 for old, each in enumerate(node["select_list"])}

    def moving(part: object, top: bool) -> None:
        if isinstance(part, dict) and part.get("class") == "CONSTANT" and top and part["literal"]["kind"] == "INTEGER":
            part["literal"]["text"] = str(moved.get(int(part["literal"]["text"]), 0))

    for each in node["group_expressions"]:
        moving(each, True)
    for modifier in node["modifiers"]:
        for each in modifier["orders"]:
            moving(each["expression"], True)


def _behind(aggregate: dict, connection) -> dict:
    """A count of the rows that bear on an aggregate."""
    given = [each["expression"] for each in aggregate["arguments"]]
    name = aggregate["function_name"].lower()
    wanted = ["__filter", *(f"__{i} IS NOT NULL" for i in range(len(given)))]
    if name not in SPREADS | {"count"}:
        wanted += [
            f"TRY_CAST(CAST(__{i} AS VARCHAR) AS DOUBLE) IS DISTINCT FROM 0 AND CAST(__{i} AS VARCHAR) <> 'false'"
            for i in range(len(given))
        ]
    node = _template(f"count(*) FILTER (WHERE {' AND '.join(wanted)})", connection)
    true = _template("1 = 1", connection)
    return _filled(node, {"__filter": aggregate["filter"] or true, **{f"__{i}": each for i, each in enumerate(given)}})


def _chooses(aggregate: dict) -> bool:
    """Whether it may leave rows out by a condition: it has a filter, or is of more than a column."""
    return bool(aggregate["filter"]) or any(not _plain(each["expression"]) for each in aggregate["arguments"])


def _plain(expression: dict) -> bool:
    return expression["class"] == "COLUMN_REF" or (expression["class"] == "CAST" and _plain(expression["child"]))


def _template(expression: str, connection) -> dict:
    return _parsed(f"SELECT {expression}", connection)["select_list"][0]


def _filled(part: object, given: dict[str, dict]) -> object:
    if isinstance(part, list):
        return [_filled(each, given) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("class") == "COLUMN_REF" and part["column_names"][0] in given:
        return deepcopy(given[part["column_names"][0]])
    return {key: _filled(each, given) for key, each in part.items()}


def _name(item: dict, connection) -> str:
    """What a column of the answer is called: its alias, or as it was written."""
    if item["alias"]:
        return item["alias"]
    if item["class"] == "COLUMN_REF":
        return item["column_names"][-1]
    node = _parsed("SELECT 1", connection) | {"select_list": [item]}
    written = connection.execute("SELECT json_deserialize_sql(?::JSON)", [json.dumps(_whole(node))]).fetchall()[0][0]
    return written.strip().removeprefix("SELECT ").removesuffix(";").replace("count_star()", "count(*)")


def _whole(node: dict) -> dict:
    return {"error": False, "statements": [{"node": node, "named_param_map": []}]}
