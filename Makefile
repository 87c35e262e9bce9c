# Short names for those who have make; each is one Python command, which Windows users can type themselves.
PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)

.PHONY: bench bench-readme test lint

bench: ## all comparisons as one table, printed
	@$(PYTHON) -m benchmarks

bench-readme: ## the same, put into both READMEs
	@$(PYTHON) -m benchmarks --readme

test:
	$(PYTHON) -m pytest

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
