namespace Dbd.Reports;

/// <summary>The forms that a <see cref="ResultTable"/> is written in.</summary>
internal enum ResultFormat
{
    Csv,
    Json,
    Markdown,
}
