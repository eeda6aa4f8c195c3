using Dbd.Torch.Tables;

using Xunit;

namespace Dbd.Torch.Tests.Tables;

/// <summary>Attacks of a table that have no configurations of their own.</summary>
public sealed class TableAttacksTests : IDisposable
{
    private const string Poison = "\"backdoor={poison_ratio: 0.3, target_label: 4, badnets: {}}\"";

    private readonly TinyTable _table = new();

    [Fact]
    public void An_attack_borrows_configurations_and_changes_every_run()
    {
        TableCell[] cells = Cells($"[badnets, {{name: strong, config: badnets, set: [{Poison}]}}]");
        Assert.Equal(["badnets", "badnets", "badnets", "strong", "strong", "strong"], cells.Select(c => c.Attack));
        Assert.All(cells[3..].SelectMany(c => c.Runs), r => Assert.Contains(Poison.Trim('"'), r.Request.Overrides));
        Assert.Empty(Hashes(cells[..3]).Intersect(Hashes(cells[3..])));
    }

    [Fact]
    public void An_override_is_the_same_run_as_an_attacks_and_as_a_settings() => Assert.Equal(
        Hashes(_table.Plan(Spec("[badnets]") + $"settings: [{{name: strong, set: [{Poison}]}}]\n").Cells),
        Hashes(Cells($"[{{name: strong, config: badnets, set: [{Poison}]}}]")));

    [Fact]
    public void Another_name_for_an_attack_is_no_other_run() =>
        Assert.Equal(Hashes(Cells("[badnets]")), Hashes(Cells("[{name: 2x2, config: badnets}]")));

    [Fact]
    public void A_setting_comes_before_the_attack_and_a_method_after_it()
    {
        string yaml = Spec("[{name: strong, config: badnets, set: [backdoor.poison_training=True]}]")
            + "settings: [{name: s, set: [backdoor.poison_training=False]}]\n";
        TableCell[] cells = [.. _table.Plan(yaml).Cells];
        Assert.Equal("backdoor.poison_training=True", PoisonTraining(cells[0].Runs[0]));
        Assert.Equal("backdoor.poison_training=False", PoisonTraining(cells[1].Runs[0]));

        static string PoisonTraining(PlannedRun run) => run.Request.Overrides.Last(o => o.StartsWith("backdoor.poison_training"));
    }

    [Fact]
    public void The_configuration_stands_for_attack_in_paths()
    {
        const string methods = "methods: [{name: one, stages: [{config: 'config/tiny/supervise/{attack}.yaml'}]}]\n";
        Assert.Equal(
            Hashes(_table.Plan(Spec("[example]", methods)).Cells),
            Hashes(_table.Plan(Spec("[{name: BadNets, config: example}]", methods)).Cells));
    }

    [Theory]
    [InlineData("[badnets, {name: badnets}]", "attacks: badnets stands there twice.")]
    [InlineData("[{config: badnets}]", "attacks[0].name: This key is missing.")]
    [InlineData("[{name: a, sett: []}]", "attacks[0].sett: This key is unknown. Did you mean set?")]
    [InlineData("[5]", "attacks[0]: Expected a mapping of keys, found")]
    [InlineData("badnets", "attacks: Expected a list, each entry a name or a mapping of keys, found")]
    [InlineData("[{name: a, set: [backdor.x=1]}]", "config/tiny/supervise/example.yaml, a: --set: backdor: This key is unknown.")]
    public void What_is_wrong_with_an_attack_is_told(string attacks, string problem)
    {
        DbdException e = Assert.ThrowsAny<DbdException>(() => Cells(attacks));
        Assert.Equal(2, e.ExitCode);
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _table.Dispose();

    private string Spec(string attacks, string methods = TinyTable.Methods) =>
        _table.Spec(methods).Replace("attacks: [badnets]", $"attacks: {attacks}", StringComparison.Ordinal);

    private TableCell[] Cells(string attacks) => [.. _table.Plan(Spec(attacks)).Cells];

    private static string[] Hashes(IReadOnlyList<TableCell> cells) => [.. cells.SelectMany(c => c.Runs).Select(r => r.Hash)];
}
