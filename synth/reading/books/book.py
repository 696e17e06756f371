"""Workbooks (xlsx, xls, xlsb, ods): their sheets as rows of cells, and which of them is meant."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from synth.reading.books.faults import Faults, faults
from synth.reading.books.locked import unlocked
from synth.reading.result import ReadError
from synth.reading.source import Source

SEEN = 200
"""Rows by which a sheet is judged before one is chosen."""
CELLS = 200_000_000
"""Cells at most in one sheet, blank ones between others included."""


class Book:
    """names: the sheets that can hold tables, in the book's order; hidden: those of them that Excel does not show.

    Raises: Locked; ReadError for a damaged book, here and wherever a sheet turns out to be so.
    """

    def __init__(self, source: Source, password: str | None = None):
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

        self.name, self._data, self._sheets = source.name, unlocked(source, password), {}
        with self._damage():
            self._book = CalamineWorkbook.from_filelike(BytesIO(self._data))
        sheets = [sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        self.names = [sheet.name for sheet in sheets]
        self.hidden = {sheet.name for sheet in sheets if sheet.visible != SheetVisibleEnum.Visible}

    def rows(self, name: str, most: int | None = None) -> list[list]:
        """The cells, row by row from the sheet's first row and column; "" where one is blank."""
        return self._sheet(name).to_python(skip_empty_area=False, nrows=most)

    def size(self, name: str) -> int:
        """How many cells the sheet spans, blank ones included."""
        return _size(self._sheet(name))

    def merged(self, name: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Top left and bottom right, (row, column) from 0, of merged cells; none where the format does not tell."""
        return self._sheet(name).merged_cell_ranges or []

    def faults(self, name: str) -> Faults:
        return faults(self._data, list(self._book.sheet_names).index(name))

    def fullest(self) -> str | None:
        """The first sheet with at least half as many filled cells as the fullest; hidden ones last; None if all are
        blank."""
        filled = {name: self._filled(name) for name in self.names}
        among = {name: cells for name, cells in filled.items() if cells and name not in self.hidden} or {
            name: cells for name, cells in filled.items() if cells}
        return next((name for name, cells in among.items() if cells * 2 >= max(among.values())), None)

    def _filled(self, name: str) -> float:
        """About how many cells are filled; those of a sheet that is one column of notes count a tenth."""
        counts = [sum(cell != "" for cell in row) for row in self.rows(name, SEEN)]
        if not any(counts):
            counts = [sum(cell != "" for cell in row) for row in self.rows(name)]
        notes = max(counts, default=0) < 2
        return sum(counts) / max(len(counts), 1) * self._sheet(name).height * (0.1 if notes else 1)

    def _sheet(self, name: str):
        if name not in self._sheets:
            with self._damage(f"The sheet '{name}' of "):
                sheet = self._book.get_sheet_by_name(name)
            if _size(sheet) > CELLS:
                raise ReadError(f"The sheet '{name}' of '{self.name}' spans {_size(sheet):,} cells, blank ones too; "
                                "delete what lies far from the table, or save it as CSV.")
            self._sheets[name] = sheet
        return self._sheets[name]

    @contextmanager
    def _damage(self, where: str = "") -> Iterator[None]:
        """What calamine raises, made a sentence; its panics are no Exception and have no type to import."""
        from python_calamine import CalamineError, PasswordError

        try:
            yield
        except PasswordError:
            raise ReadError(f"{where}'{self.name}' is protected by a password in a way that cannot be opened here; "
                            "save it without one.") from None
        except BaseException as error:
            if not isinstance(error, CalamineError) and type(error).__name__ != "PanicException":
                raise
            reason = " ".join(str(error).split())[:120].rstrip(". ")
            raise ReadError(f"{where}'{self.name}' is damaged, or no workbook: {reason}; save it again.") from None


def _size(sheet) -> int:
    return 0 if sheet.end is None else (sheet.end[0] + 1) * (sheet.end[1] + 1)
