namespace Dbd.Serialization;

/// <summary>What .NET throws where the file system refuses something.</summary>
internal static class FileRefusal
{
    /// <summary>Whether an exception is one of these.</summary>
    public static bool Is(Exception exception) => exception is IOException or UnauthorizedAccessException || IsTooLarge(exception);

    /// <summary>What the file system said.</summary>
    public static string Text(Exception exception) => IsTooLarge(exception)
        ? "It grows beyond what the file system, or a limit (ulimit -f), allows."
        : exception.Message;

    // EFBIG: .NET takes it for a wrong argument of its caller.
    private static bool IsTooLarge(Exception exception) => exception is ArgumentOutOfRangeException { ParamName: "value" };
}
