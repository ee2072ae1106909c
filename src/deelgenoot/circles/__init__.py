"""The circle around a pupil: who belongs to it, its story, what is asked of whom."""
