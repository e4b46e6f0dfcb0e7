"""Workbooks as people see them."""
