"""A real PostgreSQL on 127.0.0.1 for tests: its own data folder, a free port, a user that is not root."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

PASSWORD = "wörd p@ss:/?#7f3a9c"


@dataclass(frozen=True)
class Postgres:
    port: int

    def url(self, user: str = "ann", database: str = "shop") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def run(self, statements: str) -> None:
        import psycopg

        with psycopg.connect(host="127.0.0.1", port=self.port, dbname="shop", user="ann", password=PASSWORD,
                             autocommit=True) as db:
            db.execute(statements)


def _programs() -> Path:
    """The folder of initdb and postgres. Skips where there is none."""
    found = [Path(p).resolve().parent for p in (shutil.which("initdb"),) if p]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    for folder in found:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    pytest.skip("no PostgreSQL on this machine; on Debian: apt-get install postgresql")


def _user() -> list[str]:
    """What puts a command under a user that is not root: PostgreSQL refuses to run as root."""
    if os.getuid():
        return []
    import pwd

    for name in ("postgres", "nobody"):
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        if shutil.which("runuser"):
            return ["runuser", "-u", name, "--"]
    pytest.skip("PostgreSQL does not run as root, and there is no other user to run it as")


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Started, with a database shop and a user ann with PASSWORD; ended and removed afterwards."""
    programs, user = _programs(), _user()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="lookalike-postgres-"))
    try:
        data, secret = folder / "data", folder / "secret"
        secret.write_text(PASSWORD, encoding="utf-8")
        if user:
            subprocess.run(["chown", "-R", user[2], folder], check=True)
        plain = {**os.environ, "LC_ALL": "C.UTF-8"}
        subprocess.run([*user, programs / "initdb", "-D", data, "-U", "ann", f"--pwfile={secret}", "-A",
                        "scram-sha-256", "-E", "UTF8",
                        "--no-sync", "--no-instructions"], check=True, capture_output=True, env=plain, cwd=folder)
        settings = {"listen_addresses": "127.0.0.1", "port": port, "fsync": "off", "unix_socket_directories": "",
                    "shared_buffers": "16MB", "autovacuum": "off"}
        subprocess.run([*user, programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-t", "60", "-o",
                        " ".join(f"-c {key}={value or chr(39) * 2}" for key, value in settings.items()), "start"],
                       check=True, capture_output=True, env=plain, cwd=folder)
        try:
            import psycopg

            with psycopg.connect(host="127.0.0.1", port=port, dbname="postgres", user="ann", password=PASSWORD,
                                 autocommit=True) as db:
                db.execute("CREATE DATABASE shop")
            yield Postgres(port)
        finally:
            subprocess.run([*user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"],
                           capture_output=True, cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
