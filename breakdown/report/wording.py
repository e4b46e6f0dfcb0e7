"""Days as papers write them."""

from __future__ import annotations

from datetime import date


def chinese_day(day: date) -> str:
    """A day as papers write it: 2021年4月2日."""
    return f"{day.year}年{day.month}月{day.day}日"
