"""Categories with an order: sizes, grades, weekdays, answers of questionnaires, ranges of numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 60
"""Values beyond which a column is no scale."""


@dataclass(frozen=True)
class Scale:
    """order: the values as the column spells them, low to high, those outside the scale left out; what:
    the scale's name."""

    what: str
    order: tuple[str, ...]


def _steps(text: str) -> dict[str, int]:
    """Rungs low to high between '<'; spellings of one rung between '|'."""
    return {word.strip(): place for place, rung in enumerate(text.split("<")) for word in rung.split("|")}


_LADDERS: tuple[tuple[str, dict[str, int]], ...] = tuple((what, _steps(text)) for what, text in (
    ("sizes", "xxxs|3xs < xxs|2xs < xs|extra small|x-small < s|small < m|medium|mid < l|large < xl|extra large|x-large"
              "< xxl|2xl < xxxl|3xl < xxxxl|4xl"),
    ("levels", "none < very low|lowest < low|minor|l|niedrig|gering|faible|bajo < medium low|low medium|low-medium"
               "< medium|moderate|mid|middle|average|normal|m|mittel|moyen|medio < medium high|high medium|medium-high"
               "< high|major|h|hoch|elevé|élevé|alto < very high|highest|severe < critical|urgent|extreme"),
    ("weekdays", "monday|mon|mo|montag|lundi|lunes < tuesday|tue|tues|tu|di|dienstag|mardi|martes"
                 " < wednesday|wed|we|mi|mittwoch|mercredi"
                 "|miércoles < thursday|thu|thur|thurs|th|do|donnerstag|jeudi|jueves"
                 " < friday|fri|fr|freitag|vendredi|viernes"
                 "< saturday|sat|sa|samstag|samedi|sábado < sunday|sun|su|so|sonntag|dimanche|domingo"),
    ("months", "january|jan|januar|janvier|enero < february|feb|februar|février|febrero"
               " < march|mar|märz|mrz|mars|marzo < april|apr|avril|abril"
               "< may|mai|mayo < june|jun|juni|juin|junio < july|jul|juli|juillet|julio < august|aug|août|agosto"
               "< september|sep|sept|septembre|septiembre < october|oct|okt|oktober|octobre|octubre"
               " < november|nov|novembre|noviembre"
               "< december|dec|dez|dezember|décembre|diciembre"),
    ("seasons", "spring < summer < autumn|fall < winter"),
    ("agreement", "strongly disagree|totally disagree|completely disagree < disagree"
                  " < somewhat disagree|slightly disagree|rather disagree"
                  "< neutral|neither agree nor disagree|neither|undecided"
                  " < somewhat agree|slightly agree|rather agree < agree"
                  "< strongly agree|totally agree|completely agree"),
    ("satisfaction", "very dissatisfied|very unsatisfied|extremely dissatisfied"
                     " < dissatisfied|unsatisfied < somewhat dissatisfied"
                     "< neutral|neither < somewhat satisfied < satisfied < very satisfied|extremely satisfied"),
    ("frequencies", "never|nie|jamais|nunca < almost never|hardly ever < rarely|seldom|selten"
                    " < occasionally < sometimes|manchmal"
                    "< frequently < often|oft|usually < very often|mostly|almost always"
                    " < always|immer|toujours|siempre"),
    ("intervals of time", "hourly < daily < weekly < biweekly|fortnightly < monthly < quarterly"
                          " < half-yearly|semi-annually"
                          "< yearly|annual|annually"),
    ("likelihood", "very unlikely < unlikely < possible|maybe|neutral < likely < very likely < certain"),
    ("importance", "not at all important|not important|unimportant < slightly important"
                   " < moderately important|important"
                   "< very important < extremely important"),
    ("quality", "very poor|very bad|awful|terrible < poor|bad < below average"
                " < fair|ok|okay|average|acceptable|sufficient < good"
                "< very good|above average < excellent|great|premium|outstanding < ideal|perfect"),
    ("medals", "bronze < silver < gold < platinum < diamond"),
    ("degrees of school", "preschool < 1st-4th < 5th-6th < 7th-8th < 9th < 10th < 11th < 12th"
                          " < hs-grad|high school|secondary"
                          "< some-college|some college|college < assoc-voc|associate's degree < assoc-acdm"
                          " < bachelors|bachelor|bachelor's degree"
                          "|bachelor's|undergraduate < masters|master|master's degree|master's|graduate|postgraduate"
                          " < prof-school"
                          "< doctorate|phd|ph.d.|doctoral"),
    ("ranks of staff", "intern|trainee|apprentice < junior < mid|intermediate|professional < senior"
                       " < lead|principal < director < executive"),
    ("ages of life", "baby|infant < toddler < child|kid < teen|teenager|adolescent|youth < young adult < adult"
                     " < middle-aged < senior|elderly"),
    ("warmth", "freezing < cold < cool < mild|lukewarm < warm < hot < very hot"),
    ("speed", "very slow < slow < medium|normal < fast < very fast"),
    ("distance", "near < medium < far"),
    ("school grades", "f < e < d- < d < d+ < c- < c < c+ < b- < b < b+ < a- < a < a+"),
    ("roman numerals", "i < ii < iii < iv < v < vi < vii < viii < ix < x < xi < xii"),
))
_UNSURE = {"none", "other", "others", "unknown", "n/a", "na", "?", "-", "--", "missing", "not applicable", "don't know",
           "refused", "no answer", "prefer not to say", "not stated"}
