#!/usr/bin/env bash
# Checks our readers and writers of data sets against NumPy, PIL, tarfile, and pyarrow or npm's Arrow: forms.py says what is needed.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
dotnet build "$here/Interop.csproj" -c Release -v q --nologo -clp:NoSummary
"${PYTHON:-/usr/bin/python3}" "$here/forms.py" "$here/../../artifacts/bin/Interop/release/Interop" "$folder"
