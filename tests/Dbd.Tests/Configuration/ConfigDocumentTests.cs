using System.Diagnostics;
using System.Text;

using Dbd.Configuration;

using Xunit;

using static Dbd.Tests.Configuration.ReferenceRegistries;

namespace Dbd.Tests.Configuration;

public class ConfigDocumentTests
{
    [Fact]
    public void Every_key_knows_its_line()
    {
        ConfigDocument document = Yaml("seed: 1\n\nbackdoor:\n  # a comment\n  badnets:\n    trigger_path:\n      a.png\n");

        Assert.Equal(new ConfigLocation("test.yaml", 3, "backdoor"), document.Locate("backdoor"));
        Assert.Equal(new ConfigLocation("test.yaml", 6, "backdoor.badnets.trigger_path"), document.Locate("backdoor.badnets.trigger_path"));
    }

    [Theory]
    [InlineData("backdoor.blend.alpha", 2)]
    [InlineData("seed.seed", 1)]
    [InlineData("loader", 0)]
    [InlineData("", 0)]
    public void A_key_that_is_not_there_has_the_line_of_the_nearest_above(string key, int line) =>
        Assert.Equal(new ConfigLocation("test.yaml", line, key), Yaml("seed: 1\nbackdoor:\n  poison_ratio: 1\n").Locate(key));

