"""Schemas to start from."""

from synth.inventing.schema import Schema


def _column(name: str, field: str, /, missing: float = 0.0, hidden: bool = False, **params) -> dict:
    return {"name": name, "field": field, "params": params, "missing": missing, "hidden": hidden}


def _table(name: str, rows: int | None, *columns: dict) -> dict:
    return {"name": name, "rows": rows, "columns": list(columns)}


_CUSTOMERS = _table(
    "customers",
    1000,
    _column("customer_id", "sequence", start=10001),
    _column("first_name", "faker", what="first_name", locale="en_US"),
    _column("last_name", "faker", what="last_name", locale="en_US"),
    _column("email", "template", template="{first_name|plain}.{last_name|plain}{customer_id}@example.com"),
    _column("city", "faker", what="city", locale="en_US"),
    _column("age", "normal", missing=0.03, mean=44, sd=15, low=18, high=95, decimals=0),
    _column("segment", "categorical", values=["private", "business", "public"], weights=[7, 2, 1]),
    _column("since", "date", start="2018-01-01", end="2024-12-31"),
)
_RECORDS = {
    "Customers": [_CUSTOMERS],
    "Customers and their orders": [
        _CUSTOMERS,
        _table(
            "orders",
            None,
            _column("order_id", "sequence", prefix="SO-", digits=6),
            _column(
                "customer_id",
                "key",
                table="customers",
                column="customer_id",
                children={"field": "poisson", "params": {"mean": 3}},
            ),
            _column(
                "ordered",
                "date",
                start="2024-01-01",
                end="2024-12-31",
                time=True,
                weekdays=[3, 3, 3, 3, 4, 6, 5],
                months=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3],
            ),
            _column("quantity", "poisson", mean=2, low=1),
            _column("price", "lognormal", mean=3.2, sd=0.8, decimals=2),
            _column("total", "formula", formula="round(quantity * price * (0.9 if quantity > 3 else 1), 2)"),
            _column("delivered", "formula", formula="ordered + 2 if total > 100 else ordered + 4", missing=0.05),
        ),
    ],
    "Employees": [
        _table(
            "employees",
            500,
            _column("employee_id", "sequence", prefix="E", digits=5),
            _column("name", "faker", what="name", locale="en_US"),
            _column(
                "department", "categorical", values=["Sales", "Research", "Support", "Finance"], weights=[4, 3, 2, 1]
            ),
            _column("grade", "binomial", trials=6, share=0.4),
            _column("hired", "date", start="2010-01-01", end="2024-12-31", weekdays=[1, 1, 1, 1, 1, 0, 0]),
            _column("salary", "formula", formula="round(38000 + 9500 * grade + 700 * (2025 - year(hired)) + noise)"),
            _column("noise", "normal", hidden=True, mean=0, sd=2500),
            _column("phone", "regex", pattern=r"\(\d{3}\) 555-01\d{2}", missing=0.1),
        )
    ],
    "Sensors": [
        _table(
            "readings",
            5000,
            _column("reading", "sequence"),
            _column("sensor", "regex", pattern="[AB]-0[1-5]"),
            _column("measured", "date", start="2024-01-01", end="2024-12-31", time=True),
            _column("noise", "normal", hidden=True, mean=0, sd=2),
            _column(
                "temperature",
                "formula",
                formula="round(12 - 10 * (1 if month(measured) in (12, 1, 2) else 0)"
                " + 8 * (1 if month(measured) in (6, 7, 8) else 0) + noise, 1)",
                missing=0.01,
            ),
            _column("humidity", "beta", a=5, b=3, low=20, high=100, decimals=0),
            _column("faulty", "bernoulli", share=0.01),
        )
    ],
    "Survey": [
        _table(
            "answers",
            800,
            _column("answer", "sequence"),
            _column(
                "age_group", "categorical", values=["18-29", "30-44", "45-59", "60 and over"], weights=[22, 27, 26, 25]
            ),
            _column("country", "categorical", values=["DE", "FR", "IT", "ES", "PL"], weights=[83, 68, 59, 48, 38]),
            _column("satisfaction", "binomial", trials=4, share=0.65),
            _column("recommends", "formula", formula="satisfaction >= 3"),
            _column("comment", "faker", what="sentence", locale="en_US", missing=0.7),
        )
    ],
}
EMPTY = "Nothing"
TEMPLATES = (*_RECORDS, EMPTY)


def template(name: str) -> Schema:
    """The schema of that template. Raises: KeyError."""
    if name == EMPTY:
        return Schema.from_record({"tables": [_table("table", 1000, _column("id", "sequence"))]})
    return Schema.from_record({"tables": _RECORDS[name]})
