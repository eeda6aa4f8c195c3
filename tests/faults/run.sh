#!/usr/bin/env bash
# Kills and starves the program while it works, and checks that nothing is lost: [--seed N] [--kills N] [--only SCENARIO] [--keep].
# Linux; about 20 minutes on 2 cores. As root it also fills and write-protects a file system of its own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
for project in src/Dbd.Cli/Dbd.Cli.csproj tests/faults/Faults.csproj; do
  dotnet build "$here/../../$project" -c Release -v q --nologo -clp:NoSummary
done
exec "$here/../../artifacts/bin/Faults/release/Faults" "$@"
