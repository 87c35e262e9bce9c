"""A directory of Parquet tables that holds what was read of many documents, and the queries over it.

Each table is a folder of parts (``cells/part-000012-1a2b3c4d.parquet``); a part holds the rows of one shard, a fixed number of
documents in the order of the sources. ``state.sqlite`` says which parts count. Nothing here knows how documents are read.
"""
