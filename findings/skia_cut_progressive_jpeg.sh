#!/usr/bin/env bash
# Library:  SkiaSharp 4.155.0 (NuGet, with SkiaSharp.NativeAssets.Linux.NoDependencies 4.155.0).
# Seen:     SKCodec.GetPixels answers Success for a progressive JPEG that ends early: its last scan is
#           cut in the middle or missing whole. A baseline JPEG of the same picture, cut at the same
#           share of its bytes, answers IncompleteInput. (Cut at each byte in turn, this progressive
#           file was a Success from early in its second scan on, but for two short stretches; the
#           baseline one was IncompleteInput down to its last byte. Here two cuts of each are run.)
# Guess:    IncompleteInput for both, as the name says and as baseline files do; so "Success" would
#           be taken to mean "the whole file was there".
# Matters:  A half-copied progressive JPEG in a data set passes the check, and the model trains on a
#           picture whose fine detail is missing. Who wants to know must look for the end marker
#           (FF D9) in the file as well.
# Needs:    Debian 12 (apt, python3), .NET 10 SDK. SkiaSharp cannot write progressive JPEGs, so
#           Debian's Pillow 9.4.0 does. Exit 0: as said. 1: it behaves otherwise. 2: it could not be run.
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
cd "$T"
export NUGET_PACKAGES=$T/nuget DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
PIL=python3-pil=9.4.0-1.1+deb12u1
apt-cache show "$PIL" >/dev/null 2>&1 || apt-get update -qq || exit 2
apt-get -qq -o APT::Sandbox::User=root download "$PIL" libjpeg62-turbo libopenjp2-7 zlib1g libimagequant0 libgomp1 \
  libtiff6 libwebp7 libzstd1 liblzma5 liblerc4 libjbig0 libdeflate0 libxcb1 libxau6 libxdmcp6 libbsd0 libmd0 || exit 2
for d in *.deb; do dpkg -x "$d" deb; done
LD_LIBRARY_PATH=deb/usr/lib/x86_64-linux-gnu:deb/lib/x86_64-linux-gnu PYTHONPATH=deb/usr/lib/python3/dist-packages \
  /usr/bin/python3 - <<'PY' || exit 2
import io, PIL
from PIL import Image
print("Pillow", PIL.__version__, "makes the files")
im = Image.new("RGB", (96, 96))
im.putdata([(x * 2, y * 2, x * y % 256) for y in range(96) for x in range(96)])
def made(progressive):
    f = io.BytesIO(); im.save(f, "JPEG", quality=90, progressive=progressive); return f.getvalue()
prog, base = made(True), made(False)
last = prog.rindex(b"\xff\xda")   # where the last scan begins
for prog_name, base_name, at in ("1_whole", "1_whole", len(prog)), ("2_half_of_last_scan", "2_same_share", (last + len(prog)) // 2), ("3_no_last_scan", "3_same_share", last):
    open("progressive_" + prog_name + ".jpg", "wb").write(prog[:at])
    open("baseline_" + base_name + ".jpg", "wb").write(base[:len(base) * at // len(prog)])
PY
cat > t.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
<ItemGroup><PackageReference Include="SkiaSharp" Version="[4.155.0]"/><PackageReference Include="SkiaSharp.NativeAssets.Linux.NoDependencies" Version="[4.155.0]"/></ItemGroup></Project>
X
cat > t.cs <<'X'
using System.Reflection;
using SkiaSharp;
Console.WriteLine("SkiaSharp " + typeof(SKCodec).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split("+")[0]);
bool same = true;
foreach (string file in Directory.GetFiles(".", "*.jpg").Order())
{
    using SKCodec? codec = SKCodec.Create(file);
    using SKBitmap bitmap = new(new SKImageInfo(96, 96, SKColorType.Rgba8888, SKAlphaType.Opaque));
    SKCodecResult? result = codec?.GetPixels(bitmap.Info, bitmap.GetPixels());
    Console.WriteLine($"{Path.GetFileName(file),-45} {new FileInfo(file).Length} bytes: {result}");
    bool cutBaseline = file.Contains("baseline") && !file.Contains("whole");
    same &= result == (cutBaseline ? SKCodecResult.IncompleteInput : SKCodecResult.Success);
}
Console.WriteLine(same ? "AS SAID: a cut progressive JPEG is a Success" : "CHANGED");
return same ? 0 : 1;
X
dotnet build -v q -o out -p:UseSharedCompilation=false >build.log 2>&1 || { cat build.log; exit 2; }
dotnet out/t.dll
