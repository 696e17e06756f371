"""What if: shares balanced, outcomes made equal across groups, means, spreads and ties shifted; the rest follows."""

from synth.scenarios.change import Balance, Change, Equal, Shift
from synth.scenarios.draw import Reach, draw_changed
from synth.scenarios.record import balances_of, record, shifts_of
from synth.scenarios.typed import typed_balance, typed_equal, typed_shift
from synth.scenarios.words import words

__all__ = [
    "Balance",
    "Change",
    "Equal",
    "Reach",
    "Shift",
    "balances_of",
    "draw_changed",
    "record",
    "shifts_of",
    "typed_balance",
    "typed_equal",
    "typed_shift",
    "words",
]
