"""Pictures and scanned pages: recognised by an offline engine (the extra `ocr`), laid out as every paged format is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate
from typing import Any

from breakdown.errors import NoticeError
from breakdown.read.contents import Contents
from breakdown.read.paged.glyphs import Glyph, Page, Rule
from breakdown.read.paged.layout import Pages
from breakdown.read.steps import Step

# The long side of a page of A4, in points: a picture is taken for one.
_LONG_SIDE = 842.0
# A picture of more points than this is no page.
_MOST_PIXELS = 120_000_000
# A ruling line is at least as long as this share of the page.
_RULE_SHARE = 40
_DPI = 200
_DOUBT = "由图片识别，文字可能有误，请与原件核对"


def gather(name: str, data: bytes, step: Step) -> Contents:
    """The text of a picture, page by page where it has several; NoticeError without the engine, or if it is broken."""
    pages = Pages()
    reader = Recognizer(name)
    frames = list(_frames(name, data))
    for number, frame in enumerate(frames, 1):
        pages.add(reader.page(number, frame))
        step("识别图片", len(frames))
    contents = pages.lay_out()
    contents.doubts.append(f"通知{_DOUBT}")
    return contents


def doubt_of(numbers: list[int]) -> str:
    """What is said of a document some pages of which were recognised."""
    return f"第{'、'.join(map(str, numbers))}页{_DOUBT}"


class Recognizer:
    """The engine, loaded once; NoticeError where it is not installed, or cannot be loaded."""

    def __init__(self, name: str) -> None:
        try:
            import cv2
            from rapidocr_onnxruntime import RapidOCR
        except ImportError as error:
            # the library of OpenCV may lack a part of the system, such as libGL: who mends it needs the name
            lacking = "" if isinstance(error, ModuleNotFoundError) else f"，已装的不能启动（{error}）"
            raise NoticeError(
                f"“{name}”是图片、扫描件或取不出文字的文件，识别文字需要另装识别组件{lacking}",
                "应是能选中文字的通知，或已装好识别组件",
                '请在本程序的文件夹里运行 pip install ".[ocr]" 后再读取，或向发文单位索取 Word、PDF 原件',
            ) from error
        self._cv: Any = cv2
        # what is recognised with less certainty is shown all the same: a person looks at all of it
        self._engine: Any = RapidOCR(text_score=0.3)

    def page(self, number: int, image: Any) -> Page:
        """A picture (rows × columns × blue, green, red) as a page."""
        high, wide = image.shape[:2]
        scale = _LONG_SIDE / max(high, wide)
        found, _ = self._engine(image)
        lines = [_spread(box, text, scale) for box, text, _ in found or [] if text.strip()]
        glyphs = [glyph for line in _evened(lines) for glyph in line]
        return Page(number, wide * scale, high * scale, glyphs, list(self._rules(image, scale)), [])

    def _rules(self, image: Any, scale: float) -> Iterator[Rule]:
        """Long straight strokes: what is left when everything shorter is rubbed out."""
        grey = self._cv.cvtColor(image, self._cv.COLOR_BGR2GRAY)
        ink = self._cv.adaptiveThreshold(~grey, 255, self._cv.ADAPTIVE_THRESH_MEAN_C, self._cv.THRESH_BINARY, 15, -10)
        for lies in (True, False):
            length = max(image.shape[1 if lies else 0] // _RULE_SHARE, 20)
            shape = (length, 1) if lies else (1, length)
            strokes = self._cv.morphologyEx(ink, self._cv.MORPH_OPEN, self._cv.getStructuringElement(0, shape))
            _, _, boxes, _ = self._cv.connectedComponentsWithStats(strokes)
            for x, y, w, h, _ in boxes[1:].tolist():
                if lies:
                    yield Rule(True, (y + h / 2) * scale, x * scale, (x + w) * scale)
                else:
                    yield Rule(False, (x + w / 2) * scale, y * scale, (y + h) * scale)


def render(data: bytes, number: int) -> Any:
    """A page of a pdf as a picture."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[number - 1]
        dots = page.get_width() * page.get_height() * (_DPI / 72) ** 2
        bitmap = page.render(scale=_DPI / 72 * min(1.0, (_MOST_PIXELS / 5 / dots) ** 0.5))
        return bitmap.to_numpy().copy()


def _frames(name: str, data: bytes) -> Iterator[Any]:
    """The pages of a picture as its viewer shows them."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                raise NoticeError(f"“{name}”的图片太大", "应是一页通知的照片或扫描件", "请缩小后再读取")
            for frame in ImageSequence.Iterator(picture):
                yield _blue_first(ImageOps.exif_transpose(frame).convert("RGB"))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        expected = "应是一页通知的照片或扫描件"
        raise NoticeError(f"图片“{name}”已损坏或不完整", expected, "请重新保存或重新索取") from error


def _blue_first(picture: Any) -> Any:
    import numpy

    return numpy.asarray(picture)[:, :, ::-1].copy()


def _evened(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """Lines of nearly one size made of one size: how high a recognised line is depends on its characters."""
    sizes = sorted(line[0].size for line in lines)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    return [
        [glyph._replace(size=usual) for glyph in line] if abs(line[0].size - usual) < 0.25 * usual else line
        for line in lines
    ]


def _spread(box: list[list[float]], text: str, scale: float) -> list[Glyph]:
    """The characters of a recognised line, spread evenly over its box."""
    xs, ys = [point[0] * scale for point in box], [point[1] * scale for point in box]
    widths = [1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text]
    one = (max(xs) - min(xs)) / max(sum(widths), 0.5)
    size = min(max(ys) - min(ys), one)
    base = (min(ys) + max(ys)) / 2 + 0.38 * size
    ends = [min(xs), *(min(xs) + one * end for end in accumulate(widths))]
    return [Glyph(char, start, end, base, size) for char, start, end in zip(text, ends, ends[1:], strict=False)]
