"""Parquet: a row a document, read batch by batch with pyarrow."""

from collections.abc import Iterator
from typing import BinaryIO, Final

import pyarrow as pa
from pyarrow import parquet

from speechx.errors import SourceError
from speechx.readers import corpora
from speechx.readers.seam import Failure, Item, Options

_BATCH: Final = 64  # rows that stand in memory together


def items(stream: BinaryIO, name: str, options: Options) -> Iterator[Item | Failure]:
    """Yield the rows in order; only the columns that are needed are read.

    Raises:
        SpeechxError: this is no Parquet file, or it lacks a column.
    """
    try:
        columns = parquet.read_schema(stream).names
        column = corpora.text_column(columns, name, options.text_field)
        corpora.check_id(columns, name, options.id_field)
        # Kept as a dictionary, a text that a file holds once and names a million times is in memory once.
        file = parquet.ParquetFile(stream, read_dictionary=[column])
        wanted = [column, *([options.id_field] if options.id_field else [])]
        number = 0
        for batch in file.iter_batches(_BATCH, columns=wanted):
            for index in range(batch.num_rows):
                number += 1
                key = batch.column(options.id_field)[index].as_py() if options.id_field else None
                yield corpora.row(name, batch.column(column)[index].as_py(), corpora.key_of(key, number), options)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{name} cannot be read as Parquet: {' '.join(str(error).split())[:120]}") from None
