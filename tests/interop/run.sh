#!/usr/bin/env bash
# Checks checkpoints both ways against a real PyTorch, and pictures against PIL (apt-get install python3-torch python3-pil; or
# PYTHON=/path/to/python with both).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet build "$here/Interop.csproj" -c Release -v q --nologo -clp:NoSummary
tool="$here/../../artifacts/bin/Interop/release/Interop"
"${PYTHON:-/usr/bin/python3}" "$here/check.py" "$tool" "$folder"
mkdir "$folder/pictures"
"${PYTHON:-/usr/bin/python3}" "$here/pictures.py" "$tool" "$folder/pictures"
