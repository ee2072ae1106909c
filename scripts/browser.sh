#!/bin/sh
# Find a browser for the stories, or get one: from the system as root, else the browser library's.
set -eu
find_one() { .venv/bin/python -m tests.browser; }
find_one && exit 0
echo "No Chromium found; getting one ..."
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  log=$(mktemp)
  get() { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1" fonts-noto-core; }
  { apt-get update && { get chromium-headless-shell || get chromium; }; } >"$log" 2>&1 || tail -3 "$log" >&2
  rm -f "$log"
  find_one && exit 0
fi
.venv/bin/python -m playwright install chromium >/dev/null 2>&1 || true
find_one && exit 0
echo "deelgenoot: The stories need Chromium; on Debian or Ubuntu: sudo apt install chromium." >&2
exit 1
