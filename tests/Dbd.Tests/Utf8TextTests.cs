using System.Text;

using CsCheck;

using Dbd.Testing;

using Xunit;

namespace Dbd.Tests;

public sealed class Utf8TextTests
{
    [Theory]
    [InlineData("path,label\na,Gr\u00FCn\n", 2, 5, 0xFC)]
    [InlineData("\u00E9", 1, 1, 0xE9)]
    [InlineData("a\r\nb\0", 2, 2, 0)]
    public void A_fault_is_told_with_its_line_and_byte(string latin1, int line, int at, byte value) =>
        Assert.Equal(new Utf8Fault(line, at, value, IsUtf16: false), FaultIn(Encoding.Latin1.GetBytes(latin1)));

    [Fact]
    public void Text_that_was_saved_as_UTF_16_is_told_as_that()
    {
        foreach (Encoding encoding in (Encoding[])[Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            Assert.True(FaultIn([.. encoding.Preamble, .. encoding.GetBytes("path,label\n")])!.Value.IsUtf16);
            Assert.True(FaultIn(encoding.GetBytes("path,label\n"))!.Value.IsUtf16);
        }
    }

    // Larger than what is read at a time, so that characters are cut.
    [Fact]
    public void Long_texts_are_read_in_parts()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("aé€😀\n", 30_000)));
        Assert.Null(FaultIn(text));
        text[^2] = 0xFF;
        Assert.Equal((30_000, 7), FaultIn(text) is { } fault ? (fault.Line, fault.Byte) : default);
        Assert.NotNull(FaultIn(text[..^3]));
    }

    [Fact]
    public void It_says_of_any_bytes_what_the_decoder_of_dotnet_says()
    {
        UTF8Encoding strict = new(false, throwOnInvalidBytes: true);
        Gen.OneOf(Gen.Byte.Array[0, 12], Gen.String[0, 8].Select(Encoding.UTF8.GetBytes)).Sample(bytes =>
        {
            bool isText = !bytes.Contains((byte)0);
            try
            {
                strict.GetCharCount(bytes);
            }
            catch (DecoderFallbackException)
            {
                isText = false;
            }
            Assert.Equal(isText, FaultIn(bytes) is null);
        });
    }

    [Fact]
    public void A_file_is_refused_with_what_to_do()
    {
        using TempFolder folder = new();
        string path = folder.Write("list.csv", [.. "a\n"u8, 0xE4]);
        Assert.Equal(
            $"{path}, line 2: The file is not UTF-8 text: byte 1 of the line is 0xE4. {Utf8Text.Advice}",
            Assert.Throws<DbdException>(() => Utf8Text.Check(path)).Message);
    }

    private static Utf8Fault? FaultIn(byte[] text) => Utf8Text.FaultIn(new MemoryStream(text));
}
