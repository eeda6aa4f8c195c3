using System.Diagnostics;

using Dbd.Reports.Html;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Reports.Html;

/// <summary>A report in a real browser, where there is one.</summary>
public sealed class BrowserTests
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    [Fact]
    public void The_page_s_script_runs_under_its_own_policy_and_nobody_else_s_does()
    {
        string? browser = Find();
        Assert.SkipWhen(browser is null, "There is no Chromium here.");
        using TempFolder folder = new();
        string page = folder.File("report.html");
        const string Hostile = "<img src=x onerror=\"document.title='stolen'\">";
        HtmlReportFile.Write(page, SampleReports.Of(SampleReports.Run(file: Hostile, className: Hostile)));
        // A second script, as if something had slipped through.
        File.WriteAllText(
            page, File.ReadAllText(page).Replace("</body>", "<script>document.title = 'stolen'</script></body>", StringComparison.Ordinal));
        string document = DocumentOf(browser!, page, folder.Path);
        Assert.Contains("class=\"js\"", document, StringComparison.Ordinal);
        Assert.Contains("2 of 2 pictures", document, StringComparison.Ordinal);
        Assert.Contains("<title>DBD, badnets</title>", document, StringComparison.Ordinal);
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => s_names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static string DocumentOf(string browser, string page, string folder)
    {
        ProcessStartInfo start = new(browser) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        // Without a sandbox of its own, which containers refuse: the page is ours.
        string profile = $"--user-data-dir={Path.Combine(folder, "profile")}";
        string[] arguments = ["--headless", "--no-sandbox", "--disable-gpu", profile, "--dump-dom", new Uri(page).AbsoluteUri];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        if (!process.WaitForExit(TimeSpan.FromSeconds(30)))
            process.Kill(entireProcessTree: true);
        return output.GetAwaiter().GetResult();
    }
}
