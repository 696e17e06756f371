"""Ways to bring a table: a sample, an upload, or one brought before."""

from pathlib import Path

import streamlit as st

from components import state
from components.builder import by_hand
from components.text import name, size
from synth.jobs.catalogue import Job
from synth.reading.web.addresses import without_password
from synth.reading.samples import SAMPLES
from synth.reading.server_files import files_folder, server_files


def choose_table(tables: list[Job]) -> None:
    """Samples, upload, address, database, a schema by hand and the user's own tables;
    leaves for the one that was chosen."""
    ways = {"Samples": _samples, "Upload": _upload, "Address": _address, "Database": _database, "By hand": _by_hand}
    if files_folder():
        ways["On the server"] = _server
    if tables:
        ways["Your tables"] = lambda: _own(tables)
    way = st.segmented_control("Bring a table", list(ways), default="Samples", required=True, key="bring",
                               label_visibility="collapsed")
    ways[way]()


def _samples() -> None:
    for start in range(0, len(SAMPLES), 4):
        for column, sample in zip(st.columns(4), SAMPLES[start:start + 4]):
            with column, st.container(border=True, height="stretch"):
                st.markdown(f"**{sample.title}**")
                st.caption(f"{sample.line} {sample.rows:,} rows, {sample.columns} columns. {sample.source}, "
                           f"{sample.licence}.")
                if st.button("Use this", key=f"sample-{sample.key}", icon=":material/add:", width="stretch"):
                    _open(state.submit("read", sample.title, {"sample": sample.key}))


def _upload() -> None:
    round_ = st.session_state.setdefault("upload-round", 0)
    limit = st.get_option("server.maxUploadSize")
    files = st.file_uploader(f"CSV, TSV, Excel, Parquet, JSON, SQLite, SPSS, Stata, SAS, plain or compressed; up to "
                             f"{limit} MB each. Several that are alike are stacked. They stay on this machine.",
                             key=f"upload-{round_}", accept_multiple_files=True)
    st.caption("A larger file: put it into the server's folder (LOOKALIKE_FILES), give its address, or raise the limit "
               "(STREAMLIT_SERVER_MAX_UPLOAD_SIZE, in MB).")
    if files:
        st.session_state["upload-round"] = round_ + 1
        first = Path(files[0].name).name[-150:]
        called = first if len(files) == 1 else f"{first} and {len(files) - 1} more"
        _open(state.submit("read", called, {}, uploads=files))


def _address() -> None:
    with st.form("address"):
        address = st.text_input("Address of a file, or a data set of OpenML",
                                placeholder="https://..., s3://bucket/key or openml:adult",
                                help="Addresses inside this machine's own network are refused unless LOOKALIKE_ALLOW "
                                     "names them.")
        if st.form_submit_button("Fetch", icon=":material/download:") and address.strip():
            if without_password(address)[1]:
                st.error("That address holds a password, which would be stored; use one without.",
                         icon=":material/error:")
            else:
                _open(state.submit("read", *_addressed(address.strip())))


def _addressed(address: str) -> tuple[str, dict]:
    """A name and the request."""
    if address.lower().startswith("openml:"):
        return f"OpenML {address[7:].strip()}", {"openml": address[7:].strip()}
    return address.partition("?")[0].rstrip("/").rpartition("/")[2] or address, {"url": address}


def _database() -> None:
    with st.form("database"):
        url = st.text_input("Database", placeholder="postgresql://user@host/database, mysql://user@host/database")
        password = st.text_input("Password, if it needs one", type="password",
                                 help="It is used for this reading and stored nowhere.")
        query = st.text_area("Query, or nothing to choose a table afterwards",
                             placeholder="select * from orders where year = 2024")
        if st.form_submit_button("Read", icon=":material/database:") and url.strip():
            url, inside = without_password(url.strip())
            request = {"database": url} | ({"query": query.strip()} if query.strip() else {})
            _open(state.submit("read", url.rpartition("/")[2].partition("?")[0] or "database", request,
                               secret=password or inside))


def _by_hand() -> None:
    made = by_hand()
    if made is not None:
        _open(made)


def _server() -> None:
    files = server_files()
    if not files:
        st.info("The server's folder of files is empty.", icon=":material/folder:")
        return
    sizes = {each.name: each.size for each in files}
    chosen = st.selectbox("File on the server, of any size", list(sizes),
                          format_func=lambda file: f"{file} · {size(sizes[file])}")
    if st.button("Read", icon=":material/folder_open:", key="server-file"):
        _open(state.submit("read", Path(chosen).name[-200:], {"file": chosen}))


def _own(tables: list[Job]) -> None:
    for table in tables:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link(state.DATA, label=name(table.name, 60), icon=":material/table:",
                         query_params={"data": table.id})
            if state.succeeded(table):
                st.caption(f"{table.result['rows']:,} rows, {table.result['columns']} columns")


def _open(job: Job) -> None:
    state.choose("data", job.id)
    st.rerun()
