"""The orders of a shop that does not exist, with structure to be found: season, region, sums that hold, rare fraud."""

import numpy as np
import pandas as pd

from synth.columns.invented import names

ROWS, CUSTOMERS, SEED = 8_000, 2_600, 1852
_STATES = {  # area code and a weight near its share of the population, in tenths of a percent
    "CA": (213, 117),
    "TX": (512, 89),
    "FL": (305, 66),
    "NY": (212, 59),
    "PA": (215, 39),
    "IL": (312, 38),
    "OH": (614, 36),
    "GA": (404, 32),
    "NC": (919, 31),
    "MI": (313, 30),
    "NJ": (201, 28),
    "VA": (804, 26),
    "WA": (206, 23),
    "AZ": (602, 22),
    "TN": (615, 21),
    "MA": (617, 21),
    "IN": (317, 20),
    "MD": (410, 19),
    "MO": (314, 19),
    "WI": (414, 18),
    "CO": (303, 17),
    "MN": (612, 17),
    "SC": (803, 16),
    "AL": (205, 15),
    "LA": (504, 14),
    "KY": (502, 14),
    "OR": (503, 13),
    "OK": (405, 12),
    "CT": (203, 11),
    "UT": (801, 10),
    "NV": (702, 9),
    "AK": (907, 5),
    "ME": (207, 6),
    "VT": (802, 4),
    "HI": (808, 6),
    "MT": (406, 5),
}
_COLD = ("MI", "WI", "MN", "CO", "UT", "AK", "ME", "VT", "MT", "NY", "MA", "WA")
_COAST = ("CA", "FL", "HI", "SC", "NC", "OR", "NJ", "TX")
_FAR = ("AK", "HI")
_PRODUCTS = {  # category, list price in dollars, how well it sells, what drives it
    "Snow boots": ("Outdoor", 129.0, 3, "cold"),
    "Ski jacket": ("Outdoor", 249.0, 2, "cold"),
    "Tent": ("Outdoor", 189.0, 2, "summer"),
    "Surfboard": ("Outdoor", 399.0, 1, "coast"),
    "Swim trunks": ("Clothing", 29.0, 4, "coast"),
    "T-shirt": ("Clothing", 19.0, 9, "summer"),
    "Jeans": ("Clothing", 59.0, 6, ""),
    "Wool sweater": ("Clothing", 79.0, 4, "cold"),
    "Headphones": ("Electronics", 149.0, 5, "gift"),
    "Phone case": ("Electronics", 24.0, 7, ""),
    "Laptop": ("Electronics", 1099.0, 1.2, "gift"),
    "Smart watch": ("Electronics", 279.0, 2.5, "gift"),
    "Coffee maker": ("Kitchen", 89.0, 4, "gift"),
    "Knife set": ("Kitchen", 119.0, 2, "gift"),
    "Cast iron pan": ("Kitchen", 45.0, 3, ""),
    "Board game": ("Toys", 39.0, 4, "gift"),
    "Building bricks": ("Toys", 64.0, 4, "gift"),
    "Kite": ("Toys", 22.0, 1.5, "summer"),
    "Gift card": ("Gift cards", 100.0, 1.5, "gift"),
}
_HOURS = np.array([3, 2, 1, 1, 1, 2, 4, 6, 8, 10, 11, 12, 13, 12, 11, 11, 12, 13, 15, 18, 20, 18, 12, 7], dtype=float)


