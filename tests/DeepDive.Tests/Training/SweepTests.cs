using System.Diagnostics;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

/// <summary>In the group that runs by itself: trainings of other tests would be heard too.</summary>
[Collection("Workers")]
public class SweepTests
{
    [Fact]
    public void Results_keep_the_order_of_the_jobs() =>
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i * i), Sweep.Run(50, index => index * index));

    [Fact]
    public void No_jobs_give_no_results() => Assert.Empty(Sweep.Run(0, index => index));

    [Fact]
    public void What_a_job_throws_comes_out_as_it_was_thrown()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Sweep.Run(4, index => index == 2 ? throw new InvalidOperationException("job 2") : index));
        Assert.Equal("job 2", error.Message);
    }

    [Fact]
    public void A_cancelled_sweep_starts_no_job()
    {
        var started = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => Sweep.Run(4, _ => Interlocked.Increment(ref started), cancellation: new CancellationToken(canceled: true)));
        Assert.Equal(0, started);
    }

    [Fact]
    public void Progress_names_the_jobs_done_and_ends_with_all_of_them()
    {
        var heard = Listen(() => Sweep.Run(6, index =>
        {
            Thread.Sleep(60);
            return index;
        }, what: "toys made"));
        Assert.Equal(("6 of 6 toys made", 1.0), heard[^1]);
        Assert.Contains(heard, message => message.Fraction is > 0 and < 1);
        Assert.Equal(heard.Select(message => message.Fraction).Order(), heard.Select(message => message.Fraction));
    }

    [Fact]
    public void Epochs_inside_a_job_move_the_sweep_on_and_are_not_told_apart()
    {
        var heard = Listen(() => Sweep.Run(1, _ =>
        {
            var pause = new Pause();
            return Trainer.Fit(Toy.Network(), Toy.QuadrantsSplit(20), new TrainingOptions { Epochs = 10, EarlyStopping = null }, pause);
        }));
        Assert.All(heard, message => Assert.EndsWith(" of 1 networks trained", message.Text, StringComparison.Ordinal));
        Assert.Contains(heard, message => message.Fraction is > 0 and < 1);
    }

    [Fact]
    public void A_training_outside_a_sweep_tells_its_epochs()
    {
        var heard = Listen(() => Trainer.Fit(Toy.Network(), Toy.QuadrantsSplit(20), new TrainingOptions { Epochs = 10, EarlyStopping = null }, new Pause()));
        Assert.StartsWith("epoch 10 of 10, training loss 0.", heard[^1].Text, StringComparison.Ordinal);
        Assert.Equal(1, heard[^1].Fraction);
        Assert.InRange(heard.Count, 2, 10); // throttled: 11 epochs in about a third of a second
    }

    private static List<(string Text, double Fraction)> Listen(Action work)
    {
        var heard = new List<(string Text, double Fraction)>();
        var subscriptions = new List<IDisposable>();
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(new Observer<DiagnosticListener>(listener =>
        {
            if (listener.Name == "DeepDive.Progress")
                subscriptions.Add(listener.Subscribe(new Observer<KeyValuePair<string, object?>>(message => heard.Add(((string, double))message.Value!))));
        })));
        work();
        subscriptions.ForEach(subscription => subscription.Dispose());
        return heard;
    }

    private sealed class Pause : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => Thread.Sleep(30);
    }

    private sealed class Observer<T>(Action<T> onNext) : IObserver<T>
    {
        public void OnNext(T value) => onNext(value);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
