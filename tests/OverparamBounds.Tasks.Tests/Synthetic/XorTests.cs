using OverparamBounds.Core.Data;

namespace OverparamBounds.Tasks.Tests.Synthetic;

public sealed class XorTests
{
    [Fact]
    public void The_label_is_minus_the_product_of_the_signs()
    {
        var data = TaskLoader.Load("xor").Data;

        Assert.Equal([-1, -1, -1, 1, 1, -1, 1, 1], data.Inputs);
        Assert.Equal(Enumerable.Range(0, 4).Select(row => -data.Row(row)[0] * data.Row(row)[1] > 0 ? 1 : 0), data.Labels!);
        Assert.Equal(new Problem(4, 2, 1, 2), data.Problem);
    }

    [Fact]
    public void With_zeros_and_ones_the_label_is_exclusive_or()
    {
        var data = TaskLoader.Load("xor(encoding=01)").Data;

        Assert.Equal([0, 0, 0, 1, 1, 0, 1, 1], data.Inputs);
        Assert.Equal(Enumerable.Range(0, 4).Select(row => (int)data.Row(row)[0] ^ (int)data.Row(row)[1]), data.Labels!);
    }

    [Fact]
    public void On_unit_rows_the_Gram_matrix_of_two_layer_networks_is_half_the_identity()
    {
        var data = TaskLoader.Load("xor(scale=unit)").Data;

        for (var one = 0; one < 4; one++)
        {
            for (var other = 0; other < 4; other++)
            {
                // H = g (pi - acos g) / (2 pi); rounding of g moves acos by its root, 1e-8, near the ends.
                var cosine = Math.Clamp((data.Row(one)[0] * data.Row(other)[0]) + (data.Row(one)[1] * data.Row(other)[1]), -1, 1);
                Assert.Equal(one == other ? 0.5 : 0, cosine * (Math.PI - Math.Acos(cosine)) / (2 * Math.PI), 1e-7);
            }
        }
    }
}
