"""What a cell of a notebook calls: its parameters checked, its tables, charts and findings shown."""
