using System.CommandLine;

using Dbd.Cli.Doctor;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd doctor</c>.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        SharedCommand command = new("doctor", "Check this machine, and say how to solve problems");
        command.SetAction(parsed => Together.Run(parsed, group => Examination.Write(
            [.. HostFindings.Look(), .. TorchFindings.Look(), .. ProcessFindings.Look(group)], parsed.InvocationConfiguration.Output)));
        return command;
    }
}
