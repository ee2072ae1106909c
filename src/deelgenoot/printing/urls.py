"""Addresses of post on paper."""

from django.urls import path

from deelgenoot.printing import views

app_name = "printing"
urlpatterns = [
    path("beheer/post/", views.letters, name="letters"),
    path("beheer/post/printen/", views.print_them, name="print"),
    path("beheer/post/<uuid:run_id>/brieven.pdf", views.pdf, name="pdf"),
    path("beheer/post/<uuid:run_id>/", views.posted, name="posted"),
]
