namespace DeepDive.Data;

/// <summary>Lets one process at a time fetch a set. It ends with the process that holds it, even if that one is killed.</summary>
internal static class FetchLock
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until no other process holds the lock; disposing gives it back and removes its file.</summary>
    public static IDisposable Acquire(string path, Action onWait, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (Exception error) when (IsHeld(error, path))
            {
                onWait();
                if (cancellation.WaitHandle.WaitOne(s_pause)) cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    // Windows denies access to a file that is just being deleted.
    private static bool IsHeld(Exception error, string path) =>
        (error is IOException and not DirectoryNotFoundException || (error is UnauthorizedAccessException && OperatingSystem.IsWindows())) && File.Exists(path);
}
