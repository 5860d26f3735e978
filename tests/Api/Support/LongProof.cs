namespace Bakery.Tests.Api.Support;

/// <summary>Proofs that <c>./bakery test</c> runs at a tenth or less, and <c>./bakery test --long [PART]</c> in full. A test says its part by <c>[Trait("Long", PART)]</c>.</summary>
internal static class LongProof
{
    public static bool InFull(string part) => Environment.GetEnvironmentVariable("BAKERY_LONG") is { } wanted && (wanted == "all" || wanted == part);
}
