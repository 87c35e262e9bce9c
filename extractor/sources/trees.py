"""The names inside an archive as folders: which are leftovers, which stand there twice."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.sources.leftovers import is_leftover


class Tree:
    """All names of an archive, parts parted by "/".

    >>> tree = Tree(["甲/年报.html", "甲/年报_files/a.html", "__MACOSX/甲/._年报.html", "年报.txt"])
    >>> [tree.is_leftover(n) for n in ("甲/年报.html", "甲/年报_files/a.html", "__MACOSX/甲/._年报.html", "年报.txt")]
    [False, True, True, False]
    >>> tree.unique("年报.txt"), tree.unique("年报.txt"), tree.unique("年报")
    ('年报.txt', '年报#2.txt', '年报')
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._beside: dict[str, set[str]] = {}
        self._times: dict[str, int] = {}
        for name in names:
            folder = ""
            for part in _parts(name):
                self._beside.setdefault(folder, set()).add(part)
                folder = f"{folder}{part}/"

    def is_leftover(self, name: str) -> bool:
        """Whether a file, or a folder that it stands in, is a leftover."""
        folder = ""
        parts = _parts(name)
        for number, part in enumerate(parts, 1):
            if is_leftover(part, self._beside.get(folder, ()), folder=number < len(parts)):
                return True
            folder = f"{folder}{part}/"
        return False

    def unique(self, name: str) -> str:
        """The name, with a number before its suffix where the archive gave it before."""
        times = self._times[name] = self._times.get(name, 0) + 1
        if times == 1:
            return name
        folder, slash, last = name.rpartition("/")
        stem, dot, end = last.rpartition(".")
        numbered = f"{stem}#{times}.{end}" if dot and stem else f"{last}#{times}"
        return f"{folder}{slash}{numbered}"


def _parts(name: str) -> list[str]:
    return [part for part in name.split("/") if part not in {"", "."}]
