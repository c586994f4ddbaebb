using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Core.Architectures;

public static class ArchitectureCatalogue
{
    public static Catalogue<Architecture> All { get; } = new(
        "architecture",
        Mlp.Entry,
        Bottleneck.Entry,
        DuResNet.Entry,
        LeNet5.Entry,
        PooledConvolutions.Conv2,
        PooledConvolutions.Conv4,
        PooledConvolutions.Conv6,
        AllConvolutional.Entry,
        ResNet.Entry,
        RecurrentNetwork.Elman,
        RecurrentNetwork.Gru,
        RecurrentNetwork.Lstm,
        Transformer.Entry);
}
