using System.Reflection;

namespace Dbd.Torch.Runtime;

/// <summary>The version of the assembly that a type is in: what a file says that it was made with.</summary>
public static class ProgramVersion
{
    /// <summary>Version and, after a plus sign, commit; empty where the assembly has none.</summary>
    /// <param name="type">Any type of it.</param>
    public static string WithCommit(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>The version alone.</summary>
    /// <param name="type">Any type of it.</param>
    public static string Of(Type type) => WithCommit(type).Split('+')[0];
}
