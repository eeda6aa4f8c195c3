using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

using Dbd.Reports.Html;
using Dbd.Suspicion.Pictures;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Reports.Html;

public sealed partial class HtmlReportFileTests
{
    [Fact]
    public void A_report_shows_what_is_known()
    {
        string page = HtmlReportFile.Text(SampleReports.Of(SampleReports.Run()));
        string[] told =
        [
            "One sample is suspected.", "not credible: 3", "SimCLR", "sample 2, score 0.250", "a.png, score 0.980, suspected, poisoned",
            "0123456789ab", "seed: 1", "2026-01-02", "TPR 0.250 at FPR 0.1 %.",
        ];
        foreach (string expected in told)
            Assert.Contains(expected, page, StringComparison.Ordinal);
        Assert.Equal(2, Body(page).Descendants("ol").Single().Elements("li").Count());
    }

    [Fact]
    public void What_suspects_share_is_told_and_framed()
    {
        RunReport run = SampleReports.Run();
        XElement body = Body(HtmlReportFile.Text(SampleReports.Of(run)));
        XElement shared = body.Descendants("div").Single(d => (string?)d.Attribute("class") == "shared");
        string told = shared.Parent!.Value;
        string[] sentences =
        [
            "30 of the 40 most suspicious pictures are labelled cat; by chance it would be about 20. That alone",
            "(2 x 2 pixels) 90 % of these pictures show the same; of the others labelled cat 25 % do, of pictures with other labels 1.2 %.",
            "12.8 times as large",
        ];
        Assert.All(sentences, s => Assert.Contains(s, told, StringComparison.Ordinal));
        Assert.Equal(3, shared.Descendants("image").Count());
        Assert.All(shared.Descendants("rect"), r => Assert.Equal(["2", "1", "2", "2"], r.Attributes().Select(a => a.Value)));

        SharedTraits spread = run.Shared! with { Leading = run.Shared!.Leading with { Count = 21 }, Patch = null };
        body = Body(HtmlReportFile.Text(SampleReports.Of(run with { Shared = spread })));
        shared = body.Descendants("div").Single(d => (string?)d.Attribute("class") == "shared");
        Assert.Empty(shared.Descendants("rect"));
        Assert.Contains("that is no more than chance gives (about 20).", shared.Parent!.Value, StringComparison.Ordinal);
        Assert.Contains("No part of these pictures is clearly the same", shared.Parent.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_leaves_no_trace()
    {
        RunReport bare = new() { Name = "simclr", Findings = "Little is known.", ClassNames = ["cat"] };
        string page = HtmlReportFile.Text(SampleReports.Of(bare));
        Assert.DoesNotContain("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<table", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<ol", page, StringComparison.Ordinal);
        Assert.Empty(Body(page).Descendants("h3"));
    }

    [Fact]
    public void Several_runs_stand_side_by_side()
    {
        XElement body = Body(HtmlReportFile.Text(SampleReports.Of(SampleReports.Run("No Defense"), SampleReports.Run("DBD"))));
        XElement table = body.Descendants("table").First();
        Assert.Equal(
            ["A. No Defense|2|75.00 %|12.50 %|62.50 %|50.00 %", "B. DBD|2|75.00 %|12.50 %|62.50 %|50.00 %"],
            table.Element("tbody")!.Elements("tr").Select(r => string.Join('|', r.Elements().Select(c => c.Value))));
        Assert.Equal(
            ["ASR A", "ASR B", "BA A", "BA B"],
            body.Descendants("svg").First().Elements("text")
                .Where(t => (string)t.Attribute("class")! is { } c && c.StartsWith("name", StringComparison.Ordinal))
                .Select(t => t.Value)
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("</title><script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("'--><svg onload=alert(1)>")]
    public void Hostile_names_stay_text(string name)
    {
        RunReport run = SampleReports.Run(name, name, name) with { Findings = name, Config = name, Facts = [new Fact(name, name)] };
        string page = HtmlReportFile.Text(new HtmlReport { Title = name, Summary = name, Runs = [run, run] });
        XElement body = Body(page);
        Assert.DoesNotContain(body.Descendants(), e =>
            e.Name == "img" || e.Attributes().Any(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
        Assert.Single(Regex.Matches(page, "<script", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.Contains(body.Descendants("span").Attributes("aria-label"), a => a.Value == name);
    }

    [Fact]
    public void Nothing_comes_from_elsewhere()
    {
        string page = HtmlReportFile.Text(SampleReports.Of(SampleReports.Run()));
        Assert.Empty(Elsewhere().Matches(page).Select(m => m.Value));
        Assert.All(Url().Matches(page), m => Assert.StartsWith("url(data:image/png;base64,", m.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_policy_allows_the_page_s_own_script_and_no_other()
    {
        string page = HtmlReportFile.Text(SampleReports.Of(SampleReports.Run()));
        string script = page.Split("<script>")[1].Split("</script>")[0];
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"script-src 'sha256-{hash}';", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_replaces_the_file_as_a_whole()
    {
        using TempFolder folder = new();
        HtmlReport report = SampleReports.Of(SampleReports.Run());
        HtmlReportFile.Write(folder.File("x", "report.html"), report);
        HtmlReportFile.Write(folder.File("x", "report.html"), report);
        Assert.Equal(HtmlReportFile.Text(report), File.ReadAllText(folder.File("x", "report.html")));
        Assert.Single(Directory.GetFiles(folder.File("x")));
    }

    [Fact]
    public void A_file_that_is_no_report_is_left_as_it_is()
    {
        using TempFolder folder = new();
        string file = folder.Write("thesis.html", "<p>Three years of work.</p>"u8.ToArray());
        DbdException refused = Assert.Throws<DbdException>(() => HtmlReportFile.Write(file, SampleReports.Of(SampleReports.Run())));
        Assert.Contains("is no earlier report", refused.Message, StringComparison.Ordinal);
        Assert.Equal("<p>Three years of work.</p>", File.ReadAllText(file));
    }

    // The body is written so that it is XML too, but for elements that have no end: every tag is closed where it should be.
    private static XElement Body(string page)
    {
        string body = page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)];
        body = Regex.Replace(body, "<script>.*</script>", "", RegexOptions.Singleline, TimeSpan.FromSeconds(5));
        return XElement.Parse(body.Replace("name=\"suspected\">", "name=\"suspected\"/>", StringComparison.Ordinal));
    }

    [GeneratedRegex("""(?:src|href)="(?!#|data:image/png;base64,)[^"]*"|@import|https?://(?!www\.w3\.org/)""")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"url\([^)]{0,30}")]
    private static partial Regex Url();
}
