"""All that can be done, one function an action, in the files named after their moments."""
