"""What a list can be taken as: the file's kind in its address, and the words of the link."""

DOWNLOADS: tuple[tuple[str, str], ...] = (
    ("csv", "CSV"),
    ("xlsx", "Excel"),
    ("columns", "What the columns mean"),
)
AS = "as"  # what a list that is its own download asks for in its address
