"""Native charts over a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.chart import Chart as DrawnChart
from xlsxwriter.workbook import Workbook

from breakdown.book import Chart, Value
from breakdown.files.placed import Placed
from breakdown.files.styles import Styles
from breakdown.files.values import figure, shown


def draw_chart(workbook: Workbook, sheet: str, chart: Chart, placed: Placed, styles: Styles) -> DrawnChart:
    """A chart over rows chart.rows (first, one past the last) of a sheet's placed grid; colours by name or #RRGGBB."""
    drawn = workbook.add_chart({"type": chart.kind})
    start, stop = chart.rows or (0, len(placed.grid.rows))
    rows = (placed.first + start, placed.first + stop - 1)
    colors = [styles.color(name) for name in chart.colors or tuple(styles.colors)]
    category, shown_rows = placed.column(chart.category), placed.grid.rows[start:stop]
    for index, name in enumerate(chart.values):
        column = placed.column(name)
        series: dict[str, Any] = {
            "name": [sheet, placed.first - 1, column],
            "categories": [sheet, rows[0], category, rows[1], category],
            "values": [sheet, rows[0], column, rows[1], column],
            # what programs show that do not reckon
            "name_data": [placed.grid.columns[column - placed.offset].header],
            "categories_data": _points(shown_rows, category - placed.offset),
            "values_data": _points(shown_rows, column - placed.offset),
            "data_labels": {"value": chart.labels, "font": {"size": 9}},
        }
        if chart.kind == "pie":
            series["points"] = [{"fill": {"color": colors[at % len(colors)]}} for at in range(stop - start)]
            series["data_labels"] |= {"percentage": True, "leader_lines": True, "position": "outside_end"}
        else:
            fill = {"color": colors[index % len(colors)]}
            line = {"line": fill, "marker": {"type": "circle"}}
            if chart.kind == "line":
                series["data_labels"]["position"] = "above"
            series |= line if chart.kind == "line" else {"fill": fill, "gap": 80}
        drawn.add_series(series)
    font = styles.style("heading").font
    drawn.set_title({"name": chart.title, "name_font": {"name": font, "size": 13, "bold": False}, "overlay": False})
    if chart.kind != "pie":
        shares = {column.kind for column in placed.grid.columns if column.name in chart.values} == {"percent"}
        _set_axes(drawn, chart, "0%" if shares else "General")
    return drawn


def _points(rows: Sequence[Sequence[Value]], at: int) -> list[str]:
    """The values of a column as a chart keeps them."""
    held = [(row[at], figure(row[at])) for row in rows]
    return [shown(value) if number is None else f"{number:.16g}" for value, number in held]


def _set_axes(drawn: DrawnChart, chart: Chart, number: str) -> None:
    small, faint = {"size": 9}, {"visible": True, "line": {"color": "#E2E2E2"}}
    if chart.kind == "bar":
        # it reads from the top, like the table it stands for; the labels tell the values
        drawn.set_y_axis({"num_font": small, "reverse": True, "major_gridlines": {"visible": False}})
        drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "max": chart.most})
    else:
        drawn.set_x_axis({"num_font": small})
        drawn.set_y_axis({"num_font": small, "major_gridlines": faint, "num_format": number, "max": chart.most})
    drawn.set_legend({"none": True} if len(chart.values) == 1 else {"position": "bottom"})
