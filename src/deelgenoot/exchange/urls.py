"""Addresses of bringing in the school's own file, and of taking lists out."""

from django.urls import path

from deelgenoot.exchange import column_views as columns
from deelgenoot.exchange import copy_views as copies
from deelgenoot.exchange import out_views as out
from deelgenoot.exchange import views

app_name = "exchange"
urlpatterns = [
    path("kring/<uuid:circle_id>/meenemen/", copies.copy, name="copy"),
    path("kring/<uuid:circle_id>/meegenomen/<uuid:copy_id>/", copies.copied, name="copied"),
    path(
        "kring/<uuid:circle_id>/meegenomen/<uuid:copy_id>/verslag.pdf",
        copies.copied_pdf,
        name="copied_pdf",
    ),
    path("beheer/inlezen/", views.read_in, name="read_in"),
    path("beheer/inlezen/<uuid:delivery_id>/", views.delivery, name="delivery"),
    path("beheer/inlezen/<uuid:list_id>/kolommen/", columns.columns, name="columns"),
    path("beheer/inlezen/<uuid:delivery_id>/<slug:kind>/", views.lines, name="lines"),
    path("beheer/uit/leerlingen.csv", out.pupils, name="pupils_out"),
    path("beheer/uit/volwassenen.csv", out.adults, name="adults_out"),
    path("beheer/uit/collegas.csv", out.colleagues, name="colleagues_out"),
]
