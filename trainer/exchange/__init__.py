"""Files that enter and leave: packets, rosters, spreadsheets and badges."""
