using MathNet.Numerics.LinearAlgebra;

namespace FragSim.Validation.Calibration;

/// <summary>Prices that explain the stalls of many requests best.</summary>
/// <remarks>Each request counts by its error relative to its latency, for these range over four
/// powers of ten and long ones vary by more.</remarks>
internal sealed class PriceFit
{
    /// <summary>What is left of a column of length 1 once others are taken out of it.</summary>
    private const double Dependent = 1e-5;

    private readonly Matrix<double> _columns;
    private readonly Vector<double> _stalls;
    private readonly double[] _lengths;
    private readonly List<int> _kept = [];

    /// <param name="amounts">Of each request (row) how much of each term (column).</param>
    /// <param name="stallsNs">Of each request, what the terms are to explain.</param>
    /// <param name="latenciesNs">Of each request, above 0: its error counts relative to it.
    /// </param>
    public PriceFit(double[][] amounts, double[] stallsNs, double[] latenciesNs)
    {
        int terms = amounts[0].Length;
        _columns = Matrix<double>.Build.Dense(
            amounts.Length, terms, (i, j) => amounts[i][j] / latenciesNs[i]);
        _stalls = Vector<double>.Build.Dense(
            stallsNs.Length, i => stallsNs[i] / latenciesNs[i]);
        _lengths = [.. Enumerable.Range(0, terms).Select(j => _columns.Column(j).L2Norm())];
        Prices = new double[terms];
        Errors = new double[terms];
        FindKept();
        Solve();
    }

    /// <summary>In ns; 0 where <see cref="Determined"/> is false, or where any higher price fits
    /// worse.</summary>
    public double[] Prices { get; }

    /// <summary>Standard errors of the prices above 0.</summary>
    public double[] Errors { get; }

    /// <summary>False when a term's work does not occur, or not without that of others.</summary>
    public bool Determined(int term) => _kept.Contains(term);

    /// <summary>Terms before this one with which its work always comes.</summary>
    public IEnumerable<int> With(int term)
    {
        int[] before = [.. _kept.Where(j => j < term)];
        if (before.Length == 0 || _lengths[term] == 0)
            return [];
        Vector<double> share = Matrix<double>.Build
            .DenseOfColumnVectors(before.Select(Unit)).QR().Solve(Unit(term));
        return before.Where((_, i) => Math.Abs(share[i]) > 0.01);
    }

    private void FindKept()
    {
        List<Vector<double>> basis = [];
        for (int j = 0; j < _lengths.Length; j++)
        {
            if (_lengths[j] == 0)
                continue;
            Vector<double> rest = Unit(j);
            foreach (Vector<double> known in basis)
                rest -= known * known.DotProduct(rest);
            if (rest.L2Norm() < Dependent)
                continue;
            basis.Add(rest.Normalize(2));
            _kept.Add(j);
        }
    }

    private void Solve()
    {
        if (_kept.Count == 0)
            return;
        Matrix<double> a = Matrix<double>.Build.DenseOfColumnVectors(_kept.Select(Unit));
        Vector<double> x = NonNegative.Solve(a, _stalls);
        double squares = (_stalls - (a * x)).DotProduct(_stalls - (a * x));
        int[] above = [.. Enumerable.Range(0, _kept.Count).Where(i => x[i] > 0)];
        if (above.Length == 0)
            return;
        double variance = squares / Math.Max(_stalls.Count - above.Length, 1);
        Matrix<double> free = Matrix<double>.Build.DenseOfColumnVectors(above.Select(a.Column));
        Vector<double> spread = free.TransposeThisAndMultiply(free).Inverse().Diagonal();
        for (int i = 0; i < above.Length; i++)
        {
            int term = _kept[above[i]];
            Prices[term] = x[above[i]] / _lengths[term];
            Errors[term] = Math.Sqrt(variance * Math.Max(spread[i], 0)) / _lengths[term];
        }
    }

    private Vector<double> Unit(int j) => _columns.Column(j) / _lengths[j];
}
