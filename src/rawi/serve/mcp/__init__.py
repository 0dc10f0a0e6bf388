"""Agents: the newsroom as tools of the Model Context Protocol (the extra ``rawi[agents]``)."""
