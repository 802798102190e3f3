"""Every column of sealed values is in the list, bound to a row that has a name before it is inserted."""

from pathlib import Path

from store.models import Base
from store.vault.columns import ROW_KEY, SEALED

ROOT = Path(__file__).parents[2]


def test_every_column_that_is_called_sealed_is_in_the_list_and_nothing_else_is() -> None:
    named = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name.endswith("_sealed")
    }
    assert named == set(SEALED)


def test_what_names_a_row_belongs_to_one_row_alone() -> None:
    for column in SEALED.values():
        table = Base.metadata.tables[column.table]
        names = table.c[column.row_name]
        alone = names.primary_key or names.unique
        assert column.row_name == ROW_KEY or alone, f"{column} goes by {column.row_name}"
        assert names.nullable == (column.row_name == ROW_KEY)


def test_every_one_of_them_is_in_the_table_of_the_documents() -> None:
    told = (ROOT / "docs" / "security.md").read_text()
    assert [str(each) for each in SEALED.values() if f"`{each}`" not in told] == []
