using System.Globalization;
using DeepDive.Notebooks.Display;
using DeepDive.Notebooks.Parameters;

namespace DeepDive.Notebooks.Live;

/// <summary>A notebook's parameters as a form, with the buttons that run and stop it.</summary>
/// <remarks>Values are checked by the server alone, with the messages of the command line.</remarks>
internal sealed class ParameterForm(IReadOnlyList<Parameter> parameters, IReadOnlyDictionary<string, string> overrides, bool quick)
{
    public string Html => $"""
        <form class="run" novalidate autocomplete="off" aria-label="Run">
        <div class="bar"><button type="submit" id="run">Run</button> <button type="button" id="stop" disabled>Stop</button>
        {Preset}<span id="status" role="status">Connecting…</span></div>
        <p id="refusal" role="alert"></p>
        {Fields}</form>
        """;

    private string Preset => parameters.Any(parameter => parameter.Quick is not null)
        ? $"<label><input type=\"checkbox\" id=\"quick\"{(quick ? " checked" : "")}> Quick preset</label>\n" : "";

    private string Fields => parameters.Count == 0 ? "" : $"""
        <details class="parameters" open><summary>Parameters</summary>
        <div class="fields">
        {string.Concat(parameters.Select(Field))}</div></details>

        """;

    private string Field(Parameter parameter)
    {
        var id = $"parameter-{parameter.Name}";
        var normal = Plain(parameter.Default);
        var small = Plain(parameter.Quick ?? parameter.Default);
        var value = overrides.GetValueOrDefault(parameter.Name) ?? (quick ? small : normal);
        var marks = $"id=\"{id}\" name=\"{parameter.Name}\" data-default=\"{Escape.Html(normal)}\" data-quick=\"{Escape.Html(small)}\" aria-describedby=\"{id}-about\"";
        var domain = parameter.Domain.ToString();
        return $"""
            <div class="field"><label for="{id}">{parameter.Name}</label>{Control(parameter, marks, value)}
            <span class="about" id="{id}-about">{Escape.Html($"{parameter.TypeName}{(domain.Length > 0 ? $" in {domain}" : "")}: {parameter.Description}")}</span></div>

            """;
    }

    private static string Control(Parameter parameter, string marks, string value) => parameter switch
    {
        { Type: var type } when type == typeof(bool) => Choice(marks, ["true", "false"], value),
        { Domain.Choices: { Count: > 0 } choices, Type.IsArray: false } when parameter.Type != typeof(Range) =>
            Choice(marks, choices.Select(choice => Convert.ToString(choice, CultureInfo.InvariantCulture) ?? ""), value),
        _ => $"<input type=\"text\" spellcheck=\"false\" {marks} value=\"{Escape.Html(value)}\">",
    };

    private static string Choice(string marks, IEnumerable<string> choices, string value) =>
        $"<select {marks}>{string.Concat(choices.Append(value).Distinct().Select(choice => $"<option{(choice == value ? " selected" : "")}>{Escape.Html(choice)}</option>"))}</select>";

    // As --set takes it: text without its quotes.
    private static string Plain(string literal) => literal is ['"', .., '"'] ? literal[1..^1] : literal;
}
