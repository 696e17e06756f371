"""Ways to bring a table: a sample, an upload, or one brought before."""

from pathlib import Path

import streamlit as st

from components import state
from components.text import name
from synth.jobs.catalogue import Job
from synth.reading.samples import SAMPLES

ENDINGS = ["csv", "tsv", "txt", "parquet", "xlsx", "xls", "json", "jsonl", "ndjson", "gz", "bz2", "xz", "zip"]


def choose_table(tables: list[Job]) -> None:
    """Samples, upload and the user's own tables; leaves for the one that was chosen."""
    ways = ["Samples", "Upload"] + (["Your tables"] if tables else [])
    way = st.segmented_control("Bring a table", ways, default="Samples", required=True, key="bring", label_visibility="collapsed")
    {"Samples": _samples, "Upload": _upload, "Your tables": lambda: _own(tables)}[way]()


def _samples() -> None:
    for start in range(0, len(SAMPLES), 4):
        for column, sample in zip(st.columns(4), SAMPLES[start:start + 4]):
            with column, st.container(border=True, height="stretch"):
                st.markdown(f"**{sample.title}**")
                st.caption(f"{sample.line} {sample.rows:,} rows, {sample.columns} columns. {sample.source}, {sample.licence}.")
                if st.button("Use this", key=f"sample-{sample.key}", icon=":material/add:", width="stretch"):
                    _open(state.submit("read", sample.title, {"sample": sample.key}))


def _upload() -> None:
    round_ = st.session_state.setdefault("upload-round", 0)
    limit = st.get_option("server.maxUploadSize")
    file = st.file_uploader(f"CSV, TSV, Excel, Parquet, JSON or JSON lines, plain or compressed; up to {limit} MB. "
                            "It stays on this machine.", type=ENDINGS, key=f"upload-{round_}")
    if file is not None:
        st.session_state["upload-round"] = round_ + 1
        _open(state.submit("read", Path(file.name).name[-200:], {}, uploads=[file]))


def _own(tables: list[Job]) -> None:
    for table in tables:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(state.DATA, label=name(table.name, 60), icon=":material/table:", query_params={"data": table.id})
            if state.succeeded(table):
                st.caption(f"{table.result['rows']:,} rows, {table.result['columns']} columns")


def _open(job: Job) -> None:
    state.choose("data", job.id)
    st.rerun()
