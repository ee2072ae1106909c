#!/bin/sh
# Find a browser for the stories, or get one: from the system as root, else the browser library's.
set -eu
find_one() {
  for name in ${CHROMIUM:-} chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  .venv/bin/python - <<'PY' 2>/dev/null
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as play:
    raise SystemExit(not Path(play.chromium.executable_path).exists())
PY
}
find_one && exit 0
echo "No Chromium found; getting one ..."
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  log=$(mktemp)
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-noto-core; } >"$log" 2>&1 || tail -3 "$log" >&2
  rm -f "$log"
  find_one && exit 0
fi
.venv/bin/python -m playwright install chromium >/dev/null 2>&1 || true
find_one && exit 0
echo "deelgenoot: The stories need Chromium; on Debian or Ubuntu: sudo apt install chromium." >&2
exit 1
