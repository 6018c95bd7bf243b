"""The programme's forms: action plans and good practices, read field by field."""
