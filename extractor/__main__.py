"""``python -m extractor`` is the command ``gouji``."""

from extractor.cli import main

main()
