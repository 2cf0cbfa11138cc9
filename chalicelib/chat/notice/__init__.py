"""The privacy notice: what the company says of itself, the settings that are live, and what is stored, in one document."""
