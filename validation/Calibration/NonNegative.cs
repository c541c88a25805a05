using MathNet.Numerics.LinearAlgebra;

namespace FragSim.Validation.Calibration;

/// <summary>Least squares where no coefficient may be below zero, as no work takes less than no
/// time.</summary>
/// <remarks>Lawson and Hanson, Solving Least Squares Problems (1974), algorithm 23.10.</remarks>
internal static class NonNegative
{
    private const double Tolerance = 1e-10;

    /// <param name="a">Columns of length 1, none a combination of others.</param>
    /// <param name="b">What they are to add up to.</param>
    public static Vector<double> Solve(Matrix<double> a, Vector<double> b)
    {
        Vector<double> x = Vector<double>.Build.Dense(a.ColumnCount);
        List<int> free = [];
        double least = Tolerance * Math.Max(b.L2Norm(), 1);
        // Each round lets one column in; the theory needs no limit, rounding may.
        for (int round = 0; round < 3 * a.ColumnCount; round++)
        {
            Vector<double> gain = a.TransposeThisAndMultiply(b - (a * x));
            int next = Enumerable.Range(0, a.ColumnCount).Except(free)
                .OrderByDescending(j => gain[j]).DefaultIfEmpty(-1).First();
            if (next < 0 || gain[next] <= least)
                break;
            free.Add(next);
            Settle(a, b, x, free);
        }
        return x;
    }

    /// <summary>Moves as far towards the best of the free columns as none falls below zero; those
    /// that reach zero stay there.</summary>
    private static void Settle(
        Matrix<double> a, Vector<double> b, Vector<double> x, List<int> free)
    {
        while (free.Count > 0)
        {
            Vector<double> best = Matrix<double>.Build
                .DenseOfColumnVectors(free.Select(a.Column)).QR().Solve(b);
            double step = 1;
            for (int i = 0; i < free.Count; i++)
            {
                if (best[i] <= 0)
                    step = Math.Min(step, x[free[i]] / (x[free[i]] - best[i]));
            }
            for (int i = 0; i < free.Count; i++)
                x[free[i]] += step * (best[i] - x[free[i]]);
            if (step >= 1)
                return;
            foreach (int j in free.Where(j => x[j] <= Tolerance).ToArray())
                x[j] = 0;
            free.RemoveAll(j => x[j] == 0);
        }
    }
}
