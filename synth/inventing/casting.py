"""Columns of a schema as a real table's columns are stored."""

import numpy as np
import pandas as pd


def cast_like(values: pd.Series, real: pd.Series) -> pd.Series:
    """The values with the dtype of the real column, which may have no rows. Raises: ValueError naming the column."""
    dtype, zone = real.dtype, getattr(real.dtype, "tz", None)
    try:
        if zone is not None:
            moments = pd.DatetimeIndex(values).tz_localize(
                zone, ambiguous=np.ones(len(values), bool), nonexistent="shift_forward"
            )
            return pd.Series(moments.as_unit(dtype.unit))
        if values.dtype == object and dtype == "category" and real.cat.categories.dtype != object:
            return values.map({str(each): each for each in real.cat.categories}).astype(dtype)
        return values.astype(dtype)
    except (ValueError, TypeError, OverflowError):
        raise ValueError(
            f"Column '{real.name}': the schema's values cannot be stored as {dtype}, as the table has them; "
            "choose another field for it."
        ) from None
