using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DeepDive.Notebooks;
using DeepDive.Notebooks.Documents;
using DeepDive.Notebooks.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DeepDive.Cli.Serving;

/// <summary>Live pages of notebooks, on the loopback interface alone. See docs/serve.md for what it defends against.</summary>
internal sealed class NotebookServer : IAsyncDisposable
{
    private const int MostBody = 64 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(300);

    private readonly string _token = AccessRule.NewToken();
    private readonly ServedNotebooks _notebooks;
    private readonly RunRequest _first;
    private readonly CancellationToken _stop;
    private readonly WebApplication _app;
    private AccessRule? _rule;

    /// <param name="notebooks">What to serve.</param>
    /// <param name="first">Preset and parameters that a page begins with.</param>
    /// <param name="port">The port, or 0 for any that is free.</param>
    /// <param name="stop">Ends every connection.</param>
    public NotebookServer(ServedNotebooks notebooks, RunRequest first, int port, CancellationToken stop)
    {
        (_notebooks, _first, _stop) = (notebooks, first, stop);
        // Empty: nothing in the environment or in a file can open another address.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = MostBody;
            options.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = s_patience);
        _app = builder.Build();
        _app.Use(GuardAsync);
        _app.UseRouting();
        Map();
    }

    /// <summary>Begins to listen.</summary>
    /// <returns>The address to open.</returns>
    /// <exception cref="NotebookInputException">The port is in use, or may not be used.</exception>
    public async Task<string> StartAsync()
    {
        try
        {
            await _app.StartAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new NotebookInputException($"the port must be free, but: {e.Message.TrimEnd('.')}; choose another with --port, or leave it out", e);
        }

        var address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        _rule = new AccessRule(_token, address.Port);
        var path = _notebooks.Paths is [var only] ? AddressOf(only) : $"/?token={_token}";
        return $"http://127.0.0.1:{address.Port}{path}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private void Map()
    {
        _app.MapGet("/", context => PageAsync(context, List()));
        _app.MapGet("/notebooks/{name}", context => NamedAsync(context, name => PageAsync(context, PageOf(name))));
        _app.MapGet("/notebooks/{name}/events", context => NamedAsync(context, name => FollowAsync(context, name)));
        _app.MapPost("/notebooks/{name}/check", context => NamedAsync(context, name => CheckAsync(context, name)));
        _app.MapPost("/notebooks/{name}/start", context => NamedAsync(context, name => StartAsync(context, name)));
        _app.MapPost("/notebooks/{name}/stop", context => NamedAsync(context, name => StopAsync(context, name)));
        _app.MapFallback(context => SayAsync(context, StatusCodes.Status404NotFound, "there is no such page; go back to the list of notebooks"));
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (_rule is not { } rule) context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        else if (rule.Refuse(context.Request) is var (status, reason)) await SayAsync(context, status, reason);
        else await AnswerAsync(context, next);
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e)
        {
            await SayAsync(context, e.StatusCode, e.Message);
        }
        catch (NotebookInputException e)
        {
            await SayAsync(context, StatusCodes.Status400BadRequest, e.Message);
        }
        catch (JsonException)
        {
            await SayAsync(context, StatusCodes.Status400BadRequest, "the request must be JSON with quick and values; use the page's form");
        }
    }

    private async Task NamedAsync(HttpContext context, Func<string, Task> answer)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        if (_notebooks.PathOf(name) is null) await SayAsync(context, StatusCodes.Status404NotFound, $"a notebook must be one that is served, but '{name}' is not; go back to the list");
        else await answer(name);
    }

    private async Task FollowAsync(HttpContext context, string name)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop);
        try
        {
            await EventStream.WriteAsync(_notebooks, name, context.Response, end.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The viewer has gone, or the server ends.
        }
    }

    // What is wrong with a form is the answer, not a fault: a browser would write a client error to its console.
    private async Task CheckAsync(HttpContext context, string name)
    {
        var request = await RequestOfAsync(context);
        try
        {
            _notebooks.Check(name, request);
        }
        catch (NotebookInputException e)
        {
            await SayAsync(context, StatusCodes.Status200OK, e.Message);
        }
    }

    private static async Task<RunRequest> RequestOfAsync(HttpContext context)
    {
        // A form of another site cannot send this type without being asked whether it may.
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("the request must be of type application/json; use the page's form", StatusCodes.Status415UnsupportedMediaType);
        return await context.Request.ReadFromJsonAsync<RunRequest>(context.RequestAborted)
            ?? throw new NotebookInputException("the request must be an object with quick and values, but was null; use the page's form");
    }

    private async Task StartAsync(HttpContext context, string name)
    {
        var request = await RequestOfAsync(context);
        if (_notebooks.TryStart(name, request)) context.Response.StatusCode = StatusCodes.Status204NoContent;
        else await SayAsync(context, StatusCodes.Status409Conflict, $"there is one run at a time, but '{_notebooks.Running ?? name}' runs; wait for it, or stop it");
    }

    private async Task StopAsync(HttpContext context, string name)
    {
        if (await _notebooks.TryStopAsync(name)) context.Response.StatusCode = StatusCodes.Status204NoContent;
        else await SayAsync(context, StatusCodes.Status409Conflict, $"only what runs can be stopped, but '{name}' does not run");
    }

    private string PageOf(string name)
    {
        var notebook = Notebook.Load(_notebooks.PathOf(name)!);
        return LivePage.Of(notebook, ServedNotebooks.FingerprintOf(notebook), _first.Values ?? [], _first.Quick, _notebooks.Paths.Count > 1 ? $"/?token={_token}" : null);
    }

    private string List() => LivePage.List(_notebooks.Paths.Select(path => (Notebook.Load(path).Title, Path.GetFileName(path), AddressOf(path))));

    private string AddressOf(string path) => $"/notebooks/{Uri.EscapeDataString(Path.GetFileNameWithoutExtension(path))}?token={_token}";

    private static Task PageAsync(HttpContext context, string page)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(page, context.RequestAborted);
    }

    private static Task SayAsync(HttpContext context, int status, string text)
    {
        if (context.Response.HasStarted) return Task.CompletedTask;
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(text, CancellationToken.None);
    }
}
