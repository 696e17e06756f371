"""A real MariaDB on 127.0.0.1 for tests, as postgres_server.py has a PostgreSQL."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.reading.databases.postgres_server import PASSWORD

TABLES = Path("/usr/share/mysql")
SMALL = ("--no-defaults", "--innodb-buffer-pool-size=16M", "--innodb-log-file-size=4M", "--skip-log-bin")


@dataclass(frozen=True)
class MariaDB:
    port: int

    def url(self, user: str = "ann", database: str = "shop") -> str:
        return f"mysql://{user}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str) -> None:
        import pymysql

        with pymysql.connect(host="127.0.0.1", port=self.port, user="ann", password=PASSWORD.encode(), database="shop",
                             autocommit=True) as db:
            for statement in statements:
                db.cursor().execute(statement)


@contextmanager
def mariadb() -> Iterator[MariaDB]:
    """Started, with a database shop and a user ann with PASSWORD; ended and removed afterwards."""
    program = shutil.which("mariadbd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if not program or not (TABLES / "mysql_system_tables.sql").exists():
        pytest.skip("no MariaDB on this machine; on Debian: apt-get install mariadb-server-core")
    user = [] if os.getuid() else ["--user=nobody"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="lookalike-mariadb-"))
    try:
        (folder / "data").mkdir()
        (folder / "init.sql").write_text(
            f"SET NAMES utf8mb4;\nCREATE DATABASE shop CHARACTER SET utf8mb4;\nCREATE USER ann@'127.0.0.1' IDENTIFIED "
            f"BY '{PASSWORD}';\n"
            "GRANT ALL ON *.* TO ann@'127.0.0.1';\n", encoding="utf-8")
        if user:
            subprocess.run(["chown", "-R", "nobody", folder], check=True)
        data = f"--datadir={folder / 'data'}"
        system = b"create database mysql;\nuse mysql;\n" + b"".join(
            (TABLES / f"mysql_{name}.sql").read_bytes()
            for name in ("system_tables", "performance_tables", "system_tables_data"))
        subprocess.run([program, *SMALL, *user, "--bootstrap", data], input=system, check=True, capture_output=True,
                       cwd=folder)
        process = subprocess.Popen(
            [program, *SMALL, *user, data, f"--port={port}", "--bind-address=127.0.0.1",
             f"--socket={folder / 'socket'}",
             "--character-set-server=utf8mb4", f"--init-file={folder / 'init.sql'}", "--skip-name-resolve"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
        try:
            _until_it_answers(port, process)
            yield MariaDB(port)
        finally:
            process.kill()
            process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _until_it_answers(port: int, process: subprocess.Popen) -> None:
    for _ in range(600):
        assert process.poll() is None, "MariaDB ended by itself"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("MariaDB did not answer within a minute")
