"""Inputs behind a URL, by fsspec: s3://, gs://, hdfs://, https:// and what else it knows.

Documents are fetched by the run, many at a time, since a store may be one that only this process can reach; a container
is copied to a file first, so that it need not fit into memory.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from speechx import readers
from speechx.batch.inputs import Input
from speechx.errors import SourceError, UsageError, reason_of
from speechx.readers import Failure, Item


def files(url: str) -> Iterator[Input | Failure]:
    """Yield the files that a URL stands for: itself, those of a folder, or those that fit a pattern, by name.

    Raises:
        UsageError: fsspec, or what it needs for this kind of URL, is not installed.
    """
    found: list[Input]
    try:
        system, path = _opened(url)
        if any(char in path for char in "*?["):
            root = path.partition("*")[0].rpartition("/")[0]
            found = [Input(system.unstrip_protocol(one), _below(one, root)) for one in sorted(system.glob(path))]
        elif system.isdir(path):
            base = url.rstrip("/")
            names = (_below(one, path.rstrip("/")) for one in sorted(system.find(path)))
            found = [Input(f"{base}/{name}", name) for name in names]
        else:
            found = [Input(url, path.rpartition("/")[2])]
    except (OSError, ValueError) as error:
        yield _failure(url, error)
        return
    yield from found
    if not found:
        yield Failure(url, SourceError(f"{url} fits no file"))


def _below(path: str, root: str) -> str:
    return path.removeprefix(root).lstrip("/")


def items(url: str, options: readers.Options) -> Iterator[Item | Failure]:
    """Yield the documents of a file."""
    with tempfile.TemporaryDirectory(prefix="speechx-") as folder:
        copy = Path(folder) / (url.rpartition("/")[2] or "document")
        try:
            system, path = _opened(url)
            system.get_file(path, str(copy))
        except (OSError, ValueError) as error:
            yield _failure(url, error)
            return
        for item in readers.items(copy, options):
            name = url + item.name.removeprefix(str(copy))
            if isinstance(item, Failure):
                yield Failure(name, type(item.error)(str(item.error).replace(str(copy), url)))
            elif item.path is None:
                yield item._replace(name=name)
            else:
                yield Item(name, None, Path(item.path).read_bytes())


def _opened(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - only who names a URL needs it
    except ModuleNotFoundError:
        raise UsageError(f"{url} needs fsspec; install it with: pip install 'speechx[remote]'") from None
    try:
        system, path = url_to_fs(url)
    except ImportError as error:
        raise UsageError(f"{url}: {error}") from None
    return system, path


def _failure(url: str, error: Exception) -> Failure:
    reason = "no such file" if isinstance(error, FileNotFoundError) else reason_of(error)
    return Failure(url, SourceError(f"{url} cannot be read: {reason}"))
