using PspLoad.Load.Recording;
using PspLoad.Load.Timing;

namespace PspLoad.Load.Executors;

/// <summary>What everything in one run shares.</summary>
internal sealed record LoadSession(LoadClock Clock, Timetable Timetable, Recorder Recorder, FlowMix Flows, ErrorExamples Examples, CancellationToken Stopping);