def shop(rows: int = ROWS, seed: int = SEED) -> pd.DataFrame:
    """Orders of 2023 and 2024, one a row, in time order; the same for the same seed.

    total = quantity * price * (1 - discount), to the cent; delivered is never before ordered, and missing while under
    way; about one order in a hundred is fraud.
    """
    rng = np.random.default_rng(seed)
    customers = _customers(max(rows * CUSTOMERS // ROWS, 1), rng)
    buyer = rng.choice(len(customers), rows, p=_shares(rng.pareto(1.6, len(customers)) + 0.3))
    orders = customers.iloc[buyer].reset_index(drop=True)
    orders.insert(0, "ordered", _moments(rows, rng))
    orders = orders.sort_values("ordered", kind="stable", ignore_index=True)
    orders.insert(0, "order_id", [f"SO-{number}" for number in 100_000 + np.cumsum(rng.integers(1, 4, rows))])
    orders["new_customer"] = ~orders.duplicated("customer_id") & (rng.random(rows) < 0.7)
    orders = _priced(orders, rng)
    odds = _fraud_odds(orders)
    orders["payment"] = _payments(orders, rng)
    odds += np.where(orders.payment == "Gift card", 1.5, 0) + np.where(orders.payment == "PayPal", -1.5, 0)
    orders["delivered"] = _delivered(orders, rng)
    orders["rating"] = _ratings(orders, rng)
    orders["fraud"] = rng.random(rows) < 1 / (1 + np.exp(-odds))
    return orders


def _shares(weights: np.ndarray) -> np.ndarray:
    return weights / weights.sum()


def _customers(count: int, rng: np.random.Generator) -> pd.DataFrame:
    """Made-up people at example.com, their phones in the range kept for fiction (555-01xx)."""
    people = names(count, rng, ["Ada Lovelace"])
    places = rng.choice(
        len(_STATES), count, p=_shares(np.array([weight for _, weight in _STATES.values()], dtype=float))
    )
    codes = np.array([code for code, _ in _STATES.values()])[places]
    number = rng.permutation(np.arange(10_000, 10_000 + 4 * count))[:count]
    return pd.DataFrame({
        "customer_id": number,
        "customer_name": people,
        "email": [f"{person.lower().replace(' ', '.')}{n % 1000}@example.com" for person, n in zip(people, number)],
        "phone": [f"({code}) 555-{100 + n:04d}" for code, n in zip(codes, rng.integers(0, 100, count))],
        "state": np.array(list(_STATES), dtype=object)[places]})


def _moments(rows: int, rng: np.random.Generator) -> pd.DatetimeIndex:
    """More before Christmas, on weekends and in the evening, and ten percent more in the second year."""
    days = pd.date_range("2023-01-01", "2024-12-31")
    weight = (
        1
        + 1.3 * np.exp(-(((days.dayofyear - 345) / 18.0) ** 2))
        + 0.25 * (days.dayofweek >= 5)
        + 0.1 * (days.year == 2024)
    )
    day = rng.choice(len(days), rows, p=_shares(weight.to_numpy()))
    seconds = rng.choice(24, rows, p=_shares(_HOURS)) * 3600 + rng.integers(0, 3600, rows)
    return days[day] + pd.to_timedelta(seconds, unit="s")


def _priced(orders: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Product by season and state; discounts in sales and for cheap things; totals to the cent."""
    month, state = orders.ordered.dt.month, orders.state
    pulls = {
        "cold": np.where(month.isin([11, 12, 1, 2]), 3.0, 0.4) * np.where(state.isin(_COLD), 2.5, 0.6),
        "coast": np.where(month.isin([5, 6, 7, 8]), 2.5, 0.6) * np.where(state.isin(_COAST), 2.5, 0.3),
        "summer": np.where(month.isin([5, 6, 7, 8]), 2.0, 0.7),
        "gift": np.where(month.isin([11, 12]), 2.5, 1.0),
        "": np.ones(len(orders)),
    }
    weight = np.column_stack([sells * pulls[drive] for _, _, sells, drive in _PRODUCTS.values()])
    chosen = (weight.cumsum(axis=1) < rng.random((len(orders), 1)) * weight.sum(axis=1, keepdims=True)).sum(axis=1)
    lists = np.array([price for _, price, _, _ in _PRODUCTS.values()])[chosen]
    sale = np.where(month.isin([1, 7]) | ((month == 11) & (orders.ordered.dt.day > 20)), 0.65, 0.15)
    orders["category"] = np.array([category for category, *_ in _PRODUCTS.values()], dtype=object)[chosen]
    orders["product"] = np.array(list(_PRODUCTS), dtype=object)[chosen]
    orders["quantity"] = 1 + rng.poisson(np.clip(60 / lists, 0.05, 2.0))
    orders["price"] = np.round(
        lists * (1 + 0.04 * (orders.ordered.dt.year == 2024)) * rng.choice([0.95, 1, 1, 1.05], len(orders)), 2
    )
    orders["discount"] = np.where(
        rng.random(len(orders)) < sale, rng.choice([0.05, 0.1, 0.2, 0.3], len(orders), p=[0.3, 0.4, 0.2, 0.1]), 0.0
    )
    orders["total"] = (orders.quantity * orders.price * (1 - orders.discount)).round(2)
    return orders


def _payments(orders: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Cards mostly; gift cards after Christmas, invoices only for customers known and larger sums."""
    kinds = np.array(["Credit card", "PayPal", "Debit card", "Gift card", "Invoice"], dtype=object)
    weight = np.tile([45.0, 25, 18, 4, 8], (len(orders), 1))
    weight[:, 3] *= np.where(orders.ordered.dt.month == 1, 4, 1)
    weight[:, 4] *= np.where(orders.new_customer, 0, np.where(orders.total > 150, 2, 1))
    return kinds[(weight.cumsum(axis=1) < rng.random((len(orders), 1)) * weight.sum(axis=1, keepdims=True)).sum(axis=1)]


def _delivered(orders: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Two to nine days later, more to far states and before Christmas; missing if not there by the end of 2024."""
    late = np.where(orders.state.isin(_FAR), 5.0, 1.5) + np.where((orders.ordered.dt.month == 12), 1.5, 0)
    arrived = orders.ordered.dt.normalize() + pd.to_timedelta(2 + rng.poisson(late), unit="D")
    return arrived.where(arrived <= "2024-12-31")


def _ratings(orders: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """One to five stars from those who rate, more than half; slow deliveries cost stars; none while under way."""
    waited = (orders.delivered - orders.ordered).dt.days
    stars = np.clip(np.round(4.6 - 0.25 * np.maximum(waited.fillna(0) - 3, 0) + rng.normal(0, 0.9, len(orders))), 1, 5)
    return pd.Series(stars, index=orders.index).where((rng.random(len(orders)) < 0.6) & waited.notna()).astype("Int64")


def _fraud_odds(orders: pd.DataFrame) -> np.ndarray:
    """Log-odds: large sums, new customers, the small hours, and goods that are easily sold on."""
    night = orders.ordered.dt.hour.isin([0, 1, 2, 3, 4])
    return (-7.7 + 1.6 * np.log1p(orders.total / 100) + 2.4 * orders.new_customer + 1.0 * night
            + 2.0 * orders["product"].isin(["Gift card", "Laptop", "Smart watch"])).to_numpy(dtype=float)
