using CsCheck;

using Dbd.Data.Synthesis;

using Xunit;

namespace Dbd.Tests.Data.Synthesis;

public class FiguresTests
{
    private static readonly Gen<Point> s_point = Gen.Select(Gen.Double[-3, 3], Gen.Double[-3, 3], (x, y) => new Point(x, y));

    public static TheoryData<string> Names => [.. Figures.All.Select(f => f.Name)];

    [Fact]
    public void Names_are_distinct() => Assert.Distinct(Figures.All.Select(f => f.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_covers_a_fair_share_of_its_plane(string name)
    {
        Figure figure = Named(name);
        double reach = figure.IsPattern ? 4 : 1;
        double[] steps = [.. Enumerable.Range(0, 81).Select(i => reach * (i - 40) / 40)];

        double inside = steps.Average(y => steps.Average(x => figure.Distance(new Point(x, y)) < 0 ? 1.0 : 0.0));

        Assert.InRange(inside, 0.2, 0.75);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_shape_stays_within_its_square_and_a_pattern_does_not(string name)
    {
        Figure figure = Named(name);
        Point[] outside = [.. Enumerable.Range(0, 200).Select(i => new Point(1.05 + i * 0.01, 0.3 + i * 0.013))];

        Assert.Equal(figure.IsPattern, outside.Any(p => figure.Distance(p) < 0));
    }

    // The edge's softness is measured in distances: they must not jump, nor grow much faster than the way.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_distance_changes_no_faster_than_the_point_moves(string name)
    {
        Func<Point, double> distance = Named(name).Distance;
        Gen.Select(s_point, s_point).Sample((p, step) =>
        {
            Point q = p - step * 0.01;
            return Math.Abs(distance(p) - distance(q)) <= 1.5 * (p - q).Length + 1e-12;
        });
    }

    private static Figure Named(string name) => Figures.All.Single(f => f.Name == name);
}
