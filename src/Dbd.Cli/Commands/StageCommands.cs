using System.CommandLine;
using System.Reflection;

using Dbd.Cli.Options;
using Dbd.Configuration;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Cli.Commands;

/// <summary>A command a stage: <c>dbd supervise</c>, <c>dbd simclr</c>, ... as the catalogue has them.</summary>
internal static class StageCommands
{
    public static IEnumerable<Command> Create() => StageCatalog.Stages.Select(Create);

    private static Command Create(RegistryEntry stage)
    {
        StageFlags flags = new();
        (Option<int> Option, string Key)[] own = [.. OwnFlags(stage.OptionsType)];
        SharedCommand command = new(stage.Name.Replace('_', '-'), stage.Summary);
        if (command.Name != stage.Name)
            command.Aliases.Add(stage.Name);
        flags.AddTo(command);
        foreach ((Option<int> option, _) in own)
            command.Add(option);
        ProcessOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            StageRequest request = flags.Read(parsed) with { Stage = stage.Name };
            IEnumerable<string> given = own.Where(o => parsed.GetResult(o.Option) is { Implicit: false })
                .Select(o => $"{o.Key}={parsed.GetValue(o.Option)}");
            return TrainingRun.Run(parsed, request with { Overrides = [.. request.Overrides, .. given] }, StageCatalog.Run);
        });
        return command;
    }

    // Options of the stage that the reference has on its command line.
    private static IEnumerable<(Option<int> Option, string Key)> OwnFlags(Type options)
    {
        object defaults = Activator.CreateInstance(options)!;
        foreach (PropertyInfo property in options.GetProperties().OrderBy(p => p.MetadataToken))
        {
            if (property.GetCustomAttribute<CommandFlagAttribute>() is { } flag)
            {
                Option<int> option = CommonOptions.Count(flag.Name, (int)property.GetValue(defaults)!, 1, flag.Description);
                yield return (option, SnakeCase.Of(property.Name));
            }
        }
    }
}
