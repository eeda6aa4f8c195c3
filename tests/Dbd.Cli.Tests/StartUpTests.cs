using System.Reflection;
using System.Runtime.Loader;

using Xunit;

namespace Dbd.Cli.Tests;

/// <summary>What makes the program slow to start: libraries that help and usage errors have no use for. Commands of stages come from the
/// catalogue, which is in our own assemblies.</summary>
public sealed class StartUpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("supervise", "--help")]
    [InlineData("supervise", "--config", "f", "--gpu", "0,1")]
    [InlineData("predict", "--help")]
    [InlineData("predict", "f.onnx", "a.png", "--top", "0")]
    public void Help_and_usage_errors_load_no_library_but_the_command_line(params string[] args)
    {
        Fresh fresh = new();
        Assembly program = fresh.LoadFromAssemblyName(new AssemblyName("Dbd.Cli"));
        object? root = Call(program, "DbdCommand", "Create", []);
        Call(program, "Application", "Run", [root, args, TextWriter.Null, TextWriter.Null]);
        Assert.Equal(
            ["Dbd", "Dbd.Cli", "Dbd.Torch", "System.CommandLine"],
            fresh.Assemblies.Select(a => a.GetName().Name).Order(StringComparer.Ordinal));
    }

    private static object? Call(Assembly program, string type, string method, object?[] arguments) =>
        program.GetType($"Dbd.Cli.{type}", throwOnError: true)!.GetMethod(method)!.Invoke(null, arguments);

    // Assemblies that other tests have loaded do not count.
    private sealed class Fresh : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string path = Path.Combine(AppContext.BaseDirectory, $"{assemblyName.Name}.dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
