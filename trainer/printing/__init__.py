"""Paper: certificates, transcripts and sheets, drawn with ReportLab."""
