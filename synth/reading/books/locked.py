"""Workbooks that are protected by a password, opened."""

import zipfile
from io import BytesIO

from synth.reading.packed.bombs import refuse_hostile_book
from synth.reading.limits import Limits
from synth.reading.result import Locked, ReadError
from synth.reading.source import Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def unlocked(source: Source, password: str | None) -> bytes:
    """The workbook's bytes, decrypted where they are encrypted.

    Raises: Locked without a password or with a wrong one; ReadError for a way of encrypting that is not known.
    Source: [MS-OFFCRYPTO], by msoffcrypto-tool; its keys are checked before anything is decrypted.
    """
    if source.data[:8] == OLE:
        return _office(source, password)
    if _locked_document(source.data):
        raise Locked(f"'{source.name}' is an OpenDocument file protected by a password, which cannot be opened here; "
                     "save it without one, or as xlsx.")
    return source.data


def _office(source: Source, password: str | None) -> bytes:
    import struct
    from xml.parsers.expat import ExpatError

    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

    odd = (DecryptionError, ParseError, ExpatError, struct.error, OSError, ValueError, IndexError, KeyError,
           AttributeError)
    try:
        file = msoffcrypto.OfficeFile(BytesIO(source.data))
        if not file.is_encrypted():
            return source.data
    except (FileFormatError, *odd):
        return source.data  # no workbook at all, or a damaged one: its reader says so
    if not password:
        raise Locked(f"'{source.name}' is protected by a password: give it, and read the file again.")
    opened = BytesIO()
    try:
        file.load_key(password=password, **({"verify_password": True} if file.format == "ooxml" else {}))
        file.decrypt(opened)
    except InvalidKeyError:
        raise Locked(f"The password given does not open '{source.name}': give the right one.") from None
    except odd as error:
        raise ReadError(f"'{source.name}' is encrypted in a way that cannot be opened here ({type(error).__name__}); "
                        "save it without a password.") from None
    _refuse_hostile(opened, source)
    return opened.getvalue()


def _refuse_hostile(opened: BytesIO, source: Source) -> None:
    """The same as for a workbook that was never encrypted. Raises: ReadError."""
    if opened.getvalue()[:4] == b"PK\3\4":
        try:
            refuse_hostile_book(zipfile.ZipFile(opened), source.name, len(source.data), Limits.given())
        except zipfile.BadZipFile:
            raise ReadError(f"'{source.name}' is damaged under its password; save it again.") from None


def _locked_document(data: bytes) -> bool:
    """Whether it is an OpenDocument file whose manifest speaks of encryption."""
    if data[:4] != b"PK\3\4":
        return False
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed, packed.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(1_000_000)
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return False
