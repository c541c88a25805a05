using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FragSim.Cli.Files.Staging;

/// <summary>What a path leads to; a link is told apart from what it names.</summary>
internal enum PathKind
{
    Nothing,
    File,
    Folder,
    Link,

    /// <summary>A device, a pipe or a socket.</summary>
    Special,
}

/// <summary>The system calls that .NET has no name for.</summary>
internal static partial class Posix
{
    private const uint OwnerOnly = 0x1C0;
    private const int FileExists = 17;
    private const int ThisFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicFields = 0x7FF;
    private const int CloseOnExec = 0x80000;
    private const int LockExclusive = 2;
    private const int LockNoWait = 4;
    private const int LockRelease = 8;

    /// <summary>Makes a folder that only its owner may enter.</summary>
    /// <exception cref="IOException">Something of that name is there, or the place takes none.
    /// </exception>
    public static void MakeFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            Directory.CreateDirectory(path);
            return;
        }
        if (MkDir(path, OwnerOnly) != 0)
            throw Error();
    }

    /// <summary>Makes a folder with the usual rights; false when one is there already.</summary>
    /// <exception cref="IOException">The place takes no folder.</exception>
    public static bool TryMakeFolder(string path)
    {
        if (Directory.Exists(path))
            return false;
        if (!OperatingSystem.IsLinux())
            return Directory.CreateDirectory(path).Exists;
        if (MkDir(path, 0x1FF) == 0)
            return true;
        IOException refused = Error();
        return refused.HResult == FileExists && Directory.Exists(path) ? false : throw refused;
    }

    public static PathKind KindOf(string path) => OperatingSystem.IsLinux()
        ? Status(path).Kind
        : File.Exists(path) ? PathKind.File
        : Directory.Exists(path) ? PathKind.Folder : PathKind.Nothing;

    /// <summary>Does the path belong to the user who runs this process?</summary>
    public static bool IsOwn(string path) =>
        !OperatingSystem.IsLinux() || Status(path).Owner == UserId();

    /// <summary>Locks a folder until the handle is closed or the process ends, however it ends;
    /// null when another process holds the lock.</summary>
    /// <exception cref="IOException">The folder cannot be opened.</exception>
    public static SafeFileHandle? TryLock(string folder)
    {
        if (!OperatingSystem.IsLinux())
            return new SafeFileHandle();
        int descriptor = Open(folder, CloseOnExec);
        if (descriptor < 0)
            throw Error();
        SafeFileHandle handle = new(descriptor, ownsHandle: true);
        if (Lock(descriptor, LockExclusive | LockNoWait) == 0)
            return handle;
        handle.Dispose();
        return null;
    }

    /// <param name="folder">What <see cref="TryLock"/> returned, open.</param>
    public static void Unlock(SafeFileHandle folder)
    {
        if (OperatingSystem.IsLinux())
            _ = Lock((int)folder.DangerousGetHandle(), LockRelease);
    }

    /// <summary>Gives a folder a new name; an empty folder of that name gives way.</summary>
    /// <exception cref="IOException">The name is in use.</exception>
    public static void RenameFolder(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
            Directory.Move(from, to);
        else if (Rename(from, to) != 0)
            throw Error();
    }

    private static (PathKind Kind, uint Owner) Status(string path)
    {
        // struct statx is the same on all architectures: stx_uid at 20, stx_mode at 28.
        Span<byte> fields = stackalloc byte[256];
        if (StatX(ThisFolder, path, NoFollow, BasicFields, ref fields[0]) != 0)
            return (PathKind.Nothing, uint.MaxValue);
        int type = BitConverter.ToUInt16(fields[28..]) & 0xF000;
        return (type switch
        {
            0x8000 => PathKind.File,
            0x4000 => PathKind.Folder,
            0xA000 => PathKind.Link,
            _ => PathKind.Special,
        }, BitConverter.ToUInt32(fields[20..]));
    }

    private static IOException Error()
    {
        int number = Marshal.GetLastPInvokeError();
        return new IOException(Marshal.GetPInvokeErrorMessage(number), number);
    }

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkDir(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(
        int folder, string path, int flags, uint mask, ref byte fields);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint UserId();
}
