"""Stand-ins for what a test must not touch: recording views, a unit of work in memory, a clock moved by hand."""
