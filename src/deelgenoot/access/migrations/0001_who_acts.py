"""Two questions every guarded table asks: who acts, and what moment is it."""

from django.db import migrations

WHO = """
CREATE FUNCTION deelgenoot_persons() RETURNS uuid[] LANGUAGE sql STABLE AS $$
    SELECT COALESCE(NULLIF(current_setting('deelgenoot.persons', true), '')::uuid[], '{}'::uuid[])
$$;
CREATE FUNCTION deelgenoot_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
    told timestamptz := NULLIF(current_setting('deelgenoot.now', true), '')::timestamptz;
BEGIN
    IF told IS NULL THEN
        RETURN now();
    END IF;
    IF abs(extract(epoch FROM told - now())) > 5
       AND COALESCE(current_setting('deelgenoot.clock_may_move', true), '') <> 'on' THEN
        RAISE EXCEPTION 'The moment told (%) is not the moment of this transaction (%).', told, now()
            USING ERRCODE = 'DG001';
    END IF;
    RETURN told;
END
$$;
"""


class Migration(migrations.Migration):
    """Who acts and when."""

    dependencies = []
    operations = [
        migrations.RunSQL(
            WHO, "DROP FUNCTION deelgenoot_now(); DROP FUNCTION deelgenoot_persons();"
        )
    ]
