using System.Runtime.InteropServices;
using System.Text;

namespace Dbd.Torch.Runtime.Distributed;

/// <summary>An MPI library that is loaded. Its C functions are the same in all; what they are given is in <see cref="Abi"/>.</summary>
internal sealed unsafe class MpiLibrary
{
    /// <summary>The environment variable that names the library's file, where it is not found by itself.</summary>
    public const string PathVariable = "DBD_MPI_LIBRARY";

    private const int LongestVersion = 8192;

    private readonly nint _library;

    private MpiLibrary(nint library, MpiKind kind)
    {
        _library = library;
        // Before any other call: with the constants of another implementation they crash.
        Version = ReadVersion();
        if (!IsOf(kind, Version))
            throw new DbdException(
                $"The MPI library found is {Version}, and the launcher is that of {NameOf(kind)}. "
                    + $"Name the right one by the environment variable {PathVariable}, or use the launcher of {Version}.");
        Abi = kind == MpiKind.Mpich ? MpiAbi.Mpich : MpiAbi.OpenMpi(Symbol);
    }

    /// <summary>Name and number, as <c>Open MPI 4.1.4</c>.</summary>
    public string Version { get; }

    /// <summary>What its functions are given.</summary>
    public MpiAbi Abi { get; }

    /// <summary>Loads the library that belongs to a launcher.</summary>
    /// <param name="kind">Which.</param>
    /// <exception cref="DbdException">It is not here, or it is another one.</exception>
    public static MpiLibrary Load(MpiKind kind)
    {
        string[] files = Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given ? [given] : Files(kind);
        foreach (string file in files)
        {
            if (NativeLibrary.TryLoad(file, out nint library))
                return new MpiLibrary(library, kind);
        }
        throw new DbdException(
            $"The launcher is that of {NameOf(kind)}, and its library ({string.Join(", ", files)}) cannot be loaded. "
                + $"Install it (Debian: {(kind == MpiKind.Mpich ? "mpich" : "openmpi-bin")}), or name its file by {PathVariable}.");
    }

    /// <summary>A function or variable.</summary>
    /// <param name="name">As in C.</param>
    public nint Symbol(string name) => NativeLibrary.TryGetExport(_library, name, out nint address)
        ? address
        : throw new DbdException($"The MPI library {Version} has no {name}. Name another one by {PathVariable}.");

    private static string[] Files(MpiKind kind) => kind == MpiKind.Mpich
        ? ["libmpich.so.12", "libmpi.so.12", "libmpich.dylib", "libmpi.12.dylib"]
        : ["libmpi.so.40", "libmpi.40.dylib", "libmpi.so"];

    private static string NameOf(MpiKind kind) => kind == MpiKind.Mpich ? "MPICH" : "Open MPI";

    private static bool IsOf(MpiKind kind, string version) =>
        version.StartsWith("Open MPI", StringComparison.Ordinal) == (kind == MpiKind.OpenMpi);

    // "Open MPI v4.1.4, package: ...", "MPICH Version:\t4.0.2\n..."
    private string ReadVersion()
    {
        byte* text = stackalloc byte[LongestVersion];
        int length;
        if (((delegate* unmanaged[Cdecl]<byte*, int*, int>)Symbol("MPI_Get_library_version"))(text, &length) != 0)
            return "unknown";
        string all = Encoding.UTF8.GetString(text, Math.Clamp(length, 0, LongestVersion)).TrimEnd('\0');
        string first = all.Split('\n', ',')[0];
        string[] words = first.Replace("Version:", "").Replace(" v", " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words);
    }
}
