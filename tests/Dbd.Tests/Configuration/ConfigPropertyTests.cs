using CsCheck;

using Dbd.Configuration;

using Xunit;

using static Dbd.Tests.Configuration.ReferenceRegistries;

namespace Dbd.Tests.Configuration;

/// <summary>What holds for every record and every input. CsCheck prints the seed of a failure.</summary>
public class ConfigPropertyTests
{
    private static readonly Gen<double> s_finite = Gen.OneOf(
        Gen.Double.Where(double.IsFinite), Gen.Double[-1, 1], Gen.Int.Select(i => (double)i));

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.String[Gen.Char.Where(c => !char.IsSurrogate(c)), 0, 12],
        Gen.String[Gen.Char[' ', '~'], 0, 12],
        AnyOf("null", "~", "yes", "1e3", ".5", "0x1F", "12:30", "<<", "-", "a: b", "😀"));

    private static readonly Gen<TypesConfig> s_types =
        from texts in s_text.Array[0, 3]
        from text in s_text
        from truth in Gen.Bool
        from whole in Gen.Int
        from large in Gen.Long
        from number in s_finite
        from mode in Gen.Enum<PaddingMode>()
        from numbers in s_finite.Array[0, 4]
        from inner in Gen.Int.Select(a => new InnerConfig { A = a })
        from inners in Gen.Int.Select(a => new InnerConfig { A = a }).Array[0, 2]
        from size in Gen.Select(Gen.Int, Gen.Int, (h, w) => new Size(h, w))
        select new TypesConfig
        {
            Text = text,
            Truth = truth,
            Whole = whole,
            Long = large,
            Number = number,
            PaddingMode = mode,
            Size = size,
            Numbers = numbers,
            Texts = texts,
            Inner = inner,
            Inners = inners,
        };

    // Characters that mean something in YAML, so that most texts get far into the parser.
    private static readonly Gen<string> s_yaml = Gen.OneOf(
        Gen.String[Gen.Char["abc01.:-,[]{}#&*!|>'\"%@`?~<=\\ \n\t"], 0, 60],
        AnyOf(
            "seed", ":", " ", "\n", "  ", "- ", "1", "null", "{", "}", "[", "]",
            "&a", "*a", "'", "optimizer", "SGD", "---", "? ", "|", "<<", "!!int ")
            .Array[0, 30].Select(string.Concat),
        Gen.String[0, 60]);

    [Fact]
    public void A_printed_record_binds_to_an_equal_one() => s_types.Sample(config =>
    {
        TypesConfig again = Bind<TypesConfig>(ConfigPrinter.ToYaml(config));
        Assert.Equivalent(config, again, strict: true);
        Assert.Equal(ConfigPrinter.ToYaml(config), ConfigPrinter.ToYaml(again));
    });

    [Fact]
    public void A_printed_choice_binds_to_an_equal_one()
    {
        Gen<ConfigDocument> documents =
            from lr in Gen.Double[1e-9, 1e9]
            from momentum in Gen.Double[0, 0.999]
            from milestones in Gen.Int[1, 1000].Array[1, 4]
            from steps in AnyOf(
                "random_grayscale: {p: 0.1}, gaussian_blur: {}", "random_crop: null", "gaussian_blur: {}, random_grayscale: {}")
            from attack in AnyOf("badnets: {trigger_path: a}", "blend: {alpha: .1, trigger_path: b}", "blend: null")
            select Yaml($$$"""
                optimizer: {SGD: {lr: {{{lr:R}}}, momentum: {{{momentum:R}}} }}
                schedule: {multi_step: {milestones: [{{{string.Join(", ", milestones)}}}]}}
                steps: { {{{steps}}} }
                {{{attack}}}
                """);
        documents.Sample(document =>
        {
            ChoicesConfig config = Binder.Bind<ChoicesConfig>(document);
            ChoicesConfig again = Bind<ChoicesConfig>(ConfigPrinter.ToYaml(config));
            Assert.Equivalent(config, again, strict: true);
        });
    }

    [Fact]
    public void A_document_printed_reads_back_as_the_same() => s_yaml.Sample(yaml =>
    {
        if (TryParse(yaml) is { } document)
        {
            string printed = document.ToYaml();
            Assert.Equal(printed, Yaml(printed).ToYaml());
        }
    });

    [Fact]
    public void Garbage_gives_a_config_exception_or_a_document() => s_yaml.Sample(yaml =>
    {
        if (TryParse(yaml) is { } document)
            Record.Exception(() => Binder.Bind<TrainingConfig>(document)).OnlyConfig();
    });

    [Fact]
    public void Garbage_overrides_give_a_config_exception_or_a_document() => s_yaml.Array[0, 3].Sample(sets =>
        Record.Exception(() => Yaml("a: {b: 1}").WithOverrides(sets)).OnlyConfig());

    [Fact]
    public void Garbage_files_give_a_config_exception_or_a_document()
    {
        string file = Path.GetTempFileName();
        Gen.Byte.Array[0, 80].Sample(
            bytes =>
            {
                File.WriteAllBytes(file, bytes);
                Record.Exception(() => ConfigDocument.Load(file)).OnlyConfig();
            },
            threads: 1);
        File.Delete(file);
    }

    [Fact]
    public void Any_change_of_one_character_in_a_config_gives_a_config_exception_or_a_record()
    {
        string yaml = File.ReadAllText(Testing.RepositoryRoot.File("config", "supervise", "blend", "cifar10_resnet18", "example.yaml"));
        Gen.Select(Gen.Int[0, yaml.Length - 1], Gen.Char[" :{}[],'\"#&*!|>-x1.\t\n"]).Sample((at, c) =>
            Record.Exception(() => Bind<TrainingConfig>(yaml[..at] + c + yaml[(at + 1)..])).OnlyConfig());
    }

    private static Gen<string> AnyOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static ConfigDocument? TryParse(string yaml)
    {
        ConfigDocument? document = null;
        Record.Exception(() => document = Yaml(yaml)).OnlyConfig();
        return document;
    }
}

internal static class ExceptionAssertions
{
    public static void OnlyConfig(this Exception? exception)
    {
        if (exception is not null and not ConfigException)
            Assert.Fail(exception.ToString());
        Assert.DoesNotContain('\n', exception?.Message ?? "");
    }
}
