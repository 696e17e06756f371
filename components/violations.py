"""Rules on Compare: how many synthetic rows break each, and some of those rows."""

import streamlit as st

from components import state
from components.text import escape_markdown, share, shorten
from synth.jobs.catalogue import Job
from synth.rules import FEWEST


def rules_line(run: Job) -> None:
    """One sentence on the rules accepted, and on those only found; nothing for a run without any."""
    told = (run.result or {}).get("rules") or []
    if told:
        st.caption(f":material/rule: {summed_up(told)}")


def summed_up(told: list[dict]) -> str:
    """What became of the rules, in a sentence or two; told holds "accepted" and "count" of each."""
    kept, others = ([each for each in told if each["accepted"] is accepted] for accepted in (True, False))
    broken, off = (sum(each["count"] > 0 for each in group) for group in (kept, others))
    said = []
    if kept:
        asked = "The rule asked for holds" if len(kept) == 1 else f"All {len(kept)} rules asked for hold"
        said.append(
            f"{asked} in every synthetic row." if not broken else f"Of {len(kept)} rules asked for {broken} are broken."
        )
    if others:
        of = f"{len(others)} {'more ' if kept else ''}rule{'' if len(others) == 1 else 's'} found in the real rows"
        see = ": see Rules" if off else ""
        said.append(f"Of {of}, {off or 'none'} {'are' if off > 1 else 'is'} broken by synthetic ones{see}.")
    return " ".join(said)


def rules_view(run: Job) -> None:
    """A line for each rule, those broken most first, and rows that break the one chosen."""
    told = state.stored(run, "rules.json")
    if not told:
        st.info(
            "Rules are looked at after the scores and will appear by themselves."
            if told is None and run.active
            else "No rule was asked for, and none found in the real rows."
            if told == []
            else "The rules of this run were not looked at: it ended before, or is from an earlier version.",
            icon=":material/info:",
        )
        return
    told = sorted(told, key=lambda each: (-each["count"] / max(each["rows"], 1), not each["accepted"]))
    st.dataframe([line(each) for each in told], hide_index=True, alt="Rules, and how many synthetic rows break each")
    st.caption(
        "Rules asked for hold in every row that is made. Those found in the real rows show what the technique missed; "
        "tick them on Technique to have them kept."
    )
    broken = [each for each in told if each["count"]]
    if not broken:
        return
    chosen = st.selectbox(
        "Synthetic rows that break",
        range(len(broken)),
        key="broken-rule",
        format_func=lambda i: f"{shorten(broken[i]['words'], 100)}: {broken[i]['count']:,}",
    )
    rule = broken[chosen]
    if rule["examples"]:
        st.dataframe(
            rule["examples"], hide_index=True, alt=f"Synthetic rows in which it does not hold that {rule['words']}"
        )
        st.caption(escape_markdown(f"{len(rule['examples'])} of {rule['count']:,} rows; none equals a real one."))
    else:
        st.caption("No row that breaks it can be shown: each equals a real one.")


def line(rule: dict) -> dict:
    """A rule as a line of the table."""
    return {
        "Rule": rule["words"],
        "Asked for": rule["accepted"],
        "Synthetic rows that break it": rule["count"],
        "Share": share(rule["count"] / max(rule["rows"], 1)),
        "Real rows": real(rule),
    }


def real(rule: dict) -> str:
    """What the real rows say of a rule, as far as that is known; 1 to 4 exceptions are not counted out."""
    if "exceptions" not in rule:
        return "not counted"
    if not rule["exceptions"]:
        few = (
            f"fewer than {FEWEST} exceptions"
            if rule["support"]
            else f"too few to tell, or all but fewer than {FEWEST} are exceptions"
        )
        return few if rule["exceptions"] is None else "no exceptions"
    return f"{rule['exceptions']:,} exceptions"
