"""A table of a schema: its rows, and for each column the field that fills it."""

from dataclasses import dataclass, field

from synth.inventing.fields import SchemaError, kind_of


@dataclass(frozen=True)
class Field:
    """One column: field names a kind of fields.field_kinds; missing is a share in 0..1; hidden ones are left out."""

    name: str
    field: str
    params: dict = field(default_factory=dict)
    missing: float = 0.0
    unique: bool = False
    hidden: bool = False

    def needs(self) -> list[str]:
        """The columns it looks at. Raises: SchemaError."""
        kind = kind_of(self.field)
        return kind.needs(kind.check(self.params))


@dataclass(frozen=True)
class Table:
    """rows None: as many as a key's children say."""

    name: str
    rows: int | None
    columns: tuple[Field, ...]

    def order(self) -> list[Field]:
        """The columns, each after those that it looks at.

        Raises: SchemaError, naming table and column, for a wrong parameter, an unknown column or a circle.
        """
        known, done, under_way = {each.name: each for each in self.columns}, {}, []

        def visit(each: Field) -> None:
            if each.name in done:
                return
            if each.name in under_way:
                circle = " -> ".join([*under_way[under_way.index(each.name) :], each.name])
                raise self.wrong(each, f"it is computed from itself ({circle}); take one of them out of the circle.")
            under_way.append(each.name)
            try:
                needed = each.needs()
            except SchemaError as problem:
                raise self.wrong(each, str(problem)) from None
            for name in needed:
                if name not in known:
                    raise self.wrong(each, f"there is no column '{name}'; there are {', '.join(known)}.")
                visit(known[name])
            under_way.pop()
            done[each.name] = each

        for each in self.columns:
            visit(each)
        return list(done.values())

    def wrong(self, column: Field, why: str) -> SchemaError:
        return SchemaError(f"Column '{column.name}': {why}", self.name, column.name)
