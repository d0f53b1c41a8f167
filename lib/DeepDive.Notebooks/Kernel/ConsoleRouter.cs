using System.Text;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Stands in for the console while a notebook runs: a cell's text goes to its output, all other text where it went before.</summary>
internal sealed class ConsoleRouter : TextWriter
{
    private static readonly Lock s_lock = new();
    private static int s_users;
    private static (TextWriter Out, TextWriter Error) s_original;

    private readonly TextWriter _original;
    private readonly bool _isError;

    private ConsoleRouter(TextWriter original, bool isError) => (_original, _isError) = (original, isError);

    public override Encoding Encoding => _original.Encoding;

    /// <summary>Routes the console until the result is disposed of; several notebooks may do so at once.</summary>
    public static IDisposable Install()
    {
        lock (s_lock)
        {
            if (s_users++ == 0)
            {
                s_original = (Console.Out, Console.Error);
                Console.SetOut(new ConsoleRouter(s_original.Out, isError: false));
                Console.SetError(new ConsoleRouter(s_original.Error, isError: true));
            }
        }

        return new Installation();
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine() => Write("\n");

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Write(string? value)
    {
        // A session without a cell is code that outlived its run, such as an abandoned loop; nobody reads it any more.
        if (CellSession.Current is { } session)
            session.Cell?.Write(value ?? "", _isError);
        else
            _original.Write(value);
    }

    public override void Flush() => _original.Flush();

    private sealed class Installation : IDisposable
    {
        private bool _isDisposed;

        public void Dispose()
        {
            lock (s_lock)
            {
                if (_isDisposed) return;
                _isDisposed = true;
                if (--s_users > 0) return;
                Console.SetOut(s_original.Out);
                Console.SetError(s_original.Error);
            }
        }
    }
}
