"""Turn a government work report's task notice into a year of tracking workbooks.

The way of the data: read → parse → tasks → review → issue → merge → report; `files` is the door for workbooks and
the ledger.
"""

__version__ = "0.1.0"
