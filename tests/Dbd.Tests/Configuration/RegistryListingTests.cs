using Dbd.Configuration;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Configuration;

public class RegistryListingTests
{
    [Fact]
    public void The_listing_tells_names_sources_and_options() =>
        Approved.Text("Listing", RegistryListing.ToText(RegistryListing.Of(ReferenceRegistries.All)));

    [Fact]
    public void Limits_and_keys_without_effect_are_told()
    {
        Registry<Optimizer> registry = new("thing")
        {
            { "limits", "every kind of limit", "here", (LimitsConfig o) => new Optimizer(o) },
            { "types", "every kind of value", "here", (TypesConfig o) => new Optimizer(o) },
            { "seed", "a key without effect", "here", (SeedConfig o) => new Optimizer(o) },
            { "choices", "choices", "here", (ChoicesConfig o) => new Optimizer(o) },
        };

        Approved.Text("ListingOfEverything", RegistryListing.ToText(RegistryListing.Of(registry)));
    }

    [Fact]
    public void Required_options_have_no_default()
    {
        ListedEntry sgd = RegistryListing.Of(ReferenceRegistries.Optimizers).Single().Entries[0];

        Assert.Equal(("SGD", "momentum", "reference"), (sgd.Name, sgd.Summary, sgd.Source));
        Assert.Equal(new ListedOption("lr", "a number above 0", null, null), sgd.Options[0]);
        Assert.Equal("0", sgd.Options[1].Default);
    }

    [Fact]
    public void A_name_can_stand_only_once()
    {
        Registry<Optimizer> registry = new("optimizer") { { "SGD", "", "", (SgdOptions o) => new Optimizer(o) } };

        Assert.Throws<ArgumentException>(() => registry.Add("SGD", "", "", (AdamOptions o) => new Optimizer(o)));
    }
}