    [Fact]
    public void A_later_check_makes_the_same_kind_of_error()
    {
        ConfigException error = Yaml("a:\n  b: 1").Error("a.b", "It is odd.", "Make it even.");

        Assert.Equal("test.yaml:2: a.b: It is odd. Make it even.", error.Message);
        Assert.Equal(2, error.ExitCode);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a.b", true)]
    [InlineData("a.c", true)]
    [InlineData("a.d", false)]
    [InlineData("a.b.c", false)]
    [InlineData("b", false)]
    public void A_key_is_there_even_if_it_is_null(string key, bool has) => Assert.Equal(has, Yaml("a: {b: 1, c: null}").Has(key));

    [Fact]
    public void Text_can_be_read_before_binding()
    {
        ConfigDocument document = Yaml("a: x.yaml\nb: null\nc: 5");

        Assert.Equal("x.yaml", document.TextAt("a"));
        Assert.Null(document.TextAt("b"));
        Assert.Null(document.TextAt("d"));
        ConfigException refused = Assert.Throws<ConfigException>(() => document.TextAt("c"));
        Assert.Equal("test.yaml:3: c: Expected text, found the number 5. Quotes make a value text.", refused.Message);
    }

    [Fact]
    public void Aliases_are_the_values_they_name_at_the_line_that_uses_them()
    {
        ConfigDocument document = Yaml("train: &view\n  primary: {p: 1}\ntest: *view\n");

        Assert.Equal("train:\n  primary:\n    p: 1\ntest:\n  primary:\n    p: 1\n", document.ToYaml());
        Assert.Equal(3, document.Locate("test").Line);
    }

    [Fact]
    public void The_document_marker_and_windows_line_ends_are_fine() =>
        Assert.Equal("a: 1\nb:\n  c: 2\n", Yaml("---\r\na: 1\r\nb:\r\n  c: 2\r\n...\r\n").ToYaml());

    [Theory]
    [InlineData("a=2", "a: 2\nb:\n  c: 3\n")]
    [InlineData("b.c=[1, x]", "a: 1\nb:\n  c: [1, x]\n")]
    [InlineData("b.d=4", "a: 1\nb:\n  c: 3\n  d: 4\n")]
    [InlineData("b={d: {e: 5}}", "a: 1\nb:\n  d:\n    e: 5\n")]
    [InlineData("d.e.f=6", "a: 1\nb:\n  c: 3\nd:\n  e:\n    f: 6\n")]
    [InlineData("b.c=", "a: 1\nb:\n  c: null\n")]
    [InlineData("b.c=x=y", "a: 1\nb:\n  c: x=y\n")]
    [InlineData("b.c='7'", "a: 1\nb:\n  c: \"7\"\n")]
    public void An_override_replaces_or_adds(string set, string yaml) =>
        Assert.Equal(yaml, Yaml("a: 1\nb: {c: 3}").WithOverrides([set]).ToYaml());

    [Fact]
    public void Overrides_apply_in_order_and_leave_the_document_as_it_was()
    {
        ConfigDocument document = Yaml("a: null");

        Assert.Equal("a:\n  b: 3\n", document.WithOverrides(["a.b=2", "a.b=3"]).ToYaml());
        Assert.Equal("a: null\n", document.ToYaml());
    }

    [Fact]
    public void An_override_has_its_own_location() =>
        Assert.Equal(new ConfigLocation("--set", 0, "a.b"), Yaml("a: {b: 1}").WithOverrides(["a.b=2"]).Locate("a.b"));

    [Theory]
    [InlineData("a: 1\nt: {x: 2, aug: {y: 3}}\nz: 4\n", "a: 1\nt: {x: 2}\naug: {y: 3}\nz: 4\n")]
    [InlineData("t: {aug: null}\n", "t: {}\naug: null\n")]
    [InlineData("t: {x: 2}\naug: 3\n", "t: {x: 2}\naug: 3\n")]
    [InlineData("t: 2\n", "t: 2\n")]
    public void A_value_is_lifted_behind_the_mapping_that_held_it(string yaml, string lifted) =>
        Assert.Equal(Yaml(lifted).ToYaml(), Yaml(yaml).Lifted("t", "aug").ToYaml());

    [Fact]
    public void A_lifted_value_keeps_its_line_and_may_not_stand_twice()
    {
        Assert.Equal(3, Yaml("t:\n  x: 1\n  aug: {y: 2}\n").Lifted("t", "aug").Locate("aug.y").Line);
        ConfigException e = Assert.Throws<ConfigException>(() => Yaml("aug: 1\nt: {aug: 2}\n").Lifted("t", "aug"));
        Assert.Contains("It stands under t too.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_come_whole_and_only_where_a_key_is_absent()
    {
        ConfigDocument own = Yaml("a: {x: 1}\nb: null\n");
        ConfigDocument other = ConfigDocument.Parse("a: {y: 2}\nb: 3\nc: 4\nd: 5\n", "other.yaml");

        ConfigDocument both = own.DefaultsFrom(other, "a", "b", "c", "e");

        Assert.Equal("a:\n  x: 1\nb: null\nc: 4\n", both.ToYaml());
        Assert.Equal(new ConfigLocation("other.yaml", 3, "c"), both.Locate("c"));
        Assert.Equal(["a", "b", "c"], both.Keys);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("null")]
    [InlineData("1.5")]
    [InlineData("2001-01-01")]
    [InlineData("1_000")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData(" a ")]
    [InlineData("")]
    [InlineData("\"quoted\" \\ 'twice'")]
    [InlineData("line\nbreak\ttab\r\u0007\u2028\uFEFF")]
    [InlineData("größe 中文 😀")]
    [InlineData("[a, b]")]
    [InlineData("*a &b !c")]
    [InlineData("- a")]
    [InlineData("---")]
    [InlineData("@a `b %c")]
    public void Any_text_is_printed_so_that_it_reads_back(string text)
    {
        string yaml = ConfigPrinter.ToYaml(new TypesConfig { Text = text, Texts = [text, "a"] });
        TypesConfig again = Bind<TypesConfig>(yaml);

        Assert.Equal(text, again.Text);
        Assert.Equal([text, "a"], again.Texts);
    }

    [Fact]
    public void A_file_is_read_with_and_without_byte_order_mark()
    {
        Assert.Equal("a: ö", Load([.. "a: ö"u8]).Replace("\n", "", StringComparison.Ordinal));
        Assert.Equal("a: ö", Load([.. Encoding.UTF8.Preamble, .. "a: ö"u8]).Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_utf8_is_refused_with_its_line() =>
        Assert.Equal(
            "FILE:3: The file is not UTF-8 text: byte 4 of the line is 0xE4. Save it as UTF-8.",
            LoadError([.. "a: 1\nb: 2\nc: "u8, 0xE4, (byte)'\n']));

    [Fact]
    public void A_file_in_utf16_is_refused() =>
        Assert.Equal(
            "FILE:1: The file is not UTF-8 text, but UTF-16. Save it as UTF-8.",
            LoadError([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a: 1")]));

    [Fact]
    public void A_huge_file_is_refused() =>
        Assert.Equal(
            "FILE: The file is larger than 1 MiB. A configuration is a few dozen lines: is this the file you meant?",
            LoadError(new byte[(1 << 20) + 1]));

    [Theory]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("x ")]
    [InlineData("x\n")]
    [InlineData("\"")]
    [InlineData("a: &a\n")]
    [InlineData("[],")]
    [InlineData("'' ")]
    public void A_large_hostile_file_is_refused_in_little_time(string piece)
    {
        string yaml = "a: " + string.Concat(Enumerable.Repeat(piece, 500_000 / piece.Length));
        Stopwatch watch = Stopwatch.StartNew();

        Record.Exception(() => Yaml(yaml)).OnlyConfig();

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Equal(
            "no/such.yaml: There is no such file. Check the path; it counts from the folder that the command runs in.",
            Assert.Throws<ConfigException>(() => ConfigDocument.Load("no/such.yaml")).Message);

    [Fact]
    public void A_folder_is_not_a_file()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;

        ConfigException refused = Assert.Throws<ConfigException>(() => ConfigDocument.Load(folder));
        Assert.Equal($"{folder}: This is a folder. Name a file in it.", refused.Message);
        Directory.Delete(folder);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_that_cannot_be_is_refused(string path) => Assert.Throws<ConfigException>(() => ConfigDocument.Load(path));

    private static string Load(byte[] content) => WithFile(content, f => ConfigDocument.Load(f).ToYaml());

    private static string LoadError(byte[] content) => WithFile(content, f =>
        Assert.Throws<ConfigException>(() => ConfigDocument.Load(f)).Message.Replace(f, "FILE", StringComparison.Ordinal));

    private static string WithFile(byte[] content, Func<string, string> use)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, content);
            return use(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
