using Dbd.Attacks;
using Dbd.Attacks.WaNet;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Serialization;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class WaNetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_field_of_one_value_moves_all_pixels_alike_and_the_last_ones_stay()
    {
        const int side = 5;
        // The field is 1 everywhere: s / side is the way, and 2 / (side - 1) a pixel's.
        string points = Give(TensorData.From<float>([.. Enumerable.Repeat(0.3f, 8)], 1, 2, 2, 2));
        foreach (WaNetRule rule in (WaNetRule[])[WaNetRule.Box, WaNetRule.Toolbox])
        {
            WaNetAttack attack = new(new WaNetOptions { S = 2.0 * side / (side - 1), Grid = points, Rule = rule });
            byte[] image = [.. Enumerable.Range(0, side * side * 3).Select(i => (byte)(i * 3))];
            byte[] warped = SmallPoison.Stamp(attack, new ImageShape(side, side), [.. image]);
            for (int i = 0; i < image.Length; i++)
            {
                (int row, int column) = (Math.Min(i / 15 + 1, 4), Math.Min(i % 15 / 3 + 1, 4));
                Assert.Equal(image[row * 15 + column * 3 + i % 3], warped[i]);
            }
        }
    }

    [Fact]
    public void Between_pixels_the_four_around_count_by_how_near_they_are()
    {
        // Three tenths of the way to the right and half of the way down.
        float[] grid = [-0.4f, 0, 1, -1, -1, 1, 1, 1], warped = new float[12];
        Warp.Apply([10, 0, 0, 20, 0, 0, 30, 0, 0, 80, 0, 0], new ImageShape(2, 2), grid, warped);
        Assert.Equal((10 * 0.7 + 20 * 0.3) / 2 + (30 * 0.7 + 80 * 0.3) / 2, warped[0], 1e-5);
        Assert.Equal([20, 30, 80], [warped[3], warped[6], warped[9]]);
    }

    [Fact]
    public void BackdoorBench_s_way_back_takes_a_level_from_some_values_where_nothing_moves()
    {
        // Where there is no other pixel, so that sampling adds nothing to the way there and back.
        Assert.Equal([68, 40, 48], Taken(WaNetRule.Backdoorbench));
        Assert.Equal([0, 0, 0], Taken(WaNetRule.Box));
        Assert.Equal([0, 0, 0], Taken(WaNetRule.Toolbox));

        static int[] Taken(WaNetRule rule)
        {
            int[] taken = new int[3];
            for (int level = 0; level < 256; level++)
            {
                byte[] image = [(byte)level, (byte)level, (byte)level];
                new WarpRule(rule).Apply(image, new ImageShape(1, 1), [-1, -1]);
                for (int c = 0; c < 3; c++)
                    taken[c] += level - image[c];
            }
            return taken;
        }
    }

    [Fact]
    public void Two_covers_come_to_a_poisoned_picture_and_each_is_warped_in_a_way_of_its_own()
    {
        BackdoorData data = SmallPoison.Of("wanet: {}", ratio: 0.15);
        Assert.InRange((double)data.Index.Covers.Count / data.Index.Poisoned, 1.2, 3);
        Assert.All(data.Index.Covers, i => Assert.Equal(SmallPoison.Train.Label(i), data.Train.Label(i)));
        Assert.All(data.Index.Covers, i => Assert.Equal(data.Train.Read(i), data.Train.Read(i)));
        Assert.Equal(["wanet_grid"], data.Kept.Keys);

        byte[][] covers = Covers(CoverNoise.Each), alike = Covers(CoverNoise.One);
        Assert.NotEqual(covers[0], covers[1]);
        Assert.Equal(alike[0], alike[1]);
        Assert.NotEqual(covers[0], alike[0]);

        // One picture, as two covers.
        static byte[][] Covers(CoverNoise noise)
        {
            WaNetAttack attack = new(new WaNetOptions { Noise = noise });
            return [.. new[] { 4, 5 }.Select(sample =>
            {
                byte[] image = SmallPoison.Train.Read(0);
                attack.Stamp(image, SmallPoison.Train.Shape, new StampContext(sample, SampleSplit.Train, SampleRole.Cover, 0, 2, 1));
                return image;
            })];
        }
    }

    [Fact]
    public void What_a_run_kept_gives_the_same_pictures_again_under_another_seed()
    {
        BackdoorData first = SmallPoison.Of("wanet: {noise: one}");
        Assert.Equal([1L, 32, 32, 2], first.Kept["wanet_grid"].Shape);
        string grid = Give(first.Kept["wanet_grid"], "grid.npy"), noise = Give(first.Kept["wanet_noise"], "noise.npy");
        BackdoorData other = SmallPoison.Of("wanet: {noise: one}", seed: 10);
        BackdoorData given = SmallPoison.Of($"wanet: {{noise: one, grid: {grid}, noise_grid: {noise}}}", seed: 10);
        Assert.NotEqual(first.Kept["wanet_grid"].Bytes, other.Kept["wanet_grid"].Bytes);
        foreach (string name in first.Kept.Keys)
            Assert.Equal(first.Kept[name].Bytes, given.Kept[name].Bytes);
        int sample = given.Index.Indices.Intersect(first.Index.Indices).First();
        int cover = given.Index.Covers.Intersect(first.Index.Covers).First();
        Assert.Equal(first.Train.Read(sample), given.Train.Read(sample));
        Assert.Equal(first.Train.Read(cover), given.Train.Read(cover));
        Assert.Equal(first.PoisonedTest!.Read(0), given.PoisonedTest!.Read(0));
        Assert.NotEqual(first.Train.Read(sample), other.Train.Read(sample));
    }

    [Fact]
    public void Control_points_are_enlarged_to_any_size_and_their_length_does_not_count()
    {
        float[] points = [.. Enumerable.Range(0, 32).Select(i => (i * 7 % 11 - 5) / 10f)];
        byte[] Kept(float factor) => SmallPoison.Of(
            $"wanet: {{grid: {Give(TensorData.From<float>([.. points.Select(p => p * factor)], 1, 2, 4, 4))}}}").Kept["wanet_grid"].Bytes;
        Assert.Equal(Kept(1), Kept(2));
    }

    [Fact]
    public void Fields_that_do_not_fit_name_what_is_found_and_what_is_expected()
    {
        string wrong = Give(TensorData.From<float>(new float[48 * 48 * 2], 1, 48, 48, 2));
        string message = SmallPoison.Refused("backdoor.wanet.grid", $"wanet: {{grid: {wrong}}}").Message;
        Assert.Contains("[1, 48, 48, 2]", message, StringComparison.Ordinal);
        Assert.Contains("[1, 32, 32, 2], or the control points [1, 2, k, k]", message, StringComparison.Ordinal);
        SmallPoison.Refused("backdoor.wanet.noise_grid", $"wanet: {{noise: one, noise_grid: {wrong}}}");
        SmallPoison.Refused("backdoor.wanet.noise_grid", $"wanet: {{noise_grid: {wrong}}}");
        SmallPoison.Refused("backdoor.wanet.grid", "wanet: {grid: no/such.npy}");
        string still = Give(TensorData.From<float>(new float[8], 1, 2, 2, 2));
        Assert.Contains("All control points are 0", SmallPoison.Refused("backdoor.wanet.grid", $"wanet: {{grid: {still}}}").Message);
        SmallPoison.Refused("backdoor.wanet.k", "wanet: {k: 1}");
        Assert.Contains("4x5", Assert.Throws<ConfigException>(
            () => new WaNetAttack(new WaNetOptions()).Stamp(new byte[60], new ImageShape(4, 5), default)).Message);
    }

    [Fact]
    public void More_covers_than_there_are_name_the_key_that_asks_for_them()
    {
        const string key = "backdoor.wanet.cross_ratio";
        Assert.Contains("more than there are", SmallPoison.Refused(key, "wanet: {cross_ratio: 6}").Problem, StringComparison.Ordinal);
        Assert.Contains("200 of 200", SmallPoison.Refused(key, "draw: {count: floor}, wanet: {cross_ratio: 5}").Problem);
    }

    [Theory]
    [InlineData("noise: one, cross_ratio: 0", "backdoor.wanet.noise")]
    [InlineData("k: 5, grid: no/such.npy", "backdoor.wanet.k")]
    public void Keys_without_effect_are_refused(string options, string key) => SmallPoison.Refused(key, $"wanet: {{{options}}}");

    private string Give(TensorData array, string name = "given.npy")
    {
        Npy.Write(_folder.File(name), array);
        return _folder.File(name);
    }
}
