namespace DeepDive.Data;

/// <summary>How the inputs of one row follow from its latents; called for several rows at once.</summary>
/// <param name="latents">The row's latents, [q].</param>
/// <param name="inputs">The row's inputs, [d]; columns that do not depend on the latents (noise) are left as they are.</param>
public delegate void LatentMap(ReadOnlySpan<float> latents, Span<float> inputs);
