#!/usr/bin/env bash
# Checks checkpoints both ways against a real PyTorch (apt-get install python3-torch; or PYTHON=/path/to/python with torch).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet build "$here/Interop.csproj" -c Release -v q --nologo -clp:NoSummary
"${PYTHON:-/usr/bin/python3}" "$here/check.py" "$here/../../artifacts/bin/Interop/release/Interop" "$folder"
