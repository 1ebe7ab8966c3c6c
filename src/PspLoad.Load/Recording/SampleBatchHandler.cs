namespace PspLoad.Load.Recording;

internal delegate void SampleBatchHandler(ReadOnlySpan<Sample> samples);
