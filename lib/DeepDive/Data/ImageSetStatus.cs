namespace DeepDive.Data;

/// <summary>State of an image set's cache file.</summary>
public enum ImageSetStatus
{
    /// <summary>There is no cache file: fetch the set first.</summary>
    Missing,

    /// <summary>There is a cache file of the right format and length; its checksum is compared when it is loaded.</summary>
    Cached,

    /// <summary>There is a cache file, but it has another format or length.</summary>
    Damaged,
}
