"""A table as it stood -> rows that know their theme, action and columns."""
