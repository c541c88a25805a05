namespace FragSim.Traces.Events;

/// <summary>What a trace file is called in results.</summary>
internal static class TraceName
{
    /// <summary>The file's name without its extensions.</summary>
    public static string Of(string path)
    {
        string name = Path.GetFileName(path);
        return name[..(name.IndexOf('.', 1) is int dot and > 0 ? dot : name.Length)];
    }
}
