"""A row may be closed because it is the same person as another; names are compared folded."""

import django.db.models.deletion
from django.db import migrations, models

LETTERS = "øØłŁđĐðÐıæÆœŒßþÞ"
PLAIN = "oOlLdDdDiaAoOstT"
MARKS = "\u2019\u2018\u02bc\u0060\u00b4"
FOLDED = rf"""
CREATE FUNCTION deelgenoot_folded(first text, rest text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT COALESCE(string_agg(w.word, ' ' ORDER BY w.word), '')
    FROM regexp_split_to_table(lower(translate(
        regexp_replace(normalize(first || ' ' || rest, NFKD), '[\u0300-\u036f]', '', 'g'),
        '{LETTERS}''{MARKS}', '{PLAIN}')), '[[:space:][:punct:]]+') AS w(word)
    WHERE w.word <> ''
$$;
CREATE FUNCTION deelgenoot_is_closed(person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM people_person p WHERE p.id = person AND p.same_as_id IS NOT NULL)
$$;
"""
BACK = "DROP FUNCTION deelgenoot_is_closed(uuid); DROP FUNCTION deelgenoot_folded(text, text);"


class Migration(migrations.Migration):
    """Who was entered twice goes on as one row; the other is kept, closed."""

    dependencies = [("people", "0007_care_organisations")]
    operations = [
        migrations.AddField(
            "person",
            "same_as",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.RunSQL(FOLDED, BACK),
    ]
