namespace Dbd.Testing;

/// <summary>The checkout that the tests run in.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d is not null; d = d.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(d.FullName, "Dbd.slnx")))
                return d.FullName;
        }
        throw new DirectoryNotFoundException("Dbd.slnx is not above the test's folder.");
    }
}
