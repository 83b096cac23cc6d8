"""The agency's forty weeks, one module an idea; scripts/make-fixtures writes
them. Standard library only, no clock, no locale: the same bytes each time."""
