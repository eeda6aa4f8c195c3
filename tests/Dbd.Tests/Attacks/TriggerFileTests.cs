using Dbd.Attacks;
using Dbd.Attacks.BadNets;
using Dbd.Attacks.Blend;
using Dbd.Configuration;
using Dbd.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class TriggerFileTests
{
    [Fact]
    public void A_missing_trigger_is_named()
    {
        ConfigException e = Assert.Throws<ConfigException>(() => new BadNetsAttack(new BadNetsOptions { TriggerPath = "no/such.png" }));
        Assert.Equal("trigger_path", e.Location.Key);
        Assert.Contains("no/such.png does not exist", e.Problem, StringComparison.Ordinal);
        Assert.NotEmpty(e.Advice);
    }

    [Fact]
    public void A_trigger_that_is_no_picture_is_named()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "not a picture");
            ConfigException e = Assert.Throws<ConfigException>(() => new BlendAttack(new BlendOptions { Alpha = 0.1, TriggerPath = path }));
            Assert.Equal("trigger_path", e.Location.Key);
            Assert.Contains(path, e.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_tilde_is_the_home_folder()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string name = $".dbd-test-{Guid.NewGuid():N}.png";
        string path = Path.Combine(home, name);
        try
        {
            PictureFile.WritePng(path, [1, 2, 3], new ImageShape(1, 1));
            Assert.Equal(new ImageShape(1, 1), TriggerFile.Read($"~/{name}").Shape);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
