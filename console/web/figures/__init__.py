"""The figures of a month: what boards and funders ask."""
