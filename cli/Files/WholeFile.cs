namespace FragSim.Cli.Files;

/// <summary>Writes a file under a temporary name first, so that it is there whole or not at all.
/// </summary>
internal static class WholeFile
{
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(string path, byte[] content)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string temporary = Path.Combine(folder, $".fragsim-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw new OutputException(
                $"{path}: cannot be written: {e.Message.TrimEnd('.')}; choose another place "
                + "with --out.", e);
        }
    }
}
