"""Words are found however they are written."""

import pytest

from deelgenoot.circles.same_words import finder, has_words

FOUND = [
    ("toets", "Noor had TOETSEN en een rekentoets"),
    ("afspraak", "We maakten afspraken over thuis"),
    ("afspraken", "Dat is de afspraak"),
    ("brief", "De brieven zijn weg"),
    ("brieven", "Er ligt een brief"),
    ("huis", "De huizen in de straat"),
    ("kinderen", "Het kind speelde"),
    ("lezen", "Hij leest elke dag"),
    ("les", "De lessen gaan goed"),
    ("oma", "bij oma's huis"),
    ("creme", "Met crème brûlée"),
    ("CRÈME", "een creme van de dokter"),
    ("zeynep sener", "Zeynep Şener was er bij"),
    ("łukasz", "Lukasz lachte"),
    ("ij", "Ĳs eten met IJsbrand"),
    ("المدرسة", "ذهبت نور إلى المدرسه اليوم"),
    ("بيت", "في البَيْت كان كل شيء هادئًا"),
    ("احمد", "أحمد ساعد نور"),
    ("مستشفى", "مشينا إلى المستشفي"),
    ("سلام", "ســـلام عليكم"),
    ("2 plus 3", "Vandaag 2 plus 3, goed!"),
]
NOT_FOUND = [
    ("les", "Alles ging goed"),
    ("huis", "Ze moest huilen"),
    ("kind zwembad", "Het kind speelde"),
    ("11", "Om 1 uur"),
    ("toets", "toe maar, tot straks"),
    ("مدرسة", "كتاب جديد"),
]


@pytest.mark.parametrize(("asked", "text"), FOUND)
def test_it_is_found(asked, text):
    assert finder(asked)(text)


@pytest.mark.parametrize(("asked", "text"), NOT_FOUND)
def test_it_is_not_found(asked, text):
    assert not finder(asked)(text)


@pytest.mark.parametrize("asked", ["%", "' -- ()", "…", "", "؟"])
def test_signs_are_no_words(asked):
    assert not has_words(asked)


@pytest.mark.parametrize("asked", ["a.*", "(((", "[a-", "\\", "a|b", "x{1,}"])
def test_signs_beside_a_word_are_only_signs(asked):
    assert not finder(asked + " zwembad")("gewone woorden met a en b en x1")
