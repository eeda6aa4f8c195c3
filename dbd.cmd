@echo off
rem Builds dbd where a source is newer than the last build, then runs it in the caller's folder.
setlocal
set "ROOT=%~dp0"
set "PROGRAM=%ROOT%artifacts\bin\Dbd.Cli\release\Dbd.Cli.dll"
set "STAMP=%ROOT%artifacts\dbd.stamp"
set "DBD_LAUNCHER=%~n0"

where dotnet >nul 2>nul
if errorlevel 1 (
  echo dbd: the .NET 10 SDK is missing. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 1>&2
  exit /b 1
)

rem A named mutex keeps two builds apart. Exit codes: 0 up to date or built, 1 the build failed, 3 no SDK.
powershell -NoProfile -ExecutionPolicy Bypass -Command ^
  "$root = $env:ROOT; $program = $env:PROGRAM; $stamp = $env:STAMP;" ^
  "function Stale { if (-not (Test-Path $program) -or -not (Test-Path $stamp)) { return $true };" ^
  "  $date = (Get-Item $stamp).LastWriteTimeUtc;" ^
  "  $sources = @(Get-ChildItem $root\src -Recurse) + @(Get-Item $root\*.props, $root\global.json);" ^
  "  return [bool]($sources | Where-Object { $_.LastWriteTimeUtc -gt $date } | Select-Object -First 1) };" ^
  "if (-not (Stale)) { exit 0 };" ^
  "$mutex = New-Object Threading.Mutex($false, 'dbd-build'); try { [void]$mutex.WaitOne() } catch [Threading.AbandonedMutexException] { };" ^
  "if (-not (Stale)) { exit 0 };" ^
  "Set-Location $root; dotnet --version *> $null; if ($LASTEXITCODE -ne 0) { exit 3 };" ^
  "[Console]::Error.WriteLine('Building dbd (the first run restores packages, ~1 min)...');" ^
  "$begin = [DateTime]::UtcNow;" ^
  "$log = dotnet build src\Dbd.Cli -c Release -v quiet --nologo -clp:NoSummary --disable-build-servers 2>&1;" ^
  "if ($LASTEXITCODE -ne 0) { $log | ForEach-Object { [Console]::Error.WriteLine($_) }; exit 1 };" ^
  "Set-Content $stamp ''; (Get-Item $stamp).LastWriteTimeUtc = $begin; exit 0"
if errorlevel 3 (
  echo dbd: no .NET SDK of the kind that global.json asks for, 10.0.4xx, is here. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 1>&2
  exit /b 1
)
if errorlevel 1 (
  echo dbd: the build failed; its output is above. 1>&2
  exit /b 1
)

dotnet "%PROGRAM%" %*
exit /b %errorlevel%
