"""What a query may be made of: one table, aggregates of several rows, and functions that are known to be harmless."""

TABLE = "data"
"""What the table is called."""
HOW_TO = f"write it like SELECT column, avg(other) FROM {TABLE} GROUP BY column"
COUNTS = {"count", "count_star", "count_if", "countif"}
TOTALS = COUNTS | {"sum", "fsum", "kahan_sum"}
SPREADS = {"corr", "covar_pop", "covar_samp", "regr_slope", "regr_intercept", "regr_r2"}
AGGREGATES = (
    TOTALS
    | SPREADS
    | {"avg", "mean", "favg", "median", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp"}
)
SCALARS = set(
    """+ - * / // % ** ^ || ~~ !~~ ~~* !~~* ~~~ abs round floor ceil ceiling trunc ln log log2 log10 exp sqrt cbrt pow
    power sign mod greatest least lower upper trim ltrim rtrim length substring substr left right contains starts_with
    ends_with prefix suffix replace concat regexp_matches date_part date_trunc year month day hour minute second
    quarter week weekday isodow dayofweek dayofyear dayname monthname date_diff datediff nullif to_years to_months
    to_days to_hours to_minutes to_seconds if""".split()
)
_CLASSES = {
    "COLUMN_REF",
    "CONSTANT",
    "FUNCTION",
    "OPERATOR",
    "COMPARISON",
    "CONJUNCTION",
    "BETWEEN",
    "CASE",
    "CAST",
    "TYPE",
    "POSITIONAL_REFERENCE",
}
_OPERATORS = {
    "OPERATOR_IS_NULL",
    "OPERATOR_IS_NOT_NULL",
    "OPERATOR_NOT",
    "OPERATOR_COALESCE",
    "COMPARE_IN",
    "COMPARE_NOT_IN",
}
_FORBIDDEN = {
    "SUBQUERY": "a query inside a query",
    "STAR": "*",
    "WINDOW": "OVER",
    "LAMBDA": "a lambda",
    "PARAMETER": "a parameter",
    "EMPTY": "no table",
    "JOIN": "a join",
    "TABLE_FUNCTION": "a table function",
    "EXPRESSION_LIST": "VALUES",
    "SHOW_REF": "DESCRIBE or SUMMARIZE",
}


def only_the_table(node: dict) -> None:
    """Raises: ValueError unless the rows are those of the table, each once."""
    if node["type"] != "SELECT_NODE" or node["cte_map"]["map"]:
        raise ValueError(f"Only one plain SELECT is taken, without WITH or UNION; {HOW_TO}.")
    table = node["from_table"]
    if table["type"] != "BASE_TABLE" or [part.lower() for part in table["qualified_name"]["path"]] != [TABLE]:
        what = _FORBIDDEN.get(table["type"], "another table")
        raise ValueError(f"Only the table '{TABLE}' can be asked, not {what}; {HOW_TO}.")
    if (
        table["sample"]
        or table["at_clause"]
        or table["column_name_alias"]
        or node["sample"]
        or node["qualify"]
        or len(node["group_sets"]) > 1
    ):
        raise ValueError(f"Samples, renamed columns, QUALIFY and several grouping sets are not taken; {HOW_TO}.")


def safe(part: object) -> None:
    """Raises: ValueError for any expression that is not known to be harmless."""
    if isinstance(part, list):
        for each in part:
            safe(each)
    elif isinstance(part, dict):
        kind = part.get("class")
        if kind and (kind not in _CLASSES or (kind == "OPERATOR" and part["type"] not in _OPERATORS)):
            raise ValueError(f"The query uses {_FORBIDDEN.get(kind, kind.lower())}, which is not taken here; {HOW_TO}.")
        if kind == "FUNCTION":
            _known(part)
        for each in part.values():
            safe(each)


def _known(function: dict) -> None:
    name, path = function["function_name"].lower(), function["qualified_name"]["path"]
    if name not in AGGREGATES | SCALARS or len(path) != 1 or function["schema"] or function["catalog"]:
        raise ValueError(
            f"The function {name} is not taken here, for it could show single rows, or is not known to be safe. "
            f"There are {', '.join(sorted(AGGREGATES - {'count_star', 'fsum', 'favg', 'kahan_sum', 'countif'}))}."
        )
    if function["distinct"] and name != "count":
        raise ValueError("DISTINCT is taken in count(DISTINCT column) only; leave it out of the others.")
    if any(each["name"] for each in function["arguments"]):
        raise ValueError(f"The function {name} is given arguments by name, which is not taken here.")
