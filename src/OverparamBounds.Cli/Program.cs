using System.CommandLine;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Cli.Verbs;

var root = new RootCommand("How small can a network be and still train to zero loss?")
{
    FindVerb.Command,
    SweepVerb.Command,
    BoundsVerb.Command,
    CertifyVerb.Command,
    ResultsVerb.Command,
    PlotVerb.Command,
    ReplayVerb.Command,
    CatalogVerb.Command,
    WorkerVerb.Command,
    ServeVerb.Command,
    DatabaseVerb.Command,
    BenchVerb.Command,
    DoctorVerb.Command,
};

return await Entry.RunAsync(root, args);
