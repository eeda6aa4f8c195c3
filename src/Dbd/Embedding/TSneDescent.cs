using System.Numerics;

namespace Dbd.Embedding;

/// <summary>Gradient descent of t-SNE: moves points until their neighbourhoods on the map are those of the features.</summary>
/// <remarks>Minimises KL(P || Q), where q_ij is proportional to 1 / (1 + |y_i - y_j|²). The gradient for point i is
/// 4 Σ_j (p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|²): neighbours attract, all points repel. Each point's sums are made by one
/// thread and in order, so the number of threads does not change a result.</remarks>
internal sealed class TSneDescent
{
    private const float EarlyMomentum = 0.5f;
    private const float LateMomentum = 0.8f;
    private const float LeastGain = 0.01f;

    private readonly Affinities _affinities;
    private readonly float _exaggeration;
    private readonly float _rate;
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly double[] _nearness;

    /// <summary>Begins.</summary>
    /// <param name="affinities">p_ij.</param>
    /// <param name="x">The points' places, which are moved.</param>
    /// <param name="y">The same, upwards.</param>
    /// <param name="exaggeration">Factor of the attraction in exaggerated steps.</param>
    public TSneDescent(Affinities affinities, float[] x, float[] y, double exaggeration)
    {
        (_affinities, _x, _y, _exaggeration) = (affinities, new Axis(x), new Axis(y), (float)exaggeration);
        _nearness = new double[x.Length];
        _rate = (float)Math.Max(x.Length / exaggeration / 4, 50);
    }

    /// <summary>One step.</summary>
    /// <param name="isExaggerated">Whether neighbours attract more strongly than the formula says.</param>
    public void Step(bool isExaggerated)
    {
        Gradient(isExaggerated ? _exaggeration : 1);
        float momentum = isExaggerated ? EarlyMomentum : LateMomentum;
        _x.Move(_rate, momentum);
        _y.Move(_rate, momentum);
    }

    /// <summary>How far the map's neighbourhoods are from those of the features: KL(P || Q), nats.</summary>
    public double Divergence()
    {
        Repel();
        double total = _nearness.Sum();
        double sum = 0;
        for (int i = 0; i < _affinities.Count; i++)
        {
            ReadOnlySpan<float> values = _affinities.Values(i);
            ReadOnlySpan<int> neighbours = _affinities.Neighbours(i);
            for (int k = 0; k < values.Length; k++)
            {
                double p = values[k];
                sum += p > 0 ? p * Math.Log(p * total / Nearness(i, neighbours[k])) : 0;
            }
        }
        return sum;
    }

    /// <summary>The gradient where the points are now.</summary>
    /// <param name="exaggeration">Factor of p_ij.</param>
    /// <returns>Along both axes, [points] each; overwritten by the next call.</returns>
    internal (float[] X, float[] Y) Gradient(float exaggeration)
    {
        Repel();
        float share = (float)(1 / _nearness.Sum());
        Parallel.For(0, _affinities.Count, i =>
        {
            (float x, float y) = Attraction(i);
            _x.Gradient[i] = 4 * (exaggeration * x - share * _x.Gradient[i]);
            _y.Gradient[i] = 4 * (exaggeration * y - share * _y.Gradient[i]);
        });
        return (_x.Gradient, _y.Gradient);
    }

    private (float X, float Y) Attraction(int point)
    {
        (float sumX, float sumY) = (0, 0);
        ReadOnlySpan<float> values = _affinities.Values(point);
        ReadOnlySpan<int> neighbours = _affinities.Neighbours(point);
        for (int k = 0; k < values.Length; k++)
        {
            float pull = values[k] * Nearness(point, neighbours[k]);
            sumX += pull * (_x.Places[point] - _x.Places[neighbours[k]]);
            sumY += pull * (_y.Places[point] - _y.Places[neighbours[k]]);
        }
        return (sumX, sumY);
    }

    private float Nearness(int i, int j)
    {
        float dx = _x.Places[i] - _x.Places[j];
        float dy = _y.Places[i] - _y.Places[j];
        return 1 / (1 + dx * dx + dy * dy);
    }

    // Sums over all pairs: nearness, and nearness² times the difference. A point's nearness to itself, 1, does not count.
    private void Repel() => Parallel.For(0, _affinities.Count, i =>
    {
        (Vector<float> nearness, Vector<float> pushX, Vector<float> pushY) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        Vector<float> x = new(_x.Places[i]);
        Vector<float> y = new(_y.Places[i]);
        int j = 0;
        for (; j <= _affinities.Count - Vector<float>.Count; j += Vector<float>.Count)
        {
            Vector<float> dx = x - new Vector<float>(_x.Places, j);
            Vector<float> dy = y - new Vector<float>(_y.Places, j);
            Vector<float> near = Vector<float>.One / (Vector<float>.One + dx * dx + dy * dy);
            nearness += near;
            pushX += near * near * dx;
            pushY += near * near * dy;
        }
        (double sum, float sumX, float sumY) = (Vector.Sum(nearness), Vector.Sum(pushX), Vector.Sum(pushY));
        for (; j < _affinities.Count; j++)
        {
            float near = Nearness(i, j);
            sum += near;
            sumX += near * near * (_x.Places[i] - _x.Places[j]);
            sumY += near * near * (_y.Places[i] - _y.Places[j]);
        }
        (_nearness[i], _x.Gradient[i], _y.Gradient[i]) = (sum - 1, sumX, sumY);
    });

    /// <summary>One coordinate of all points, with the state of its descent.</summary>
    private sealed class Axis(float[] places)
    {
        private readonly float[] _speed = new float[places.Length];
        private readonly float[] _gains = [.. Enumerable.Repeat(1f, places.Length)];

        public float[] Places => places;

        public float[] Gradient { get; } = new float[places.Length];

        // Gains grow while a point keeps its direction (Jacobs 1988).
        public void Move(float rate, float momentum)
        {
            for (int i = 0; i < places.Length; i++)
            {
                bool turns = Gradient[i] > 0 == _speed[i] > 0;
                _gains[i] = Math.Max(LeastGain, turns ? _gains[i] * 0.8f : _gains[i] + 0.2f);
                _speed[i] = momentum * _speed[i] - rate * _gains[i] * Gradient[i];
                places[i] += _speed[i];
            }
            float middle = (float)places.Average(p => (double)p);
            for (int i = 0; i < places.Length; i++)
                places[i] -= middle;
        }
    }
}
