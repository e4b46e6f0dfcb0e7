"""A Book as text, so that two can be compared line by line and read in a diff."""

from __future__ import annotations

from breakdown.book import Block, Book, Chart, Charts, Grid, Lines
from breakdown.cells import cell_text


def book_text(book: Book) -> str:
    """Sheets, blocks and rows of a book, a line each; secrets of the hidden sheets and row seals are left out."""
    lines = [f"# {book.name}"]
    for sheet in book.sheets:
        look = "，".join([sheet.paper, "横向" if sheet.landscape else "纵向", *(["一页"] if sheet.one_page else []),
                         *(["保护"] if sheet.protected else [])])
        if not sheet.hidden:
            lines += ["", f"## {sheet.name}（{look}）", *(line for block in sheet.blocks for line in _block(block))]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> list[str]:
    if isinstance(block, Lines):
        return [f"{style}: {text}" for text, style in block.lines]
    if isinstance(block, Chart):
        return [f"chart: {block.kind} {block.title} {block.category} → {'、'.join(block.values)}"]
    if isinstance(block, Charts):
        return [line for chart in block.charts for line in _block(chart)]
    return _grid(block)


def _grid(grid: Grid) -> list[str]:
    lines = ["| " + " | ".join(column.header for column in grid.columns)]
    for row in grid.rows:
        lines.append("| " + " | ".join(cell_text(value).replace("\n", "⏎") for value in row))
    if grid.blank_rows:
        lines.append(f"（空行 {grid.blank_rows}）")
    lines += [f"rule: {'、'.join(rule.columns)} = {rule.formula} → {rule.style}" for rule in grid.rules]
    names = {column.name: column.header for column in grid.columns}
    for mark in grid.marks:
        lines.append(f"mark: {mark.row + 1} {names[mark.column]} → {mark.style} {mark.comment}".rstrip())
    return lines
