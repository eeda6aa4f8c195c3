using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Dbd.Cli;

/// <summary>Standard output or error as the commands see it: nothing reaches a terminal that cannot be seen there
/// (see <see cref="Printable"/>).</summary>
/// <param name="inner">Where to write.</param>
internal sealed class PrintableWriter(TextWriter inner) : TextWriter(inner.FormatProvider)
{
    private static readonly SearchValues<char> s_plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c), '\n', '\t']);

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>The writer below, for what moves the cursor itself and sees to its texts.</summary>
    /// <param name="writer">A writer, maybe one of this kind.</param>
    public static TextWriter Below(TextWriter writer) => writer is PrintableWriter printable ? printable.Inner : writer;

    /// <inheritdoc/>
    // A half of a character that needs two comes alone; it hides nothing.
    public override void Write(char value) => inner.Write(char.IsSurrogate(value) ? value.ToString() : Seen(value.ToString()));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => inner.Write(Seen(value ?? ""));

    /// <inheritdoc/>
    public override void WriteLine(string? value) => inner.WriteLine(Seen(value ?? ""));

    /// <inheritdoc/>
    public override void WriteLine() => inner.WriteLine();

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    private TextWriter Inner => inner;

    // Help is plain, and shows without loading more than the command line.
    private static string Seen(string text) =>
        text.Replace("\r\n", "\n").AsSpan().ContainsAnyExcept(s_plain) ? Escaped(text) : text;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Escaped(string text) => Printable.Lines(text);
}
