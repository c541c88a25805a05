namespace FragSim.Sim;

/// <summary>The judgement of a run.</summary>
public interface IStrategy
{
    /// <summary>The name as given on the command line, parameters included.</summary>
    string Name { get; }
}