_NUMBER = r"-?[$€£]?\s*\d+(?:[.,]\d+)*\s*[k%m]?"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s*(?:-|–|—|to|bis|\.\.|:)\s*(?P<high>{_NUMBER})\s*\D*", re.I)
_OPEN = re.compile(rf"(?P<sign><=?|>=?|≤|≥|under|below|less than|up to|over|above|more than|at least)"
                   rf"\s*(?P<low>{_NUMBER})\s*\D*", re.I)
_PLUS = re.compile(rf"(?P<low>{_NUMBER})\s*(?:\+|and (?:over|above|more|older)|or (?:over|above|more|older)).*", re.I)
_COUNTED = re.compile(r"(?:q|p|t|tier|level|stage|grade|class|phase|year|group|priority|quarter|step|decile|rank|type"
                      r"|zone)"
                      r"[ -]?(?P<low>\d{1,2})"
                      r"|(?P<nth>\d{1,2})(?:st|nd|rd|th)", re.I)
_LOW = ("<", "<=", "≤", "under", "below", "less than", "up to")


def scale_of(values: Sequence[str]) -> Scale | None:
    """The scale that most of these distinct values are rungs of, None where there is none or fewer than three stand on
    it.

    Two are enough where they are ranges, such as '<=50K' and '>50K'. Words like 'unknown' may stand beside the scale.
    """
    values = [value for value in values if value.strip()]
    if not 2 <= len(values) <= MOST or max(map(len, values)) > 60:
        return None
    plain = {value: re.sub(r"[\s_]+", " ", value).strip().lower() for value in values}
    rungs = [value for value in values if plain[value] not in _UNSURE]
    for what, ladder in _LADDERS:
        on = {value: ladder[plain[value]] for value in values if plain[value] in ladder}
        known = sum(value in on for value in rungs)
        if known == len(rungs) >= 3 and len(set(on.values())) >= 3 and not _letters_only(what, plain.values()):
            return Scale(what, tuple(sorted(on, key=on.get)))
    return _numbered(rungs, plain)


def _letters_only(what: str, plain) -> bool:
    """Letters are grades only where they show it, by a plus, a minus or an F below the A: groups are called A, B,
    C too."""
    words = set(plain)
    return what == "school grades" and not (any(word[-1:] in "+-" for word in words if word)
                                            or {"a", "b", "c", "d", "f"} <= words)


def _numbered(rungs: list[str], plain: dict[str, str]) -> Scale | None:
    keys = {value: key for value in rungs if (key := _key(plain[value])) is not None}
    ranges = sum(not _COUNTED.fullmatch(plain[value]) for value in keys)
    if len(keys) < len(rungs) or len(set(keys.values())) < len(keys) or len(keys) < (2 if ranges == len(keys) else 3):
        return None
    if len(keys) == 2 and not all(_OPEN.fullmatch(plain[value]) or _PLUS.fullmatch(plain[value]) for value in keys):
        return None
    return Scale("ranges" if ranges else "numbered steps", tuple(sorted(keys, key=keys.get)))


def _key(text: str) -> tuple[float, float] | None:
    """Where a range or numbered step begins, and a half step where it lies below or above its number."""
    if found := _OPEN.fullmatch(text):
        return _value(found["low"]), -0.5 if found["sign"].lower() in _LOW else 0.5
    if found := _RANGE.fullmatch(text):
        return (_value(found["low"]), 0.0) if _value(found["low"]) <= _value(found["high"]) else None
    if found := _PLUS.fullmatch(text):
        return _value(found["low"]), 0.0
    if found := _COUNTED.fullmatch(text):
        return float(found["low"] or found["nth"]), 0.0
    return None


def _value(text: str) -> float:
    digits = re.sub(r"[^\d.]", "", re.sub(r",(?=\d{3})", "", text).replace(",", ".")).rstrip(".")
    scale = 1000 if text.strip().endswith("k") else 1_000_000 if text.strip().endswith("m") else 1
    return float(digits if digits.count(".") <= 1 else digits.replace(".", "")) * scale * (
        -1 if text.strip().startswith("-") else 1)
