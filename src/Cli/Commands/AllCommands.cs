using System.CommandLine;

namespace Surefoot.Cli.Commands;

/// <summary>Turns an action into what System.CommandLine calls; given from outside so that the manual can be made without running anything.</summary>
internal delegate Func<ParseResult, CancellationToken, Task<int>> Bind(Func<CommandContext, ParseResult, Task<int>> action);

/// <summary>The commands in the order of the manual.</summary>
internal static class AllCommands
{
    public static IEnumerable<Command> Make(Bind bind) =>
    [
        Demo.DemoCommand.Make(bind),
        ServeCommand.Make(bind),
        CheckCommand.Make(bind),
        ImportCommand.Make(bind),
        SaveCommand.Make(bind),
        ExportCommand.Make(bind),
        .. ActCommands.Make(bind),
        ShowCommand.Make(bind),
        HistoryCommand.Make(bind),
        .. ConflictCommands.Make(bind),
        LandCommands.Make(bind),
        .. CaseCommands.Make(bind),
        RoadsCommands.Make(bind),
        PriorityCommands.Make(bind),
        HazardCommands.Make(bind),
        MinefieldCommands.Make(bind),
        ImageryCommand.Make(bind),
        PlanCommands.Make(bind),
        ReportCommands.Make(bind),
        .. JournalCommands.Make(bind),
        MigrateCommand.Make(bind),
        DoctorCommand.Make(bind),
        .. BackupCommands.Make(bind),
        GeoCommands.Make(bind),
        TypesCommand.Make(bind),
        FieldsCommand.Make(bind),
        ListsCommand.Make(bind),
        FileCommand.Make(bind),
        RightsCommand.Make(bind),
        ReadsCommand.Make(bind),
        ReceiptsCommand.Make(bind),
        ManualCommand.Make(bind),
    ];
}
