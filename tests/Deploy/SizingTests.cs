namespace Bakery.Tests.Deploy;

public sealed class SizingTests
{
    private static Sizing Pilot => new(Rendered.Prod);

    [Fact]
    public void Production_fits_the_recommended_server_at_the_minimum_and_during_an_upgrade() => Assert.Empty(Pilot.Misfits());

    [Theory]
    [InlineData("Services", 5.81)]
    [InlineData("Forecasting and training", 1.50)]
    [InlineData("Databases", 4.50)]
    [InlineData("Gateway and dashboard", 0.625)]
    [InlineData("Redis and RabbitMQ", 0.75)]
    [InlineData("Monitoring", 2.00)]
    public void The_control_values_hold(string group, double gib) => Assert.Equal((decimal)gib, Amount.Gib(Pilot.Of(group, most: false).Memory), 2);

    [Fact]
    public void Twenty_gigabytes_have_16_2_GiB_for_pods() => Assert.Equal((16.2m, 24), (Math.Round(Sizing.Allocatable(20), 1), Sizing.Smallest(17.13m)));

    [Fact]
    public void The_quota_is_the_limits_at_the_maximum_and_a_fifth()
    {
        var (cpu, memory) = Pilot.Quota;
        var hard = KubernetesObject.At(Rendered.Prod.One("ResourceQuota", "bakery-ia").Body, "spec.hard")!;
        Assert.Equal((cpu, memory), (Amount.Of(hard["limits.cpu"]), Amount.Gib(Amount.Of(hard["limits.memory"]))));
        var dev = new Sizing(Rendered.Dev).Total(most: true);
        var devHard = KubernetesObject.At(Rendered.Dev.One("ResourceQuota", "bakery-ia").Body, "spec.hard")!;
        Assert.True(dev.CpuLimit <= Amount.Of(devHard["limits.cpu"]) && dev.MemoryLimit <= Amount.Of(devHard["limits.memory"]), $"{dev.CpuLimit} {Amount.Gib(dev.MemoryLimit)}");
    }
}
