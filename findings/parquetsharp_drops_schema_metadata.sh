#!/usr/bin/env bash
# Library:  ParquetSharp 25.0.1.2 (NuGet, with Apache.Arrow 23.0.0).
# Seen:     ParquetSharp.Arrow.FileWriter, given an Arrow schema with key-value metadata, writes a Parquet
#           file without it: no error, no warning. The metadata of fields goes too. Both are written once
#           the properties are built by new ArrowWriterPropertiesBuilder().StoreSchema().
# Guess:    What is in the schema handed to the writer is in the file, as pyarrow's writer does by
#           default. The library's documentation tells, but only at StoreSchema itself, which it calls
#           experimental and a matter of read options; who does not look for it there doesn't see it.
# Matters:  Hugging Face's "datasets" keeps the names of classes, and which column is an image, in the
#           schema's entry "huggingface". Written so, a file still opens, but "cat" and "dog" have
#           become 0 and 1, and pictures are plain structs of bytes.
# Needs:    .NET 10 SDK. Exit 0: as said. 1: it behaves otherwise. 2: it could not be run.
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
cd "$T"
export NUGET_PACKAGES=$T/nuget DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
cat > t.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
<ItemGroup><PackageReference Include="ParquetSharp" Version="[25.0.1.2]"/><PackageReference Include="Apache.Arrow" Version="[23.0.0]"/></ItemGroup></Project>
X
cat > t.cs <<'X'
using Apache.Arrow;
using Apache.Arrow.Types;
using ParquetSharp.Arrow;
Console.WriteLine($"ParquetSharp {typeof(FileWriter).Assembly.GetName().Version}");
const string Names = """{"info": {"features": {"label": {"names": ["cat", "dog"], "_type": "ClassLabel"}}}}""";
Field label = new("label", Int64Type.Default, false, new Dictionary<string, string> { ["note"] = "of the field" });
Schema schema = new Schema.Builder().Field(label).Metadata("huggingface", Names).Build();

// Writes two labels, and reads the schema back.
(string? Entry, string? Note) WrittenAndRead(bool storeSchema)
{
    using ArrowWriterPropertiesBuilder builder = new();
    using ArrowWriterProperties properties = (storeSchema ? builder.StoreSchema() : builder).Build();
    using MemoryStream file = new();
    using (FileWriter writer = storeSchema ? new(file, schema, arrowProperties: properties, leaveOpen: true) : new(file, schema, leaveOpen: true))
    using (RecordBatch batch = new(schema, [new Int64Array.Builder().Append(1).Append(0).Build()], 2))
    {
        writer.WriteRecordBatch(batch);
        writer.Close();
    }
    file.Position = 0;
    using FileReader reader = new(file, leaveOpen: true);
    Schema read = reader.Schema;
    return (read.Metadata?.GetValueOrDefault("huggingface"), read.FieldsList[0].Metadata?.GetValueOrDefault("note"));
}

var plain = WrittenAndRead(false);
var stored = WrittenAndRead(true);
Console.WriteLine($"by default:         huggingface = {plain.Entry ?? "(gone)"}, note of the field = {plain.Note ?? "(gone)"}");
Console.WriteLine($"with StoreSchema(): huggingface = {stored.Entry ?? "(gone)"}, note of the field = {stored.Note ?? "(gone)"}");
bool same = plain == (null, null) && stored == (Names, "of the field");
Console.WriteLine(same ? "AS SAID: the schema's metadata is dropped without a word" : "CHANGED");
return same ? 0 : 1;
X
dotnet build -v q -o out -p:UseSharedCompilation=false >build.log 2>&1 || { cat build.log; exit 2; }
dotnet out/t.dll
