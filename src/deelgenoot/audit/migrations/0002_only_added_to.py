"""The audit book is only added to: the web may write lines and read none, jobs may seal."""

from django.db import migrations

APP, JOBS = "deelgenoot_app", "deelgenoot_jobs"

RIGHTS = f"""
REVOKE ALL ON audit_line, audit_seal FROM {APP}, {JOBS};
GRANT INSERT ON audit_line TO {APP}, {JOBS};
GRANT SELECT ON audit_line, audit_seal TO {JOBS};
GRANT INSERT ON audit_seal TO {JOBS};
"""
BACK = f"GRANT SELECT, INSERT, UPDATE, DELETE ON audit_line, audit_seal TO {APP}, {JOBS};"


class Migration(migrations.Migration):
    """Who may do what with the book."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(RIGHTS, BACK)]
