namespace FragSim.Traces.Text;

/// <summary>Why the system refused to read or write, in plain words.</summary>
public static class IoReason
{
    /// <summary>By errno, which .NET keeps in the result code of its exceptions.</summary>
    private static readonly Dictionary<int, string> Words = new()
    {
        [1] = "this user may not do that there",
        [2] = "there is no such place, or it takes no files",
        [5] = "the device or the disk gives an error",
        [9] = "it is closed",
        [11] = "another process has locked it",
        [13] = "this user may not do that there",
        [16] = "it is in use",
        [17] = "something of that name is there already",
        [18] = "it is on another file system",
        [20] = "a part of the path is a file, not a folder",
        [21] = "it is a folder",
        [22] = "the place does not support it",
        [23] = "the system has too many open files",
        [24] = "this process has too many open files",
        [26] = "it is a program that is running",
        [27] = "the file would be larger than allowed",
        [28] = "the disk is full",
        [30] = "the file system is read-only",
        [31] = "the file has too many links",
        [32] = "the reader of the pipe is gone",
        [36] = "the name is too long",
        [39] = "the folder is not empty",
        [40] = "a link leads back to itself",
        [95] = "the place does not support it",
        [116] = "the network file system lost it",
        [122] = "the disk quota is used up",
    };

    /// <summary>Did the system refuse to read or write?</summary>
    public static bool IsRefusal(Exception e) =>
        e is IOException or UnauthorizedAccessException || IsTooLarge(e);

    /// <param name="e">What reading or writing threw.</param>
    public static string Of(Exception e) => e switch
    {
        { InnerException: IOException inner } when Words.TryGetValue(inner.HResult, out var why)
            => why,
        _ when Words.TryGetValue(e.HResult, out string? why) => why,
        UnauthorizedAccessException => Words[13],
        _ when IsTooLarge(e) => Words[27],
        DirectoryNotFoundException => Words[2],
        FileNotFoundException => "there is no such file",
        PathTooLongException => Words[36],
        EndOfStreamException => "it ends early",
        _ => e.Message.TrimEnd('.').ReplaceLineEndings(" "),
    };

    /// <summary>.NET has a strange exception for EFBIG, which limits and old file systems give.
    /// </summary>
    private static bool IsTooLarge(Exception e) =>
        e is ArgumentOutOfRangeException
        {
            ParamName: "value", ActualValue: null, Source: "System.Private.CoreLib",
        };
}
