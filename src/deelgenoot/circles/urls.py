"""Addresses of circles and of who keeps their people."""

from django.urls import path

from deelgenoot.circles.views import (
    care,
    circle,
    contact_person,
    correcting_care,
    custody,
    eighteen,
    emergencies,
    finding,
    keeping,
    leaving,
    merging,
    narrowing,
    staff,
    starting,
    substitutes,
)

app_name = "circles"
urlpatterns = [
    path("kring/<uuid:circle_id>/", circle.show, name="show"),
    path("kring/<uuid:circle_id>/terugvinden/", finding.find, name="find"),
    path(
        "kring/<uuid:circle_id>/op-papier/", finding.on_paper, {"everyone": True}, name="on_paper"
    ),
    path(
        "kring/<uuid:circle_id>/op-papier/alles/",
        finding.on_paper,
        {"everyone": False},
        name="all_on_paper",
    ),
    path("klas/<uuid:group_id>/invaller/", substitutes.substitutes, name="substitutes"),
    path("nood/", emergencies.emergencies, name="emergencies"),
    path("nood/klas/<uuid:group_id>/", emergencies.in_class, name="emergency_class"),
    path("nood/kind/<uuid:circle_id>/", emergencies.with_child, name="emergency_child"),
    path("kring/<uuid:circle_id>/achttien/", eighteen.eighteen, name="eighteen"),
    path("kring/<uuid:circle_id>/vaste-persoon/", contact_person.show, name="contact_person"),
    path(
        "kring/<uuid:circle_id>/vaste-persoon/<uuid:proposal_id>/",
        contact_person.answer,
        name="answer_as_contact",
    ),
    path("beheer/", keeping.school, name="keep_school"),
    path("beheer/collegas/", staff.staff, name="staff"),
    path("beheer/collegas/nieuw/", staff.add, name="add_colleague"),
    path("beheer/collegas/<uuid:colleague_id>/", staff.colleague, name="colleague"),
    path("beheer/wie-leest-wat/", narrowing.who_reads_what, name="who_reads_what"),
    path("beheer/wie-leest-wat/<slug:capacity>/", narrowing.narrow, name="narrow"),
    path("beheer/meedoen/", starting.take_part, name="take_part"),
    path(
        "beheer/klas/<uuid:group_id>/meedoen/", starting.class_takes_part, name="class_takes_part"
    ),
    path("beheer/klas/<uuid:group_id>/", keeping.group, name="keep_group"),
    path("beheer/leerling/<uuid:enrolment_id>/", keeping.pupil, name="keep_pupil"),
    path(
        "beheer/leerling/<uuid:enrolment_id>/van-school/",
        leaving.pupil_leaves,
        name="pupil_leaves",
    ),
    path("beheer/van-school/", leaving.who_left, name="who_left"),
    path(
        "beheer/leerling/<uuid:enrolment_id>/<uuid:person_id>/", custody.adult, name="keep_adult"
    ),
    path("beheer/zorg/", care.care, name="care"),
    path("beheer/zorg/nieuw/", care.add_organisation, name="add_care"),
    path("beheer/zorg/<uuid:organisation_id>/", care.organisation, name="care_organisation"),
    path(
        "beheer/zorg/<uuid:organisation_id>/verbeteren/",
        correcting_care.correct_organisation,
        name="correct_care",
    ),
    path(
        "beheer/zorg/mensen/<uuid:professional_id>/verbeteren/",
        correcting_care.correct_professional,
        name="correct_care_person",
    ),
    path(
        "beheer/zorg/<uuid:organisation_id>/nieuw/", care.add_professional, name="add_care_person"
    ),
    path(
        "beheer/zorg/mensen/<uuid:professional_id>/", care.professional, name="care_professional"
    ),
    path("beheer/dubbelen/", merging.doubles, name="doubles"),
    path("beheer/dubbelen/terug/<uuid:merge_id>/", merging.undo, name="undo_merge"),
    path("beheer/dubbelen/<uuid:person_id>/", merging.double_of, name="double_of"),
    path("beheer/dubbelen/<uuid:person_id>/<uuid:other_id>/", merging.merge, name="merge"),
    path("beheer/uitnodigen/<uuid:person_id>/", keeping.invite_person, name="keep_invite"),
]
