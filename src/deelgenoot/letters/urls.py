"""Addresses of codes on paper, and of who has yet to show who they are."""

from django.urls import path

from deelgenoot.letters.views import classes, codes, newcomers

app_name = "letters"
urlpatterns = [
    path("beheer/leerling/<uuid:enrolment_id>/code/<uuid:person_id>/", codes.code, name="code"),
    path("beheer/klas/<uuid:group_id>/brieven/", classes.class_letters, name="class"),
    path("beheer/brieven/<uuid:batch_id>/", classes.batch, name="batch"),
    path("beheer/brieven/<uuid:batch_id>/bestand/", classes.take, name="take"),
    path("beheer/brieven/<uuid:batch_id>/weg/", classes.wipe, name="wipe"),
    path("kring/<uuid:circle_id>/nieuw/", newcomers.newcomers, name="newcomers"),
    path("laten-zien/<uuid:person_id>/", newcomers.tick, name="tick"),
]
