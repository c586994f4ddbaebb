using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// Head by head softmax(q k' / sqrt(features a head)) v, from queries, keys and values side by side. Both factors of every
/// product are each network's own.
/// </summary>
internal sealed unsafe class AttentionLanes<TLanes, TVector>(Layer.Attention attention, int panelRows)
    : LaneLayer<TLanes, TVector>(attention.Features, attention.Length, panelRows)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly int _length = attention.Length;
    private readonly int _ofHead = attention.Features / attention.Heads;
    private readonly float _scale = (float)(1 / Math.Sqrt((double)attention.Features / attention.Heads));

    /// <summary>How much each position takes of each, [rows][heads][length][length].</summary>
    private readonly LaneMemory _weights = new((long)panelRows * attention.Heads * attention.Length * attention.Length * TLanes.Count);
    private readonly LaneMemory _ofScores = new((long)attention.Length * attention.Length * TLanes.Count);

    public override void Dispose()
    {
        base.Dispose();
        _weights.Dispose();
        _ofScores.Dispose();
    }

    protected override void Compute(in LaneValues input, int rows)
    {
        for (var head = 0; head < rows * attention.Heads; head++)
        {
            var places = Places(head, rows, input.Feature);
            var weights = Weights(head);
            Product(places.Queries(input.Start), places.Keys(input.Start).Turned, Square(weights), _ofHead);
            for (var query = 0; query < _length; query++)
            {
                Softmax(weights + ((nint)query * _length * TLanes.Count), attention.IsCausal ? query + 1 : _length);
            }

            Product(Square(weights), places.Values(input.Start), places.Outputs(Start), _length);
        }
    }

    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        if (below is null)
        {
            return;
        }

        for (var head = 0; head < rows * attention.Heads; head++)
        {
            var places = Places(head, rows, input.Feature);
            var weights = Square(Weights(head));
            var ofScores = Square(_ofScores.Start);
            Product(weights.Turned, places.Outputs(gradient), places.Values(below), _length);
            Product(places.Outputs(gradient), places.Values(input.Start).Turned, ofScores, _ofHead);
            for (nint query = 0; query < _length; query++)
            {
                SoftmaxBack(
                    weights.Start + (query * weights.Row), ofScores.Start + (query * ofScores.Row), attention.IsCausal ? (int)query + 1 : _length);
            }

            Product(ofScores, places.Keys(input.Start), places.Queries(below), _length);
            Product(ofScores.Turned, places.Queries(input.Start), places.Keys(below), _length);
        }
    }

    private float* Weights(int head) => _weights.Start + ((nint)head * _length * _length * TLanes.Count);

    private LaneMatrix Square(float* start) => new(start, _length, _length, (nint)_length * TLanes.Count, TLanes.Count);

    private HeadPlaces Places(int head, int rows, nint unit)
    {
        var (row, of) = (head / attention.Heads, head % attention.Heads);
        return new(unit, (nint)rows * TLanes.Count, (of * _ofHead * unit) + ((nint)row * TLanes.Count), attention.Features * unit, _length, _ofHead);
    }

    private static void Product(LaneMatrix left, LaneMatrix right, LaneMatrix target, int steps) =>
        LaneProduct<TLanes, TVector, OwnOperand, Unchanged>.Run(new()
        {
            A = left.Start,
            ARow = left.Row,
            AStep = left.Column,
            B = right.Start,
            BStep = right.Row,
            BColumn = right.Column,
            C = target.Start,
            CRow = target.Row,
            CColumn = target.Column,
            Rows = target.Rows,
            Columns = target.Columns,
            Steps = steps,
        });

    /// <summary>Turns the scores of a position into weights; those beyond the ones it sees become 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Softmax(float* scores, int seen)
    {
        var largest = TLanes.Load(scores);
        for (nint at = 1; at < seen; at++)
        {
            var score = TLanes.Load(scores + (at * TLanes.Count));
            largest = TLanes.Select(TLanes.GreaterThan(score, largest), score, largest);
        }

        var (sum, scale) = (TLanes.Broadcast(0), TLanes.Broadcast(_scale));
        for (nint at = 0; at < seen; at++)
        {
            var away = TLanes.Multiply(TLanes.Subtract(TLanes.Load(scores + (at * TLanes.Count)), largest), scale);
            var part = LaneFunctions<TLanes, TVector>.Exp(away);
            TLanes.Store(part, scores + (at * TLanes.Count));
            sum = TLanes.Add(sum, part);
        }

        var share = TLanes.Divide(TLanes.Broadcast(1), sum);
        for (nint at = 0; at < _length; at++)
        {
            var part = at < seen ? TLanes.Multiply(TLanes.Load(scores + (at * TLanes.Count)), share) : TLanes.Broadcast(0);
            TLanes.Store(part, scores + (at * TLanes.Count));
        }
    }

    /// <summary>Turns the gradient by a position's weights into that by its scores before they were scaled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SoftmaxBack(float* weights, float* gradient, int seen)
    {
        var (sum, scale) = (TLanes.Broadcast(0), TLanes.Broadcast(_scale));
        for (nint at = 0; at < seen * TLanes.Count; at += TLanes.Count)
        {
            sum = TLanes.MultiplyAdd(TLanes.Load(weights + at), TLanes.Load(gradient + at), sum);
        }

        for (nint at = 0; at < (nint)_length * TLanes.Count; at += TLanes.Count)
        {
            // Weights of what is not seen are 0, but the gradient by them need not be finite.
            var away = at < (nint)seen * TLanes.Count
                ? TLanes.Multiply(TLanes.Multiply(TLanes.Subtract(TLanes.Load(gradient + at), sum), TLanes.Load(weights + at)), scale)
                : TLanes.Broadcast(0);
            TLanes.Store(away, gradient + at);
        }
    }

    /// <summary>Registers in rows and columns, so many floats apart.</summary>
    private readonly struct LaneMatrix(float* start, int rows, int columns, nint row, nint column)
    {
        public float* Start { get; } = start;

        public int Rows { get; } = rows;

        public int Columns { get; } = columns;

        public nint Row { get; } = row;

        public nint Column { get; } = column;

        public LaneMatrix Turned => new(Start, Columns, Rows, Column, Row);
    }

    /// <summary>Where a head of a row stands, [length, features a head].</summary>
    /// <param name="Unit">Floats from a feature to the next.</param>
    /// <param name="Time">Floats from a position to the next.</param>
    /// <param name="First">Floats before it.</param>
    /// <param name="Part">Floats from the queries to the keys to the values.</param>
    private readonly record struct HeadPlaces(nint Unit, nint Time, nint First, nint Part, int Length, int OfHead)
    {
        public LaneMatrix Queries(float* start) => Outputs(start);

        public LaneMatrix Keys(float* start) => Outputs(start + Part);

        public LaneMatrix Values(float* start) => Outputs(start + (2 * Part));

        public LaneMatrix Outputs(float* start) => new(start + First, Length, OfHead, Time, Unit);
    }
}
