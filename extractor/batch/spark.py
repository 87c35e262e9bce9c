"""The same function on a Spark cluster: a frame of documents -> the same tables, in files that the cluster writes.

Spark moves the documents and starts again what failed; here is only how its frames meet ``read_batches``. Needs ``gouji[spark]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractor.batch.work import read_batches
from extractor.store.columns import LISTS, TABLES
from extractor.store.schemas import row_schema, table_schemas

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: Where the rows of reports are kept until their lists are unnested.
ROWS = "rows"


def read_frame(documents: DataFrame) -> DataFrame:
    """A row a report, as ``store.schemas.row_schema`` says, of a frame with ``path`` and ``content`` (bytes)."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return documents.mapInArrow(read_batches, from_arrow_schema(row_schema()))


def tables_of(rows: DataFrame) -> dict[str, DataFrame]:
    """The tables of some rows, with the columns of a store's."""
    schemas = table_schemas()
    found = {name: rows.select(*schemas[name].names) for name in TABLES if name not in LISTS}
    for name in LISTS:
        listed = rows.selectExpr("report", f"posexplode({name}) as (position, entry)")
        found[name] = listed.select("report", "position", "entry.*")
    return found


def write_tables(documents: DataFrame, folder: str) -> None:
    """Reads every document once and writes the tables, a folder of Parquet files each, below any address that Spark writes to."""
    read_frame(documents).write.mode("overwrite").parquet(f"{folder}/{ROWS}")
    rows = documents.sparkSession.read.parquet(f"{folder}/{ROWS}")
    for name, table in tables_of(rows).items():
        table.write.mode("overwrite").parquet(f"{folder}/{name}")
