"""The parts of the report page: layout (``regions``), marks on paper (``papers``), findings beside it (``cards``), templates."""
