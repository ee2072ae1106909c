"""Addresses of contact."""

from django.urls import path

from deelgenoot.contact.views.klas import klas, school_over
from deelgenoot.contact.views.reading import at_once, back, better, read
from deelgenoot.contact.views.telling import log
from deelgenoot.contact.views.works import works

ENTRY = "kring/<uuid:circle_id>/contact/<uuid:entry_id>/"

app_name = "contact"
urlpatterns = [
    path("klas/", klas, name="klas"),
    path("klas/school/", school_over, name="school"),
    path("kring/<uuid:circle_id>/contact/", log, name="log"),
    path("kring/<uuid:circle_id>/wat-werkt/", works, name="works"),
    path(ENTRY, read, name="read"),
    path(ENTRY + "terug/", back, name="take_back"),
    path(ENTRY + "nu/", at_once, name="let_read"),
    path(ENTRY + "verbeteren/", better, name="correct"),
]
