namespace FragSim.Validation.Agreement;

/// <summary>One thing the model is held to.</summary>
/// <param name="At">The mark or phase.</param>
/// <param name="Scope">A zone, or <c>all</c> for the whole machine.</param>
/// <param name="Measure">What is measured.</param>
/// <param name="Value">How far the model is from the kernel.</param>
/// <param name="Bar">The value may be this large.</param>
public sealed record Check(string At, string Scope, string Measure, double Value, double Bar)
{
    /// <summary>The value is within the bar, or on it.</summary>
    public bool Met => Value <= Bar;
}
