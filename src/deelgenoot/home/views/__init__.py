"""Pages of the front door: Vandaag, coming in, and the welcome of a newcomer."""
