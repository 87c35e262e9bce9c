"""Checks between reports, one file each, found by walking: each offers ``CHECK`` and ``judge(world)``."""
