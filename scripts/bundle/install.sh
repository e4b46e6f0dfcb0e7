#!/bin/sh
# sh install.sh
cd "$(dirname "$0")" || exit 1
for python in python@PYTHON@ python3 python; do
  if "$python" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] != "@PYTHON@")' 2>/dev/null; then
    exec "$python" install.py
  fi
done
echo "没有找到 Python @PYTHON@，请先安装，再运行 sh install.sh。" >&2
exit 1
