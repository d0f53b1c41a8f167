namespace DeepDive.Training;

/// <summary>Adds up how far the jobs of a sweep are.</summary>
internal sealed class SweepProgress
{
    private readonly Lock _lock = new();
    private readonly double[] _fractions;
    private readonly string _what;
    private readonly JobProgress? _outer = JobProgress.Current;
    private int _finished;

    /// <summary>A sweep of <paramref name="count"/> jobs, which may itself be part of a job of this thread.</summary>
    public SweepProgress(int count, string what)
    {
        (_fractions, _what) = (new double[count], what);
        Report();
    }

    /// <summary>Begins a job on this thread; disposing ends it.</summary>
    public IDisposable Begin(int index) => new Job(this, index);

    private void Advance(int index, double fraction, bool isFinished)
    {
        lock (_lock)
        {
            _fractions[index] = Math.Max(_fractions[index], fraction); // a job may train more than one network
            if (isFinished) _finished++;
            Report();
        }
    }

    private void Report()
    {
        var isLast = _finished == _fractions.Length;
        if (_outer is not null) _outer.Report(Fraction());
        else if (ProgressListener.IsDue(isLast)) ProgressListener.Write($"{_finished} of {_fractions.Length} {_what}", Fraction());
    }

    private double Fraction() => _fractions.Length == 0 ? 1 : _fractions.Average();

    private sealed class Job : JobProgress, IDisposable
    {
        private readonly SweepProgress _sweep;
        private readonly int _index;
        private readonly JobProgress? _before = Current;

        public Job(SweepProgress sweep, int index)
        {
            (_sweep, _index) = (sweep, index);
            Current = this;
        }

        public override void Report(double fraction) => _sweep.Advance(_index, fraction, isFinished: false);

        public void Dispose()
        {
            Current = _before;
            _sweep.Advance(_index, 1, isFinished: true);
        }
    }
}
