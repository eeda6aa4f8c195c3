using Dbd.Configuration;

using Xunit;

using static Dbd.Tests.Configuration.ReferenceRegistries;

namespace Dbd.Tests.Configuration;

public class ConfigBinderTests
{
    [Fact]
    public void Absent_keys_keep_their_defaults() =>
        Assert.Equivalent(new TypesConfig(), Bind<TypesConfig>("whole: 1"), strict: true);

    [Fact]
    public void Every_kind_of_value_is_read() =>
        Assert.Equivalent(
            new TypesConfig
            {
                Text = "~/data set",
                Truth = false,
                Whole = -3,
                Long = 1L << 40,
                Number = 5e-4,
                PaddingMode = PaddingMode.EdgeRepeated,
                Size = new Size(28, 32),
                Numbers = [1, 0.5, -1000],
                Texts = ["5", "b"],
                Inner = new InnerConfig { A = 1 },
                Inners = [new InnerConfig { A = 2 }, new InnerConfig()],
            },
            Bind<TypesConfig>("""
                text: ~/data set
                truth: False
                whole: -3
                long: 1099511627776
                number: 5.e-4
                padding_mode: edge_repeated
                size: [28, 32]
                numbers: [1, .5, -1e3]
                texts: ["5", b]
                inner: {a: 1}
                inners:
                - a: 2
                - {}
                """),
            strict: true);

    [Fact]
    public void A_record_may_be_a_mere_name_where_it_says_so()
    {
        NamedListConfig named = Bind<NamedListConfig>("all: [a, {name: b, size: 5}]");
        Assert.Equal([new NamedConfig { Name = "a" }, new NamedConfig { Name = "b", Size = 5 }], named.All);
        Assert.Equal(named.All, Bind<NamedListConfig>(ConfigPrinter.ToYaml(named)).All);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("TRUE", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("FALSE", false)]
    public void Truth_values(string text, bool value) => Assert.Equal(value, Bind<TypesConfig>($"truth: {text}").Truth);

    [Theory]
    [InlineData("5.e-4", 5e-4)]
    [InlineData("1e-3", 1e-3)]
    [InlineData("1E+3", 1000)]
    [InlineData(".5", 0.5)]
    [InlineData("-.5", -0.5)]
    [InlineData("1.", 1)]
    [InlineData("+2", 2)]
    [InlineData("0", 0)]
    [InlineData("-0.0", -0.0)]
    public void Numbers(string text, double value) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(Bind<TypesConfig>($"number: {text}").Number));

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void Long_numbers_are_exact(string text, long value) => Assert.Equal(value, Bind<TypesConfig>($"long: {text}").Long);

    [Fact]
    public void A_size_may_be_one_number() => Assert.Equal(new Size(28, 28), Bind<TypesConfig>("size: 28").Size);

    [Fact]
    public void What_is_nullable_may_be_null_and_required_keys_must_still_be_there()
    {
        const string yaml = """
            text:
            truth: null
            whole: ~
            long: Null
            number: NULL
            padding_mode: null
            size: null
            numbers: [1, null]
            inner: null
            optimizer: null
            """;

        NullableConfig config = Bind<NullableConfig>(yaml);

        Assert.Equivalent(
            new
            {
                Text = (string?)null,
                Truth = (bool?)null,
                Whole = (int?)null,
                Size = (Size?)null,
                Inner = (InnerConfig?)null,
                Optimizer = (object?)null,
            },
            config);
        Assert.Equal([1, null], config.Numbers);
        foreach (string line in yaml.Split('\n'))
        {
            string key = line[..line.IndexOf(':', StringComparison.Ordinal)];
            ConfigException error = Error<NullableConfig>(yaml.Replace(line, "", StringComparison.Ordinal));
            Assert.Equal((key, "This key is missing."), (error.Location.Key, error.Problem));
        }
    }

