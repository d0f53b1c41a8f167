using System.Text.RegularExpressions;

namespace DeepDive.Notebooks.Reports;

/// <summary>Addresses of links in prose, which may lead somewhere but run nothing: scripts are for a notebook's cells.</summary>
internal static partial class SafeAddress
{
    /// <summary>The address itself if it is relative, of the web, of mail or a picture; else one that leads nowhere and shows what it was.</summary>
    public static string Of(string address) =>
        !Scheme().IsMatch(address) || Allowed().IsMatch(address) ? address : $"unsafe:{address}";

    [GeneratedRegex(@"^[\s\p{Cc}]*[a-z][a-z0-9+.-]*:", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex("^(https?:|mailto:|data:image/)", RegexOptions.IgnoreCase)]
    private static partial Regex Allowed();
}
