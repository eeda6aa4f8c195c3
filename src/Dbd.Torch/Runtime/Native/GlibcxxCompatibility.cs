using System.Buffers.Binary;
using System.Text;

namespace Dbd.Torch.Runtime.Native;

/// <summary>
/// Makes a copy of TorchSharp's native library that loads where libstdc++ is older than GCC 13's (Debian 12 and the like).
/// </summary>
/// <remarks>
/// <para>TorchSharp 0.107 needs <c>GLIBCXX_3.4.32</c> for one symbol only: <c>std::ios_base_library_init()</c>, which GCC 13
/// calls to set up <c>std::cout</c>. The constructor of <c>std::ios_base::Init</c> does the same, has been in
/// <c>GLIBCXX_3.4</c> from the start, and ignores its argument. So the undefined symbol is renamed, its version set to
/// <c>GLIBCXX_3.4</c>, and the version requirement that nobody needs any more turned into a second one for <c>GLIBCXX_3.4</c>.</para>
/// <para>Structures: System V ABI, "Linux Standard Base Core, Symbol Versioning".</para>
/// </remarks>
internal static class GlibcxxCompatibility
{
    private const string NewSymbol = "_ZSt21ios_base_library_initv";
    private const string OldSymbol = "_ZNSt8ios_base4InitC1Ev";
    private const string NewVersion = "GLIBCXX_3.4.32";
    private const string OldVersion = "GLIBCXX_3.4";

    private const int SymbolSize = 24;
    private const int SectionHeaderSize = 64;

    /// <summary>Whether the library asks for the version that an older libstdc++ lacks.</summary>
    /// <param name="elf">A 64-bit little-endian ELF file.</param>
    public static bool IsNeeded(ReadOnlySpan<byte> elf) => elf.IndexOf(Terminated(NewVersion)) >= 0;

    /// <summary>Rewrites the library in memory.</summary>
    /// <param name="elf">A 64-bit little-endian ELF file, changed in place.</param>
    /// <exception cref="InvalidDataException">It is not built as expected: the file is then not to be used.</exception>
    public static void Rewrite(Span<byte> elf)
    {
        Sections sections = Sections.Read(elf);
        Span<byte> strings = elf[sections.Strings];
        int name = Find(strings, NewSymbol);
        strings.Slice(name, NewSymbol.Length).Clear();
        Encoding.ASCII.GetBytes(OldSymbol, strings[name..]);

        (int newest, int oldest) = FindRequirements(elf[sections.Requirements], strings);
        Span<byte> requirements = elf[sections.Requirements];
        requirements.Slice(oldest, 4).CopyTo(requirements[newest..]);               // vna_hash
        requirements.Slice(oldest + 8, 4).CopyTo(requirements[(newest + 8)..]);     // vna_name
        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(requirements[(oldest + 6)..]);

        int symbol = FindSymbol(elf[sections.Symbols], (uint)name);
        BinaryPrimitives.WriteUInt16LittleEndian(elf[sections.Versions][(2 * symbol)..], version);
    }

    private static int FindSymbol(ReadOnlySpan<byte> symbols, uint name)
    {
        for (int i = 0; i < symbols.Length / SymbolSize; i++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(symbols[(i * SymbolSize)..]) == name)
                return i;
        }
        throw new InvalidDataException($"{NewSymbol} is in no symbol's name.");
    }

    // Offsets of the two Vernaux records (hash u32, flags u16, other u16, name u32, next u32), which hang on Verneed records
    // (version u16, count u16, file u32, aux u32, next u32).
    private static (int Newest, int Oldest) FindRequirements(ReadOnlySpan<byte> requirements, ReadOnlySpan<byte> strings)
    {
        int newest = -1;
        int oldest = -1;
        for (int need = 0, nextNeed = -1; nextNeed != 0; need += nextNeed)
        {
            int count = BinaryPrimitives.ReadUInt16LittleEndian(requirements[(need + 2)..]);
            int aux = need + BinaryPrimitives.ReadInt32LittleEndian(requirements[(need + 8)..]);
            nextNeed = BinaryPrimitives.ReadInt32LittleEndian(requirements[(need + 12)..]);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> version = strings[BinaryPrimitives.ReadInt32LittleEndian(requirements[(aux + 8)..])..];
                if (version.StartsWith(Terminated(NewVersion)))
                    newest = aux;
                else if (version.StartsWith(Terminated(OldVersion)))
                    oldest = aux;
                aux += BinaryPrimitives.ReadInt32LittleEndian(requirements[(aux + 12)..]);
            }
        }
        return newest >= 0 && oldest >= 0
            ? (newest, oldest)
            : throw new InvalidDataException($"It does not require both {NewVersion} and {OldVersion}.");
    }

    private static int Find(ReadOnlySpan<byte> strings, string text)
    {
        int at = strings.IndexOf(Terminated(text));
        return at >= 0 ? at : throw new InvalidDataException($"{text} is not among its names.");
    }

    private static byte[] Terminated(string text) => Encoding.ASCII.GetBytes(text + '\0');

    private readonly record struct Sections(Range Symbols, Range Strings, Range Versions, Range Requirements)
    {
        private const uint DynamicSymbols = 11;
        private const uint GnuVersions = 0x6FFFFFFF;
        private const uint GnuRequirements = 0x6FFFFFFE;

        public static Sections Read(ReadOnlySpan<byte> elf)
        {
            if (!elf.StartsWith("\u007FELF\u0002\u0001"u8))
                throw new InvalidDataException("It is not a 64-bit little-endian ELF file.");
            int table = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[40..]);
            int count = BinaryPrimitives.ReadUInt16LittleEndian(elf[60..]);
            Sections found = default;
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> header = elf.Slice(table + i * SectionHeaderSize, SectionHeaderSize);
                found = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]) switch
                {
                    DynamicSymbols => found with { Symbols = Extent(header), Strings = Extent(Linked(elf, table, header)) },
                    GnuVersions => found with { Versions = Extent(header) },
                    GnuRequirements => found with { Requirements = Extent(header) },
                    _ => found,
                };
            }
            return found;
        }

        private static ReadOnlySpan<byte> Linked(ReadOnlySpan<byte> elf, int table, ReadOnlySpan<byte> header) =>
            elf[(table + BinaryPrimitives.ReadInt32LittleEndian(header[40..]) * SectionHeaderSize)..];

        private static Range Extent(ReadOnlySpan<byte> header)
        {
            int start = (int)BinaryPrimitives.ReadUInt64LittleEndian(header[24..]);
            return start..(start + (int)BinaryPrimitives.ReadUInt64LittleEndian(header[32..]));
        }
    }
}
