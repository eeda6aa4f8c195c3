using System.Runtime.CompilerServices;

using Xunit;

namespace Dbd.Testing;

/// <summary>Compares text with <c>NAME.approved.txt</c> beside the test's source file; a difference fails and leaves
/// <c>NAME.received.txt</c> there, to be looked at and renamed.</summary>
public static class Approved
{
    public static void Text(string name, string actual, [CallerFilePath] string sourceFile = "")
    {
        string folder = Path.GetDirectoryName(sourceFile)!;
        string approvedFile = Path.Combine(folder, $"{name}.approved.txt");
        string receivedFile = Path.Combine(folder, $"{name}.received.txt");
        string received = Normalize(actual);
        string approved = File.Exists(approvedFile) ? Normalize(File.ReadAllText(approvedFile)) : "";
        if (received == approved)
        {
            File.Delete(receivedFile);
            return;
        }
        File.WriteAllText(receivedFile, received);
        Assert.Fail($"{name} differs from its approved text.\nCompare {receivedFile}\nwith    {approvedFile}\n\n{received}");
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
}
