using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;

namespace Bakery.Distributed.Services;

/// <summary>The certificate authority of the installation (<c>BAKERY_CA_FILE</c>): brokers and caches must show a certificate of it and of their own name.</summary>
internal sealed class TrustedRoots(IConfiguration configuration)
{
    private readonly Lazy<X509Certificate2Collection?> own = new(() =>
    {
        if (configuration["BAKERY_CA_FILE"] is not { Length: > 0 } path) return null;
        var found = new X509Certificate2Collection();
        found.ImportFromPemFile(path);
        return found;
    });

    /// <summary>Without an authority of our own the machine's decide.</summary>
    public bool Accept(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (own.Value is not { } roots) return errors == SslPolicyErrors.None;
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var shown = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(shown);
    }
}
