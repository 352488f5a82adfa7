"""Composes every app into pages, settings and commands. Imports everyone; imported by no one."""
