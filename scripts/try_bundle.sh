#!/bin/sh
# sh scripts/try_bundle.sh ZIP: install a bundle for this kind of machine where there is no network, and run a year.
set -eu
[ "${1-}" ] || { echo "用法：sh scripts/try_bundle.sh 安装包.zip" >&2; exit 2; }
if [ "${2-}" != inside ]; then
  for flags in -n -rn; do
    if unshare "$flags" true 2>/dev/null; then exec unshare "$flags" sh "$0" "$1" inside; fi
  done
  echo "skipped: no network namespace may be made here, the bundle was not tried"
  exit 0
fi
[ "$(tail -n +3 /proc/self/net/dev | wc -l)" -eq 1 ]
bundle=$(realpath "$1")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export HOME="$place/home"
mkdir "$HOME"
cd "$place"
python3 -m zipfile -e "$bundle" .
sh "$(basename "$bundle" .zip)/install.sh"
# once more: a newer version goes over an older one
sh "$(basename "$bundle" .zip)/install.sh"
cd "$HOME"
.local/bin/breakdown --version
.local/bin/breakdown demo | grep -A 2 '^演示做完了'
.local/bin/breakdown -C breakdown-demo status --period 2021-04
.local/bin/breakdown help 亮灯规则 >/dev/null
