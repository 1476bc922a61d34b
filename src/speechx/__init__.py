"""Structured data from Chinese documents that hold many speeches."""
