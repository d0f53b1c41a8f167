#!/usr/bin/python3
"""Checks Jupyter notebooks that this project wrote: valid by nbformat, run to the end, figures among the outputs.

Usage: check-notebook.py FILE...   Needs Debian's python3-nbformat."""

import sys

import nbformat

for path in sys.argv[1:]:
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    figures = [output.data for output in outputs if "application/vnd.plotly.v1+json" in output.get("data", {})]
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5), path
    assert not any(output.output_type == "error" for output in outputs), f"{path}: a cell failed"
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code"), f"{path}: a cell has not run"
    assert figures, f"{path}: no figure"
    assert all({"text/html", "text/plain"} <= data.keys() for data in figures), f"{path}: a figure without another form"
    print(f"{path}: valid, {len(notebook.cells)} cells, {len(figures)} figures")
