"""Records in, figures out: how every task, unit, leader and section stands in a period, as frames and as a book.

>>> summary = summarize(records, parse_period("2021-03"), date(2021, 4, 2), settings)   # doctest: +SKIP
>>> summary.classes[["category", "count", "share"]]                                     # doctest: +SKIP
>>> book = summary_book(summary, settings)          # breakdown.report.workbook           # doctest: +SKIP
"""

from breakdown.report.summary import summarize

__all__ = ["summarize"]
