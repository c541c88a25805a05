using FragSim.Sim.Base;
using FragSim.Validation.Calibration;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace FragSim.Tests.Calibration;

public sealed class PriceFitTests
{
    private const int Requests = 400;
    private static readonly double[] Known = [9_000, 50, 5_500, 1_200];

    [Fact]
    public void Known_prices_are_found_within_one_percent_of_noisy_stalls()
    {
        double[][] amounts = Amounts();
        PriceFit fit = Fit(amounts, noise: 0.005);
        for (int term = 0; term < Known.Length; term++)
        {
            Assert.True(fit.Determined(term));
            Assert.InRange(fit.Prices[term] / Known[term], 0.99, 1.01);
            // Two thirds of fits lie within one standard error; none should lie beyond five.
            Assert.InRange(Math.Abs(fit.Prices[term] - Known[term]), 0, 5 * fit.Errors[term]);
        }
    }

    [Fact]
    public void Stalls_without_noise_have_no_error()
    {
        PriceFit fit = Fit(Amounts(), noise: 0);
        Assert.All(Known.Zip(fit.Prices), p => Assert.Equal(p.First, p.Second, p.First * 1e-9));
        Assert.All(fit.Errors, error => Assert.InRange(error, 0, 1e-3));
    }

    [Fact]
    public void Work_that_never_occurs_has_no_price()
    {
        double[][] amounts = Amounts();
        foreach (double[] row in amounts)
            row[2] = 0;
        PriceFit fit = Fit(amounts, noise: 0);
        Assert.False(fit.Determined(2));
        Assert.Empty(fit.With(2));
        Assert.Equal((0, Known[3]), (fit.Prices[2], Math.Round(fit.Prices[3], 6)));
    }

    [Fact]
    public void Work_that_always_comes_with_other_work_has_no_price_of_its_own()
    {
        double[][] amounts = Amounts();
        foreach (double[] row in amounts)
            row[3] = row[1] - (2 * row[2]);
        PriceFit fit = Fit(amounts, noise: 0);
        Assert.False(fit.Determined(3));
        Assert.Equal([1, 2], fit.With(3));
    }

    [Fact]
    public void Work_that_seems_to_save_time_costs_nothing()
    {
        double[][] amounts = Amounts();
        double[] stalls = [.. amounts.Select(row => (5_000 * row[2]) - (20 * row[1]) + 1e6)];
        double[] latencies = [.. stalls.Select(ns => Math.Max(ns, 1) + 1e5)];
        PriceFit fit = new(amounts, stalls, latencies);
        Assert.True(fit.Determined(1));
        Assert.Equal(0, fit.Prices[1]);
        Assert.All(fit.Prices, price => Assert.InRange(price, 0, double.MaxValue));
    }

    [Fact]
    public void Without_the_bound_active_the_solution_is_that_of_plain_least_squares()
    {
        Matrix<double> a = Matrix<double>.Build.DenseOfRowArrays(
            Amounts().Select(row => row.Select(v => v / 1e3).ToArray()));
        Vector<double> b = a * Vector<double>.Build.Dense([3, 0.5, 2, 1]);
        Assert.True((NonNegative.Solve(a, b) - a.QR().Solve(b)).L2Norm() < 1e-8);
    }

    private static PriceFit Fit(double[][] amounts, double noise)
    {
        Rng rng = Rng.For(7, "noise");
        double[] stalls = [.. amounts.Select(row => row.Zip(Known, (n, price) => n * price).Sum()
            * (1 + (noise * (rng.Between(-1000, 1000) / 1000.0))))];
        return new PriceFit(amounts, stalls, [.. stalls.Select(ns => ns + 280_000)]);
    }

    /// <summary>A fixed part, frames scanned, pages moved, pages put back: half of the requests do
    /// no work.</summary>
    private static double[][] Amounts()
    {
        Rng rng = Rng.For(7, "amounts");
        return [.. Enumerable.Range(0, Requests).Select(i => i % 2 == 0
            ? new double[] { 1, 0, 0, 0 }
            : [1, rng.Between(0, 6_000), rng.Between(0, 512), rng.Between(0, 900)])];
    }
}
