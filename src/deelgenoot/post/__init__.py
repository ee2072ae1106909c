"""The one door out: mail to a person, written down first and sent by a worker."""
