using System.Text;

using Dbd.Configuration;
using Dbd.Testing;

using Xunit;

using static Dbd.Tests.Configuration.ReferenceRegistries;

namespace Dbd.Tests.Configuration;

/// <summary>The wording of every error, in approved files: a change of words is seen.</summary>
public class ConfigErrorTests
{
    private const string Small = """
        poison_ratio: 0.05
        target_label: 3
        badnets:
          trigger_path: a.png
        """;

    [Fact]
    public void Errors_of_the_file()
    {
        StringBuilder text = new();
        Parse(text, "empty file", "");
        Parse(text, "only a comment", "# nothing\n");
        Parse(text, "a list", "\n- 1\n- 2\n");
        Parse(text, "a scalar", "seed");
        Parse(text, "a tab", "seed:\n\tseed: 1\n");
        Parse(text, "open bracket", "loader: {batch_size: 1\nnum_epochs: 2\n");
        Parse(text, "open quote", "a: 'b\n");
        Parse(text, "two colons", "a: b: c\n");
        Parse(text, "bad indentation", "a:\n    b: 1\n  c: 2\n");
        Parse(text, "a key twice", "loader:\n  batch_size: 1\n  num_workers: 2\n  batch_size: 3\n");
        Parse(text, "an empty key", "loader:\n  : 1\n");
        Parse(text, "a list as key", "[a, b]: 1\n");
        Parse(text, "an alias as key", "a: &x b\n*x : 1\n");
        Parse(text, "a long key", new string('k', 200) + ": 1\n");
        Parse(text, "two documents", "a: 1\n---\nb: 2\n");
        Parse(text, "a tag", "a: !!python/object:os.system ls\n");
        Parse(text, "a merge key", "a: &x {b: 1}\nc:\n  <<: *x\n");
        Parse(text, "unknown alias", "a:\n  b: *x\n");
        Parse(text, "an alias within itself", "a: &x [*x]\n");
        Parse(text, "a billion laughs", Laughs());
        Parse(text, "deep nesting", "a: " + new string('[', 100) + new string(']', 100));
        Approved.Text("FileErrors", text.ToString());
    }

    [Fact]
    public void Errors_of_values()
    {
        StringBuilder text = new();
        Bind<TypesConfig>(text, "text for a whole number", "whole: ten");
        Bind<TypesConfig>(text, "quoted number", "whole: '10'");
        Bind<TypesConfig>(text, "a fraction for a whole number", "whole: 1.5");
        Bind<TypesConfig>(text, "a leading zero", "whole: 010");
        Bind<TypesConfig>(text, "too large for 32 bits", "whole: 2147483648");
        Bind<TypesConfig>(text, "too large for 64 bits", "long: 9223372036854775808");
        Bind<TypesConfig>(text, "infinite", "number: .inf");
        Bind<TypesConfig>(text, "not a number", "number: .nan");
        Bind<TypesConfig>(text, "too large a number", "number: 1e999");
        Bind<TypesConfig>(text, "a number for text", "text: 2024");
        Bind<TypesConfig>(text, "a truth value for text", "text: True");
        Bind<TypesConfig>(text, "yes", "truth: yes");
        Bind<TypesConfig>(text, "1 for a truth value", "truth: 1");
        Bind<TypesConfig>(text, "unknown name of an enum", "padding_mode: reflct");
        Bind<TypesConfig>(text, "a number for an enum", "padding_mode: 1");
        Bind<TypesConfig>(text, "null", "number:");
        Bind<TypesConfig>(text, "a list for a number", "number: [1]");
        Bind<TypesConfig>(text, "a mapping for a number", "number: {a: 1}");
        Bind<TypesConfig>(text, "a scalar for a list", "numbers: 1");
        Bind<TypesConfig>(text, "a wrong entry of a list", "numbers:\n- 1\n- 2\n- three");
        Bind<TypesConfig>(text, "null in a list", "numbers: [1, null]");
        Bind<TypesConfig>(text, "a scalar for a record", "inner: 5");
        Bind<TypesConfig>(text, "null for a record", "inner:");
        Bind<TypesConfig>(text, "text for a size", "size: large");
        Bind<TypesConfig>(text, "a size of three", "size: [1, 2, 3]");
        Bind<TypesConfig>(text, "long text", $"whole: {new string('x', 100)}");
        Approved.Text("ValueErrors", text.ToString());
    }

    [Fact]
    public void Errors_of_limits()
    {
        StringBuilder text = new();
        Bind<LimitsConfig>(text, "above a range", "share: 1.5");
        Bind<LimitsConfig>(text, "below a range", "share: -0.1");
        Bind<LimitsConfig>(text, "at an exclusive minimum", "open: 0");
        Bind<LimitsConfig>(text, "at an exclusive maximum", "open: 1");
        Bind<LimitsConfig>(text, "zero where positive", "positive: 0");
        Bind<LimitsConfig>(text, "negative count", "count: -1");
        Bind<LimitsConfig>(text, "too many", "at_most: 11");
        Bind<LimitsConfig>(text, "number not allowed", "mode: 4");
        Bind<LimitsConfig>(text, "text not allowed", "precision: fp23");
        Bind<LimitsConfig>(text, "empty list", "milestones: []");
        Bind<LimitsConfig>(text, "wrong length", "mean: [1, 2]");
        Bind<LimitsConfig>(text, "too long", "few: [1, 2, 3]");
        Bind<LimitsConfig>(text, "entry out of range", "milestones: [10, 0]");
        Bind<LimitsConfig>(text, "short text", "name: ''");
        Bind<LimitsConfig>(text, "size out of range", "size: [32, 0]");
        Bind<BlurOptions>(text, "keys against each other", "p: 1\nsigma: [2, 1]");
        Approved.Text("LimitErrors", text.ToString());
    }

