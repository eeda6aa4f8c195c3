using Dbd.Attacks.WaNet;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Tests.Imaging;

using Xunit;

namespace Dbd.Tests.Attacks;

public sealed class WaNetGoldenTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "wanet_noise_grid", MemberType = typeof(Golden))]
    public void Control_points_are_enlarged_as_PyTorch_does(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        float[] points = GoldenArray.Read(golden.Input("points")).As<float>();
        golden.CheckNumbers(WarpGrid.Field(points, golden.Int("k"), golden.Int("size")));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "wanet_grid", MemberType = typeof(Golden))]
    public void Grids_are_WaNet_s(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        golden.CheckNumbers(Grid(golden));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "wanet_float", MemberType = typeof(Golden))]
    public void Pictures_are_sampled_as_PyTorch_does(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        float[] warped = new float[image.Shape.Bytes];
        float[] units = [.. image.Pixels.ToArray().Select(Quantization.Unit)];
        Warp.Apply(units, image.Shape, GoldenArray.Read(golden.Input("grid")).As<float>(), warped);
        golden.CheckNumbers(warped);
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "wanet_uint8_round", MemberType = typeof(Golden))]
    public void Is_BackdoorBox_s(string folder, string id) => Check(folder, id, WaNetRule.Box);

    [Theory]
    [MemberData(nameof(Golden.Rows), "wanet_uint8_truncate", MemberType = typeof(Golden))]
    public void Is_BackdoorBench_s_stored_set(string folder, string id) => Check(folder, id, WaNetRule.Backdoorbench);

    private static void Check(string folder, string id, WaNetRule rule)
    {
        GoldenCase golden = Golden.Case(folder, id);
        PixelBuffer image = GoldenPictures.Picture(golden.Input("image"));
        new WarpRule(rule).Apply(image.Pixels, image.Shape, Grid(golden));
        GoldenPictures.CheckOutput(golden, image);
    }

    private static float[] Grid(GoldenCase golden)
    {
        GoldenArray field = GoldenArray.Read(golden.Input("field"));
        int size = field.Shape[1];
        float[] grid = WarpGrid.Of(field.As<float>(), size, golden.Double("s"), golden.Double("grid_rescale"));
        if (golden.HasInput("noise"))
            WarpGrid.AddNoise([.. grid], GoldenArray.Read(golden.Input("noise")).As<float>(), size, grid);
        return grid;
    }
}
