using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DeepDive.Cli.Serving;

/// <summary>Who may speak to the server: pages that it served itself, on this machine, whose address has the token.</summary>
/// <param name="token">The token.</param>
/// <param name="port">The port that the server listens on.</param>
internal sealed class AccessRule(string token, int port)
{
    private readonly byte[] _token = Encoding.UTF8.GetBytes(token);
    private readonly string[] _hosts = [.. new[] { "127.0.0.1", "localhost" }.Select(name => string.Create(CultureInfo.InvariantCulture, $"{name}:{port}"))];

    /// <summary>A token that nobody guesses: 256 random bits.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Why a request is refused, as status and reason; null if it is not.</summary>
    public (int Status, string Reason)? Refuse(HttpRequest request)
    {
        // A name that someone else's server gives for this address (DNS rebinding) is not ours.
        if (!_hosts.Contains(request.Host.Value, StringComparer.OrdinalIgnoreCase))
            return (StatusCodes.Status403Forbidden, "the address must be 127.0.0.1 or localhost with the port of this server; open the address that the terminal shows");
        if (IsForeign(request))
            return (StatusCodes.Status403Forbidden, "only pages of this server may call it; open the address that the terminal shows");
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Query["token"].ToString()), _token))
            return (StatusCodes.Status401Unauthorized, "the address must have the server's token; open the address that the terminal shows");
        return null;
    }

    private static bool IsForeign(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers.Origin.Count > 0 && headers.Origin.ToString() != $"http://{request.Host.Value}") return true;
        // Following a link from elsewhere is allowed, for the link has the token; all else must come from our own page.
        return headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site" && headers["Sec-Fetch-Mode"] != "navigate";
    }
}
