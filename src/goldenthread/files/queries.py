"""Reading about stored files. Whoever asks has checked reach: a file belongs to something above."""

from goldenthread.files.models import StoredFile
from goldenthread.files.terms import FileRow


def stored_file(file_id: int) -> FileRow | None:
    """What is known of a file, or None when it has been deleted."""
    row = StoredFile.objects.filter(pk=file_id).first()
    if row is None:
        return None
    return FileRow(
        row.pk, row.name, row.size, row.sha256, row.content_type, row.purpose, row.delete_after
    )
