namespace Dbd.Cli;

/// <summary>The checkout that this program was built in.</summary>
internal static class Repository
{
    /// <summary>Its root, which holds <c>config/</c> and <c>data/</c>.</summary>
    /// <exception cref="DbdException">The program was moved out of its checkout.</exception>
    public static string Root()
    {
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d is not null; d = d.Parent)
        {
            if (Directory.Exists(Path.Combine(d.FullName, "config", "quickstart")))
                return d.FullName;
        }
        throw new DbdException($"There is no config/quickstart above {AppContext.BaseDirectory}. Run ./dbd in a clone of the repository.");
    }
}