    [Fact]
    public void Errors_of_keys_and_choices()
    {
        StringBuilder text = new();
        Bind<BackdoorConfig>(text, "misspelt key", Small.Replace("poison_ratio", "posion_ratio", StringComparison.Ordinal));
        Bind<BackdoorConfig>(text, "unknown key, nothing near", Small + "\nlearning: 1");
        Bind<BackdoorConfig>(text, "missing key", Small.Replace("target_label: 3", "", StringComparison.Ordinal));
        Bind<BackdoorConfig>(text, "misspelt attack", Small.Replace("badnets", "badnet", StringComparison.Ordinal));
        Bind<BackdoorConfig>(text, "no attack", "poison_ratio: 0.05\ntarget_label: 3");
        Bind<BackdoorConfig>(text, "only null attacks", "poison_ratio: 0.05\ntarget_label: 3\nblend: null");
        Bind<BackdoorConfig>(text, "two attacks", Small + "\nblend: {alpha: 0.1, trigger_path: b.png}");
        Bind<BackdoorConfig>(text, "missing option", Small.Replace("  trigger_path: a.png", "  {}", StringComparison.Ordinal));
        Bind<BackdoorConfig>(text, "unknown option", Small + "\n  alpha: 0.1");
        Bind<BackdoorConfig>(text, "options that are none", Small.Replace("\n  trigger_path: a.png", " a.png", StringComparison.Ordinal));
        Bind<ChoicesConfig>(text, "unknown name", "optimizer: {AdamW: {lr: 1}}");
        Bind<ChoicesConfig>(text, "wrong case", "optimizer: {sgd: {lr: 1}}");
        Bind<ChoicesConfig>(text, "bare unknown name", "optimizer: Adan");
        Bind<ChoicesConfig>(text, "bare name with required options", "optimizer: SGD");
        Bind<ChoicesConfig>(text, "two names", "optimizer:\n  SGD: {lr: 1}\n  Adam: {}");
        Bind<ChoicesConfig>(text, "no name", "optimizer: {}");
        Bind<ChoicesConfig>(text, "null options", "optimizer: {Adam: }");
        Bind<ChoicesConfig>(text, "null for a choice", "optimizer: null");
        Bind<ChoicesConfig>(text, "a list for a choice", "optimizer: [SGD]");
        Bind<ChoicesConfig>(text, "a list for a pipeline", "optimizer: Adam\nsteps: [random_grayscale]");
        Bind<ChoicesConfig>(text, "unknown step", "optimizer: Adam\nsteps: {random_flip: {}}");
        Bind<ChoicesConfig>(
            text, "too many steps", "optimizer: Adam\nsteps: {random_grayscale: {}, gaussian_blur: {}, random_horizontal_flip: {}}");
        Bind<ChoicesConfig>(text, "missing choice", "steps: null");
        Bind<NullableConfig>(text, "missing key that may be null", "truth: True");
        Bind<ChoicesConfig>(text, "long name", $"optimizer: {new string('x', 100_000)}");
        Bind<EmptyConfig>(text, "a key where there are none", "a: 1");
        Approved.Text("KeyErrors", text.ToString());
    }

    [Fact]
    public void Errors_of_overrides()
    {
        StringBuilder text = new();
        Set(text, "no equals sign", "target_label");
        Set(text, "empty path", "=1");
        Set(text, "empty key", "badnets..trigger_path=b");
        Set(text, "trailing dot", "badnets.=b");
        Set(text, "through a scalar", "target_label.value=3");
        Set(text, "through a list", "badnets=[1]", "badnets.0=2");
        Set(text, "no YAML", "badnets={trigger_path: a");
        Set(text, "a key twice", "badnets={a: 1, a: 2}");
        Set(text, "too deep", string.Join('.', Enumerable.Repeat("a", 100)) + "=1");
        Set(text, "unknown key", "target_labels=3");
        Set(text, "wrong type", "target_label=cat");
        Set(text, "null", "poison_ratio=");
        Set(text, "another attack beside", "blend={alpha: 0.1, trigger_path: b.png}");
        Set(text, "misspelt option", "badnets={trigger: b.png}");
        Approved.Text("OverrideErrors", text.ToString());
    }

    [Fact]
    public void An_option_that_fails_when_it_is_made_has_its_place()
    {
        BackdoorConfig config = ReferenceRegistries.Bind<BackdoorConfig>(
            "poison_ratio: 0\ntarget_label: 3\nblend:\n  alpha: 0.1\n  trigger_path: missing.png\n");

        ConfigException error = Assert.Throws<ConfigException>(config.Attack.Create);

        Assert.Equal("test.yaml:5: blend.trigger_path: There is no file missing.png. Check the path.", error.Message);
        Assert.Equal(2, error.ExitCode);
    }

    private static void Parse(StringBuilder text, string title, string yaml) =>
        Append(text, title, () => ConfigDocument.Parse(yaml, "test.yaml"));

    private static void Bind<T>(StringBuilder text, string title, string yaml)
        where T : class => Append(text, title, () => ReferenceRegistries.Bind<T>(yaml));

    private static void Set(StringBuilder text, string title, params string[] sets) =>
        Append(text, title, () => Binder.Bind<BackdoorConfig>(Yaml(Small).WithOverrides(sets)));

    private static void Append(StringBuilder text, string title, Func<object> action)
    {
        string message = Assert.Throws<ConfigException>(action).Message;
        Assert.DoesNotContain('\n', message);
        text.Append(title).Append("\n  ").Append(message).Append("\n\n");
    }

    private static string Laughs() =>
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 20).Select(i =>
            $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
}
