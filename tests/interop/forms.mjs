// Parquet and Arrow files by Apache Arrow's JavaScript and Rust libraries, for forms.py where there is no pyarrow.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.NODE_MODULES, "x.js"));
const arrow = require("apache-arrow");
const parquet = require("parquet-wasm");
const [job, source, target, version, compression] = process.argv.slice(2);

const row = new arrow.Struct([new arrow.Field("bytes", new arrow.Binary(), true), new arrow.Field("path", new arrow.Utf8(), true)]);

function made(folder) {
    const told = JSON.parse(readFileSync(join(folder, "labels.json"), "utf8"));
    const count = readdirSync(folder).length - 1;
    const images = Array.from({ length: count }, (_, i) => ({ bytes: readFileSync(join(folder, `${i}.bin`)), path: i % 2 ? null : `${i}.png` }));
    const fields = [new arrow.Field("image", row, true), new arrow.Field("label", new arrow.Int64(), true)];
    const schema = new arrow.Schema(fields, new Map([["huggingface", JSON.stringify({ info: { features: told.features } })]]));
    const columns = {
        image: arrow.vectorFromArray(images, row),
        label: arrow.vectorFromArray(told.labels.map(BigInt), new arrow.Int64()),
    };
    const data = arrow.makeData({ type: new arrow.Struct(fields), length: count, nullCount: 0, children: fields.map(f => columns[f.name].data[0]) });
    return new arrow.Table(schema, [new arrow.RecordBatch(schema, data)]);
}

function table(file) {
    const bytes = readFileSync(file);
    return arrow.tableFromIPC(file.endsWith(".parquet") ? parquet.readParquet(bytes).intoIPCStream() : bytes);
}

if (job === "arrow") {
    writeFileSync(target, arrow.tableToIPC(made(source), "stream"));
} else if (job === "parquet") {
    const kinds = { none: "UNCOMPRESSED", snappy: "SNAPPY", gzip: "GZIP", brotli: "BROTLI", zstd: "ZSTD", lz4: "LZ4_RAW" };
    const properties = new parquet.WriterPropertiesBuilder()
        .setCompression(parquet.Compression[kinds[compression]])
        .setWriterVersion(version === "1.0" ? parquet.WriterVersion.V1 : parquet.WriterVersion.V2)
        .setMaxRowGroupSize(5)
        .build();
    const data = parquet.Table.fromIPCStream(arrow.tableToIPC(made(source), "stream"));
    writeFileSync(target, parquet.writeParquet(data, properties));
} else {
    const read = table(source);
    const labels = [];
    for (const [i, sample] of [...read].entries()) {
        writeFileSync(join(target, `${i}.bin`), sample.image.bytes);
        labels.push(Number(sample.label));
    }
    writeFileSync(join(target, "labels.json"), JSON.stringify({ labels, note: read.schema.metadata.get("huggingface") }));
}
