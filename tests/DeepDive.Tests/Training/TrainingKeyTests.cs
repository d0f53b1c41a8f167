using System.Reflection;
using DeepDive.Data;
using DeepDive.Models;
using DeepDive.Training;

namespace DeepDive.Tests.Training;

public class TrainingKeyTests
{
    private static readonly TrainingOptions s_options = new() { Decay = new(3, 2) };

    [Fact]
    public void The_same_training_has_the_same_key() =>
        Assert.Equal(KeyOf(), KeyOf(Toy.Network(), Toy.QuadrantsSplit(), s_options with { Optimiser = new Sgd(0.02, 0.9) }));

    /// <summary>Every property of the options and of the records in them; one of a kind that cannot be changed here fails the test.</summary>
    [Fact]
    public void Every_option_changes_the_key()
    {
        object[] starts = [s_options, new Adam(), new Sgd(0.02, 0.9), new StepDecay(3, 2), new EarlyStopping()];
        TrainingOptions[] changed = [.. starts.SelectMany(Changes).Select(change => change switch
        {
            TrainingOptions options => options,
            Optimiser optimiser => s_options with { Optimiser = optimiser },
            StepDecay decay => s_options with { Decay = decay },
            EarlyStopping stopping => s_options with { EarlyStopping = stopping },
            _ => throw new NotSupportedException($"{change.GetType()}"),
        })];
        Assert.True(changed.Length > 20, $"{changed.Length} options changed");
        AssertAllDiffer([s_options, s_options with { Decay = null }, s_options with { EarlyStopping = null }, s_options with { Optimiser = new Adam() }, .. changed], options => KeyOf(options: options));
    }

    [Fact]
    public void Every_part_of_the_data_changes_the_key()
    {
        var split = Toy.QuadrantsSplit();
        List<DataSplit> splits = [split];
        foreach (var changed in new Func<DataSet, DataSet>[] { OtherInput, OtherLabel, MoreClasses, OneRowLess, TwoRowsSwapped })
            splits.AddRange([split with { Train = changed(split.Train) }, split with { Validation = changed(split.Validation) }, split with { Test = changed(split.Test) }]);
        splits.Add(new(split.Validation, split.Train, split.Test));
        AssertAllDiffer([.. splits], data => KeyOf(split: data));
    }

    [Fact]
    public void Weights_layers_and_checkpoints_change_the_key()
    {
        var moved = Toy.Network();
        moved.Parameters[^1] = MathF.BitIncrement(moved.Parameters[^1]);
        AssertAllDiffer([Toy.Network(), moved, Toy.Network(seed: 6), Toy.Network(width: 15), Toy.Network(depth: 3), Toy.Network(activation: Activation.Tanh)], network => KeyOf(network));
        AssertAllDiffer([null, [0], [0, 1], [0, 2], [0, 12]], (int[]? steps) => KeyOf(steps: steps));
        Assert.Equal(KeyOf(steps: [1, 0]), KeyOf(steps: [0, 1, 1]));
    }

    [Fact]
    public void The_platform_names_the_build_of_the_library() =>
        Assert.Contains($"{typeof(Trainer).Module.ModuleVersionId}", TrainingKey.Platform);

    [Fact]
    public void A_setting_of_a_kind_that_has_no_text_is_refused() =>
        Assert.Throws<NotSupportedException>(() => CanonicalText.Of(new List<int>()));

    [Fact]
    public void Text_of_settings_is_that_of_every_culture_and_exact() =>
        Assert.Equal("Sgd(LearningRate: 0.30000000000000004, Momentum: 0.9, WeightDecay: 1E-05)", CanonicalText.Of(new Sgd(0.1 + 0.2, 0.9, 1e-5)));

    private static string KeyOf(Network<float>? network = null, DataSplit? split = null, TrainingOptions? options = null, int[]? steps = null)
    {
        network ??= Toy.Network();
        return Convert.ToHexString(TrainingKey.Of(network, split ?? Toy.QuadrantsSplit(), options ?? s_options, steps is null ? null : new StepCheckpoints(network, steps)));
    }

    private static void AssertAllDiffer<T>(T[] things, Func<T, string> keyOf) => Assert.Equal(things.Length, things.Select(keyOf).Distinct().Count());

    private static IEnumerable<object> Changes(object record) => record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.PropertyType != typeof(Optimiser) && property.PropertyType != typeof(StepDecay) && property.PropertyType != typeof(EarlyStopping)) // walked by themselves
        .Select(property =>
        {
            var copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
            property.SetValue(copy, Changed(property, property.GetValue(record)));
            return copy;
        });

    private static object Changed(PropertyInfo property, object? value) => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) switch
    {
        var type when type == typeof(int) => ((int?)value ?? 0) + 1,
        var type when type == typeof(ulong) => (ulong)value! + 1,
        var type when type == typeof(double) => Math.BitIncrement((double?)value ?? 0),
        var type when type == typeof(bool) => !(bool)value!,
        { IsEnum: true } type => Enum.GetValues(type).Cast<object>().First(other => !other.Equals(value)),
        var type => throw new NotSupportedException($"teach this test to change {property.Name}, a {type}"),
    };

    private static DataSet OtherInput(DataSet data)
    {
        var inputs = data.Inputs.Clone();
        inputs[data.Count - 1, 1] = MathF.BitIncrement(inputs[data.Count - 1, 1]);
        return new(data.Name, inputs, data.Labels, data.ClassCount);
    }

    private static DataSet OtherLabel(DataSet data) => new(data.Name, data.Inputs, [.. data.Labels[..^1], 1 - data.Labels[^1]], data.ClassCount);

    private static DataSet MoreClasses(DataSet data) => new(data.Name, data.Inputs, data.Labels, data.ClassCount + 1);

    private static DataSet OneRowLess(DataSet data) => data.Take([.. Enumerable.Range(0, data.Count - 1)]);

    private static DataSet TwoRowsSwapped(DataSet data) => data.Take([1, 0, .. Enumerable.Range(2, data.Count - 2)]);
}