    [Fact]
    public void What_is_nullable_may_have_a_value()
    {
        NullableConfig config = Bind<NullableConfig>("""
            {text: a, truth: True, whole: 1, long: 2, number: 3, padding_mode: reflect, size: 4, numbers: null, inner: {}, optimizer: Adam}
            """);

        Assert.Equal(("a", true, 1, 2L, 3.0), (config.Text, config.Truth, config.Whole, config.Long, config.Number));
        Assert.Equal((PaddingMode.Reflect, new Size(4, 4), 7), (config.PaddingMode, config.Size, config.Inner!.A));
        Assert.Null(config.Numbers);
        Assert.Equal(new AdamOptions(), config.Optimizer!.Options);
    }

    [Fact]
    public void A_choice_makes_what_it_names()
    {
        ChoicesConfig config = Bind<ChoicesConfig>("optimizer: {SGD: {lr: 0.1}, Adam: null}");

        Assert.Equal("SGD", config.Optimizer.Name);
        Assert.Equal(new Optimizer(new SgdOptions { Lr = 0.1 }), config.Optimizer.Create());
        Assert.Null(config.Schedule);
    }

    [Theory]
    [InlineData("optimizer: Adam")]
    [InlineData("optimizer: {Adam: {}}")]
    [InlineData("optimizer: {Adam: {lr: 1.e-3}}")]
    public void A_choice_with_defaults_may_be_a_bare_name(string yaml) =>
        Assert.Equal(new AdamOptions(), Bind<ChoicesConfig>(yaml).Optimizer.Options);

    [Fact]
    public void A_pipeline_keeps_the_order_of_the_file_and_leaves_out_null()
    {
        ChoicesConfig config = Bind<ChoicesConfig>("""
            optimizer: Adam
            steps:
              gaussian_blur: {}
              random_crop: null
              random_grayscale: {p: .2}
            """);

        Assert.Equal(["gaussian_blur", "random_grayscale"], config.Steps.Select(s => s.Name));
        Assert.Equal(new ChanceOptions { P = 0.2 }, config.Steps[1].Options);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{random_crop: null}")]
    public void A_pipeline_may_be_empty(string steps) => Assert.Empty(Bind<ChoicesConfig>($"optimizer: Adam\nsteps: {steps}").Steps);

    [Theory]
    [InlineData("", null)]
    [InlineData("blend: null", null)]
    [InlineData("badnets: {trigger_path: a.png}", "badnets")]
    [InlineData("blend: null\nbadnets: {trigger_path: a.png}", "badnets")]
    public void An_inline_choice_stands_beside_the_keys(string lines, string? name) =>
        Assert.Equal(name, Bind<ChoicesConfig>($"optimizer: Adam\n{lines}").Attack?.Name);

    [Fact]
    public void An_unknown_key_is_reported_before_the_missing_one_it_was_meant_for()
    {
        ConfigException error = Error<BackdoorConfig>("posion_ratio: 1\ntarget_label: 3\nbadnets: {trigger_path: a}");

        Assert.Equal(new ConfigLocation("test.yaml", 1, "posion_ratio"), error.Location);
        Assert.StartsWith("Did you mean poison_ratio?", error.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_length_of_a_list_says_nothing_of_its_texts() =>
        Assert.Equal([""], Bind<LimitsConfig>("names: ['']").Names);

    [Fact]
    public void A_type_that_no_file_can_fill_is_a_programming_error() =>
        Assert.Throws<NotSupportedException>(() => Bind<UnboundConfig>("a: 1"));

    [Fact]
    public void A_choice_without_registry_is_a_programming_error() =>
        Assert.Throws<InvalidOperationException>(() =>
            new ConfigBinder(ReferenceRegistries.Attacks).Bind<ChoicesConfig>(Yaml("optimizer: Adam")));

    private sealed record UnboundConfig
    {
        public Stream A { get; init; } = Stream.Null;
    }
}
