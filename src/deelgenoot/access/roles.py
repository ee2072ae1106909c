"""The three database roles: who owns the tables, who serves pages, who works in the back."""

OWNER = "deelgenoot_owner"
APP = "deelgenoot_app"
JOBS = "deelgenoot_jobs"
