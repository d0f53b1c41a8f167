using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DeepDive.Bench.Growth;

/// <summary>The points with their fitted exponents, as files.</summary>
internal sealed class GrowthReport(Machine machine, Quietness before, Quietness after, IReadOnlyList<GrowthPoint> points)
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly DateTime _date = DateTime.UtcNow;

    /// <summary>What was measured or left out.</summary>
    public IReadOnlyList<GrowthPoint> Points => points;

    /// <summary>One line an axis, work and side: the exponents of time and memory.</summary>
    public IEnumerable<(string Axis, string Work, string Who, PowerFit Time, PowerFit Memory)> Fits => points
        .GroupBy(point => (point.Axis, point.Study.Work, point.Who))
        .Select(line => (line.Key.Axis, line.Key.Work, line.Key.Who,
            PowerFit.Of(line.Select(point => ((double)point.Value, point.Seconds))), PowerFit.Of(line.Select(point => ((double)point.Value, point.Megabytes)))));

    /// <summary>The exponents, and what was left out, for a terminal.</summary>
    public IEnumerable<string> Lines() =>
    [
        "exponent of                       time  memory",
        .. Fits.Select(fit => $"{fit.Axis,-8}{fit.Work,-10}{fit.Who,-12}{fit.Time,8}{fit.Memory,8}"),
        .. points.Where(point => point.Note.Length > 0).Select(point => $"{point.Study.Work}, {point.Axis} {point.Value}, {point.Who}: {point.Note}"),
    ];

    /// <summary>Writes growth.json and growth.csv.</summary>
    /// <returns>Path of the table.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var fits = Fits.Select(fit => new { fit.Axis, fit.Work, fit.Who, timeExponent = fit.Time.Exponent, memoryExponent = fit.Memory.Exponent });
        File.WriteAllText(Path.Combine(folder, "growth.json"), JsonSerializer.Serialize(new { date = _date, machine, before, after, points, fits }, s_json) + "\n");
        var path = Path.Combine(folder, "growth.csv");
        File.WriteAllText(path, ToCsv());
        return path;
    }

    private string ToCsv()
    {
        var text = new StringBuilder("work,axis,value,who,seconds,extra_megabytes,note\n");
        foreach (var point in points)
            text.Append(CultureInfo.InvariantCulture, $"{point.Study.Work},{point.Axis},{point.Value},{point.Who},{point.Seconds:G5},{point.Megabytes:G5},\"{point.Note.Replace('"', '\'')}\"\n");
        return text.ToString();
    }
}
