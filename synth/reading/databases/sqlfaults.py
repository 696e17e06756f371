"""What databases and their drivers complain of, in sentences that hold neither a password nor a value."""

from synth.reading.databases.engines import Place
from synth.reading.result import Locked, ReadError

_WRONG_PASSWORD = ("28P01", "28000", "1045", "1698", "password authentication failed", "no password supplied",
                   "no pg_hba.conf entry", "Access denied for user")
_UNKNOWN = ("3D000", "1049", "1044", "does not exist")
_LATE = ("57014", "3024", "1969", "interrupted", "INTERRUPT")
_READ_ONLY = ("25006", "0A000", "1792", "readonly", "read-only", "not authorized")
_QUERY = ("42", "1064", "1146", "1054", "1142", "1052", "1305")
_CONVERSION = ("22", "1292", "1366", "1365", "ConversionException", "InvalidInputException", "OutOfRangeException")
_FILE = ("not a database", "malformed", "not a valid DuckDB", "Could not read", "file is encrypted", "corrupt")


def told(error: Exception, place: Place, seconds: float, connecting: bool = False) -> ReadError:
    """The error as one sentence of ours."""
    error = getattr(error, "orig", None) or error
    code, text = _code(error), str(error)

    def means(*signs: str) -> bool:
        return code in signs or any(sign in text for sign in signs if not sign.isdigit() and len(sign) > 5)

    if isinstance(error, ImportError):
        return ReadError(f"The driver for {place.kind} is not installed here ({error.name}); run "
                         "pip install -r requirements.txt.")
    if means(*_WRONG_PASSWORD):
        return Locked(f"{place} does not let '{place.user}' in: the password is wrong or missing, or this user may "
                      "not log in from here; enter it again.")
    if connecting and means(*_UNKNOWN):
        return ReadError(f"There is no database {place}, or it is not for '{place.user}'; check the name.")
    if means(*_LATE):
        return ReadError(f"The query took longer than {seconds:g} s and was ended; ask for less, or raise "
                         "LOOKALIKE_SQL_SECONDS.")
    if means(*_READ_ONLY):
        return ReadError("The query would change something, and databases are only read here; take that part out.")
    if any(sign in text for sign in _FILE):
        return ReadError(f"{place} is no {place.kind} database, or it is damaged; save or copy it again.")
    if code[:2] in _QUERY or code in _QUERY or type(error).__name__ in _QUERY_ERRORS[place.kind]:
        return ReadError(f"The database does not understand the query: {_first(error, text)}.")
    if code[:2] in _CONVERSION or code in _CONVERSION or type(error).__name__ in _CONVERSION:
        return ReadError("The query asks to turn a value into what it is not (text into a number, say); "
                         "mend the query.")
    if connecting:
        return ReadError(f"The database {place} could not be reached "
                         f"({type(error).__name__}{f' {code}' if code else ''}); check that it is running, that the "
                         "address is right, and that this machine is online.")
    return ReadError(f"The database broke off ({type(error).__name__}{f' {code}' if code else ''}); ask for less, or "
                     "try again.")


_QUERY_ERRORS = {"postgresql": (), "mysql": (), "sqlite": ("OperationalError",), "duckdb": (
    "ParserException", "CatalogException", "BinderException", "SyntaxException", "PermissionException")}


def _code(error: Exception) -> str:
    """SQLSTATE of PostgreSQL, the number of MySQL, "" elsewhere."""
    if error.args and isinstance(error.args[0], int):
        return str(error.args[0])
    return str(getattr(error, "sqlstate", None) or "")


def _first(error: Exception, text: str) -> str:
    """The message's first line. It is about the query's words; errors over values have other codes."""
    message = getattr(getattr(error, "diag", None), "message_primary", None)
    if message is None and len(error.args) > 1 and isinstance(error.args[1], str):
        message = error.args[1]
    return " ".join((message or text).splitlines()[0].split())[:200].rstrip(". ")
