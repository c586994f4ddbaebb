using OverparamBounds.Core.Catalogues;
using OverparamBounds.Theory.Bounds;

namespace OverparamBounds.Theory;

/// <summary>Every bound, in legend order: from what any network needs to what training is promised.</summary>
public static class BoundCatalogue
{
    public static Catalogue<Bound> All { get; } = new(
        "bound",
        DegreesOfFreedom.Entry,
        Zhang2017.Entry,
        Haeffele2017.Entry);
}
