namespace FragSim.Workloads.Traces;

internal static class TraceName
{
    /// <summary>The file's name up to its first dot: that of <c>build.ftrace.txt.gz</c> is
    /// <c>build</c>.</summary>
    public static string Of(string path)
    {
        string name = Path.GetFileName(path);
        return name[..(name.IndexOf('.', 1) is int dot and > 0 ? dot : name.Length)];
    }
}
