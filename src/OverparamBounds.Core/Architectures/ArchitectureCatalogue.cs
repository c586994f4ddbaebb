using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Core.Architectures;

public static class ArchitectureCatalogue
{
    public static Catalogue<Architecture> All { get; } = new(
        "architecture",
        Mlp.Entry);
}
