"""DOOR for notices: the bytes of a file become a Document.

In: the path of a notice as received. Out: Document, its lines in print order, or NoticeError.

    document = read_document(Path("notice.txt"))
    document.paragraphs[0].text
    document.place(12)          # "notice.txt 第12行"
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from breakdown.document import Document
from breakdown.errors import NoticeError
from breakdown.read.text import read_text

# What the first bytes of a file say it is, for files that are not text.
_SIGNATURES = {
    b"PK\x03\x04": "Word、Excel 或压缩文件",
    b"\xd0\xcf\x11\xe0": "旧版 Word 或 Excel 文件",
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
}


def read_document(path: Path) -> Document:
    """Read one notice; NoticeError when it is missing, a folder, empty, or of a format that is not read."""
    data = _bytes_of(path)
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise NoticeError(
                f"“{path.name}”是{kind}", "目前读取纯文本（.txt）通知", "请在原程序中打开后另存为“纯文本”，再读取"
            )
    return Document(path.name, hashlib.sha256(data).hexdigest(), read_text(data, path.name))


def _bytes_of(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise NoticeError(f"找不到文件“{path}”", "应是一份通知", "请检查文件名和所在文件夹") from error
    except IsADirectoryError as error:
        raise NoticeError(f"“{path}”是一个文件夹", "应是一份通知文件", "请指明文件夹里的哪一个文件") from error
    except PermissionError as error:
        raise NoticeError(f"没有权限读取“{path}”", "应能打开该文件", "请复制到自己的文件夹再读取") from error
    except OSError as error:
        found = f"读取“{path}”失败（{error.strerror}）"
        raise NoticeError(found, "应是可读的文件", "请检查磁盘或网络后重试") from error
    if not data.strip():
        raise NoticeError(f"“{path.name}”是空文件", "应有通知正文", "请重新保存或重新索取")
    return data
