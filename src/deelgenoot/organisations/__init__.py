"""Schools, their classes, their staff and the pupils enrolled."""
