"""All addresses of the house; each slice names its own."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("deelgenoot.ui.urls")),
    path("", include("deelgenoot.people.urls")),
    path("", include("deelgenoot.home.urls")),
    path("", include("deelgenoot.circles.urls")),
    path("", include("deelgenoot.details.urls")),
    path("", include("deelgenoot.printing.urls")),
    path("", include("deelgenoot.letters.urls")),
    path("", include("deelgenoot.contact.urls")),
    path("", include("deelgenoot.safety.urls")),
    path("", include("deelgenoot.exchange.urls")),
    path("", include("deelgenoot.helpdesk.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("deelgenoot.demo.urls")))

handler400 = "deelgenoot.ui.views.bad_request"
handler403 = "deelgenoot.ui.views.forbidden"
handler404 = "deelgenoot.ui.views.not_found"
handler500 = "deelgenoot.ui.views.server_error"
