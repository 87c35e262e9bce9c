"""The panel: agency × year × figure as plain tables for statistics programs."""
