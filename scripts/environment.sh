#!/bin/sh
# Make the environment in .venv from the locked requirements; every trouble is one sentence.
set -eu
what=$1

say() { echo "deelgenoot: $*" >&2; exit 1; }

python=${PYTHON:-}
if [ -z "$python" ]; then
  for name in python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      python=$name
      break
    fi
  done
fi
[ -n "$python" ] || say "Python 3.11 or newer is needed; on Debian or Ubuntu: apt install python3 python3-venv."

if [ ! -x .venv/bin/python ]; then
  "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    say "Python's venv module is missing; on Debian or Ubuntu: apt install python3-venv."
  echo "Making the environment in .venv ..."
  rm -rf .venv
  "$python" -m venv .venv || { rm -rf .venv; say "The environment could not be made in .venv; is the disk full?"; }
fi

install() {
  PYTHONPATH='' "$@" || say "A package could not be installed; see the lines above (no network, or no room on the disk?)."
}
if [ ! -x .venv/bin/uv ] || ! .venv/bin/uv --version >/dev/null 2>&1; then
  install .venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements/uv.txt
fi
echo "Installing the locked packages ..."
export VIRTUAL_ENV="$PWD/.venv"
install .venv/bin/uv pip install --quiet --require-hashes -r "requirements/$what.txt"
install .venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
touch .venv/base
if [ "$what" = dev ]; then touch .venv/dev; fi
