"""The report page's parts: layout (``regions``), marks on paper (``papers``), findings (``cards``), templates."""
