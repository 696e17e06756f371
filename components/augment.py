"""The augment lab on the screen: what to try, how it goes, and the rows that are worth making one click away."""

import streamlit as st

from components import state
from components.accepted import accepted_line, and_accepted, told
from components.charts.learning_curves import learning_curves
from components.costs import Costs, cost_line, costs_of, warn_of_memory
from components.figures import show
from components.progress import outcome, watch
from components.rare import rare_classes
from components.settings import advice_for, generate, recipe_for, rules_of, settings_of
from components.text import escape_markdown, name, share
from components.train_on import take_away
from synth.augmenting.cost import cost
from synth.augmenting.plan import SEEDS, TIMES, Plan
from synth.augmenting.worth import BETTER, MATCHED
from synth.jobs.catalogue import Job
from synth.racing.plan import entrants
from synth.technique import shelf

ICONS = {BETTER: ":material/check_circle:", MATCHED: ":material/balance:"}


def ask(data: Job) -> None:
    """The form that starts a lab on the dataset: which class, by which techniques, how often; and what that takes."""
    decided, rare = settings_of(data), rare_classes(data)
    if not rare:
        return
    left, right = st.columns(2)
    chosen = left.selectbox(
        "The rare class",
        list(rare),
        key=f"rare-{data.id}",
        format_func=lambda each: f"{each} ({share(rare[each])} of the rows)",
    )
    seeds = right.slider("Rounds, each with another holdout", *SEEDS, SEEDS[1], key="augment-seeds")
    ways = st.multiselect(
        "Rows made by",
        _makers(decided["target"]),
        _proposed(data),
        key=f"ways-{data.id}",
        format_func=lambda key: shelf()[key].title,
    )
    most = left.select_slider(
        "Rows made, up to", TIMES, TIMES[-1], key="augment-most", format_func=lambda each: f"{each:g} x the real ones"
    )
    mix = (
        right.slider(
            "Also try a mixed table: share of synthetic rows",
            0,
            90,
            0,
            10,
            format="%d %%",
            key="augment-mix",
            help="As many rows as there are real ones, of which so many are synthetic; 0 for none.",
        )
        / 100
    )
    if not ways:
        st.warning("Choose at least one technique.", icon=":material/block:")
        return
    plan = Plan(chosen, tuple(ways), tuple(each for each in TIMES if each <= most), seeds, mix)
    expected = _cost(plan, costs_of(data), rare[chosen])
    warn_of_memory(expected)
    why = accepted_line(data)
    if st.button("Is it worth it?", type="primary", icon=":material/science:", disabled=bool(why)):
        request = decided | {
            "rare": plan.rare,
            "ways": list(plan.ways),
            "times": list(plan.times),
            "seeds": plan.seeds,
            "share": plan.share,
            "rules": rules_of(data),
        }
        job = state.submit("augment", f"Augment lab: {chosen}", request, parent=data.id)
        state.go(state.AUGMENT, augment=job.id, data=data.id)
    st.caption(f"{cost_line(expected)}.")


def _cost(plan: Plan, costs: Costs, of: float):
    return cost(plan, costs.rows, costs.columns, of, costs.seen)


def _makers(target: str | None) -> list[str]:
    """What models or augments a table; yardsticks and masks make no new rows of a class."""
    return [key for key in entrants(target) if shelf()[key].family not in ("baseline", "masking")]


def _proposed(data: Job) -> list[str]:
    """The advised technique, and those made for rare classes."""
    makers = _makers(settings_of(data)["target"])
    return [
        key
        for key in dict.fromkeys([advice_for(data).technique, *(key for key in makers if shelf()[key].needs_target)])
        if key in makers
    ]


def lab(job: Job) -> None:
    """How far it is, the curves so far, the answer, and what can be done with it."""
    watch(job)
    outcome(job)
    curves = state.stored(job, "curves.json")
    if not curves:
        return
    worth = curves.get("worth")
    if worth:
        tell = st.success if worth["verdict"] == BETTER else st.info
        tell(escape_markdown(worth["sentences"][0]), icon=ICONS.get(worth["verdict"], ":material/do_not_disturb_on:"))
    rows = curves["rows"]
    st.caption(
        f"{name(curves['target'])} is {name(curves['rare'])}: in each of {curves['rounds']} rounds boosted trees learn "
        f"from {rows['train']:,} real rows, {rows['train_rare']:,} of them rare, and are tested on {rows['holdout']:,} "
        f"others, {rows['holdout_rare']:,} of them rare. Bars "
        "and the band are 95 % intervals over the rounds."
    )
    show(
        learning_curves(curves, {key: shelf()[key].title for key in job.request["ways"] if key in shelf()}),
        key=f"curves-{job.id}",
    )
    for sentence in worth["sentences"][1:] if worth else ():
        st.markdown(f":material/arrow_right: {escape_markdown(sentence)}")
    if job.request.get("rules"):
        st.caption(f":material/rule: Every row made here keeps {told(job.request['rules'])}.")
    if worth and worth["added"]:
        _make(job, worth)
    if worth:
        take_away(job, curves, worth)


def _make(job: Job, worth: dict) -> None:
    """Generates as many rows of the class as are worth it, by the technique that won."""
    data, won = state.find(job.parent), shelf()[worth["way"]]
    if not won.shareable:
        st.caption(f":material/lock: {won.when}")
    if data is not None and st.button(f"Make these {worth['added']:,} rows", icon=":material/play_arrow:"):
        rules = and_accepted(data, job.request.get("rules", []))
        generate(data, recipe_for(data, worth["way"], {}, worth["added"], conditions=job.result["where"], rules=rules))
