"""The augment lab on the screen: what to try, how it goes, and the rows that are worth making one click away."""

import streamlit as st

from components import state
from components.charts.learning_curves import learning_curves
from components.costs import Costs, cost_line, costs_of, warn_of_memory
from components.figures import show
from components.progress import outcome, watch
from components.settings import advice_for, generate, profiled, recipe_for, settings_of
from components.text import escape_markdown, name, share
from synth.augmenting.cost import cost
from synth.augmenting.plan import FEWEST, SEEDS, TIMES, Plan
from synth.augmenting.worth import BETTER, MATCHED
from synth.dataset import Kind
from synth.jobs.catalogue import Job
from synth.racing.plan import entrants
from synth.technique import shelf

ICONS = {BETTER: ":material/check_circle:", MATCHED: ":material/balance:"}


def ask(data: Job) -> None:
    """The form that starts a lab on the dataset: which class, by which techniques, how often; and what that takes."""
    decided, rare = settings_of(data), _rare(data)
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
    if st.button("Is it worth it?", type="primary", icon=":material/science:"):
        request = decided | {
            "rare": plan.rare,
            "ways": list(plan.ways),
            "times": list(plan.times),
            "seeds": plan.seeds,
            "share": plan.share,
        }
        job = state.submit("augment", f"Augment lab: {chosen}", request, parent=data.id)
        state.go(state.AUGMENT, augment=job.id, data=data.id)
    st.caption(f"{cost_line(expected)}.")


def _cost(plan: Plan, costs: Costs, of: float):
    return cost(plan, costs.rows, costs.columns, of, costs.seen)


def _rare(data: Job) -> dict[str, float]:
    """Classes of the target with rows enough, rarest first, and their shares; else {} and a sentence on the screen."""
    target = settings_of(data)["target"]
    columns = [
        each
        for job in (profiled(data), data)
        for each in (state.stored(job, "profile.json") or {"columns": ()})["columns"]
    ]
    column = next((each for each in columns if each["name"] == target), None)
    kind = settings_of(data)["kinds"].get(target) or (column or {}).get("kind")
    if column is None or kind not in (Kind.CATEGORY, Kind.FLAG) or not column["bins"]:
        st.info(
            "The lab needs a target with classes: a category or a flag that says which rows are rare."
            if target is None or column is None
            else f"The target {name(target)} is no category or flag; choose another, or have it read as a category.",
            icon=":material/info:",
        )
        st.page_link(
            state.DATA,
            label="Choose the target on the Data page",
            query_params={"data": data.id},
            icon=":material/arrow_back:",
        )
        return {}
    shares = dict(zip(column["bins"]["labels"], column["bins"]["shares"]))
    enough = {
        level: each
        for level, each in shares.items()
        if level != "other" and each and FEWEST <= each * data.result["rows"] <= data.result["rows"] - FEWEST
    }
    if not enough:
        st.info(
            f"No class of {name(target)} has {FEWEST} rows or more beside as many others: too few to hold some out.",
            icon=":material/info:",
        )
    return dict(sorted(enough.items(), key=lambda each: each[1]))


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
    if worth and worth["added"]:
        _make(job, worth)


def _make(job: Job, worth: dict) -> None:
    """Generates as many rows of the class as are worth it, by the technique that won."""
    data, won = state.find(job.parent), shelf()[worth["way"]]
    if not won.shareable:
        st.caption(f":material/lock: {won.when}")
    if data is not None and st.button(f"Make these {worth['added']:,} rows", icon=":material/play_arrow:"):
        generate(data, recipe_for(data, worth["way"], {}, worth["added"], conditions=job.result["where"]))
