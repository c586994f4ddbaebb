using Microsoft.Extensions.Logging;

namespace OverparamBounds.Jobs.Workers;

/// <summary>What workers say, each with an id and named values, so that logs can be searched.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(1, LogLevel.Information, "Worker {Worker} registered: {Slots} slots on {Device}.")]
    public static partial void Registered(ILogger log, long worker, int slots, string device);

    [LoggerMessage(2, LogLevel.Warning, "Worker {Worker} was given up for dead; what it held is dropped, and it registers anew.")]
    public static partial void GivenUp(ILogger log, long worker);

    [LoggerMessage(3, LogLevel.Warning, "No answer from the database for {Seconds:F0} s: all work is dropped before others take it.")]
    public static partial void SelfFenced(ILogger log, double seconds);

    [LoggerMessage(4, LogLevel.Warning, "The heartbeat failed: {Problem}")]
    public static partial void NotBeating(ILogger log, string problem);

    [LoggerMessage(5, LogLevel.Debug, "Block {Block} ({Kind}) of question {Question} claimed.")]
    public static partial void Claimed(ILogger log, long block, string kind, string question);

    [LoggerMessage(6, LogLevel.Debug, "Block {Block} ended: {How}, {Seconds:F3} s.")]
    public static partial void Ended(ILogger log, long block, string how, double seconds);

    [LoggerMessage(7, LogLevel.Error, "Block {Block} of question {Question} failed: {Problem}")]
    public static partial void Failed(ILogger log, long block, string question, string problem);

    [LoggerMessage(8, LogLevel.Warning, "Results of block {Block} cannot be stored yet: {Problem}")]
    public static partial void NotStored(ILogger log, string block, string problem);

    [LoggerMessage(9, LogLevel.Warning, "Nothing can be claimed: {Problem}")]
    public static partial void NotClaiming(ILogger log, string problem);

    [LoggerMessage(10, LogLevel.Critical, "Block {Block} is hung and cannot be stopped: this process ends.")]
    public static partial void Hung(ILogger log, long block);

    [LoggerMessage(11, LogLevel.Information, "Leading: {Dead} workers given up, {Reclaimed} blocks taken back, {Split} split, {Quarantined} left alone, {Closed} sweeps closed.")]
    public static partial void Reconciled(ILogger log, int dead, int reclaimed, int split, int quarantined, int closed);

    [LoggerMessage(12, LogLevel.Information, "This process leads from now on.")]
    public static partial void Leads(ILogger log);

    [LoggerMessage(13, LogLevel.Warning, "Cannot look around: {Problem}")]
    public static partial void NotLeading(ILogger log, string problem);

    [LoggerMessage(14, LogLevel.Information, "Worker {Worker} leaves.")]
    public static partial void Leaves(ILogger log, long worker);

    [LoggerMessage(15, LogLevel.Information, "Question {Question}: round {Round} planned, {Blocks} blocks.")]
    public static partial void Planned(ILogger log, string question, int round, int blocks);

    [LoggerMessage(16, LogLevel.Information, "Question {Question} answered: {Status}.")]
    public static partial void Answered(ILogger log, string question, string status);

    [LoggerMessage(17, LogLevel.Warning, "The bell cannot be rung: {Problem}")]
    public static partial void NotRinging(ILogger log, string problem);

    [LoggerMessage(18, LogLevel.Warning, "Blocks can be claimed again.")]
    public static partial void ClaimingAgain(ILogger log);
}
