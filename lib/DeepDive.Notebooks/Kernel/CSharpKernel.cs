using System.Text;
using DeepDive.Notebooks.Globals;
using DeepDive.Notebooks.Packages;
using DeepDive.Notebooks.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace DeepDive.Notebooks.Kernel;

/// <summary>Runs C# with Roslyn's scripting: every submission sees what the ones before it declared.</summary>
internal sealed class CSharpKernel : IDisposable
{
    private static readonly string[] s_imports =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        typeof(DisplayExtensions).Namespace!, typeof(CellFunctions).FullName!,
    ];

    private readonly InteractiveAssemblyLoader _loader = new();
    private readonly ScriptOptions _options;
    private readonly NotebookPackages _packages;
    private readonly List<MetadataReference> _newReferences = [];
    private ScriptState<object?>? _state;

    /// <param name="folder">Where relative paths of <c>#r</c> and <c>#load</c> start.</param>
    /// <param name="packageCache">Where restored packages are remembered; null for the user's own cache.</param>
    public CSharpKernel(string folder, string? packageCache = null)
    {
        var resolver = new HostReferenceResolver(folder, _loader);
        _packages = new NotebookPackages(new PackageRestore(packageCache ?? PackageRestore.DefaultCache, folder), resolver, _loader);
        _loader.RegisterDependency(typeof(CSharpKernel).Assembly);
        _options = ScriptOptions.Default
            .WithReferences(ScriptReferences.Default)
            .WithImports(s_imports)
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithAllowUnsafe(true)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8)
            .WithMetadataResolver(resolver)
            .WithSourceResolver(new SourceFileResolver([], folder));
    }

    /// <summary>What cells have declared so far, by name; of variables of one name only the last can be reached.</summary>
    public IReadOnlyList<(string Name, Type Type, object? Value)> Variables => _state is null ? []
        : [.. _state.Variables.Reverse().DistinctBy(variable => variable.Name).Select(variable => (variable.Name, variable.Type, (object?)variable.Value)).OrderBy(variable => variable.Name, StringComparer.Ordinal)];

    /// <summary>Compiles and runs one submission.</summary>
    /// <param name="code">The code.</param>
    /// <param name="name">What it is called in stack traces.</param>
    /// <returns>The value of its last expression, if it ends in one.</returns>
    /// <exception cref="CellFailureException">It does not compile, or threw.</exception>
    public async Task<(bool HasValue, object? Value)> RunAsync(string code, string name)
    {
        (code, var packages) = PackageRequest.Take(code);
        _newReferences.AddRange(await _packages.AddAsync(packages, CellSession.Current?.Cancellation ?? CancellationToken.None));
        // A submission has the references of those before it; named again they would pile up with every cell.
        var options = _options.WithFilePath(name).WithReferences(_state is null ? ScriptReferences.Default.Concat(_newReferences) : _newReferences);
        var script = _state is null
            ? CSharpScript.Create<object?>(code, options, assemblyLoader: _loader)
            : _state.Script.ContinueWith<object?>(code, options);
        ThrowIfWrong(script, name);
        _newReferences.Clear();
        _state = _state is null
            ? await script.RunAsync(globals: null, catchException: static _ => true)
            : await script.RunFromAsync(_state, catchException: static _ => true);
        if (_state.Exception is { } exception) throw new CellFailureException(RuntimeError.From(exception, name));
        return (EndsInValue(script), _state.ReturnValue);
    }

    /// <summary>Lets go of the assemblies that cells loaded.</summary>
    public void Dispose() => _loader.Dispose();

    private static void ThrowIfWrong(Script script, string name)
    {
        var errors = script.Compile().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count == 0) return;
        var message = string.Join('\n', errors.Select(error => Describe(error, name)));
        throw new CellFailureException(new CellError(message, errors[0].Location.GetLineSpan().StartLinePosition.Line + 1));
    }

    private static string Describe(Diagnostic error, string name)
    {
        var span = error.Location.GetLineSpan();
        var file = Path.GetFileName(span.Path) == Path.GetFileName(name) ? "" : span.Path;
        var (line, column) = (span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1);
        return $"{file}({line},{column}): error {error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    private static bool EndsInValue(Script script)
    {
        var compilation = script.GetCompilation();
        var tree = compilation.SyntaxTrees.Last();
        return tree.GetCompilationUnitRoot().Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type?.SpecialType != SpecialType.System_Void;
    }
}
