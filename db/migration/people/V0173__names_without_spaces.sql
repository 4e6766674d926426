-- 李 明 was once kept as it was typed. Names are kept as PersonName.normalize writes them: half-width, no space between
-- Chinese characters, single ones elsewhere. The keys of the search follow by trigger; money that was paid keeps its name.
CREATE FUNCTION pg_temp.person_name(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(btrim(regexp_replace(normalize(name, NFKC), '\s+', ' ', 'g')),
    '(?<=[々〻\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAD9\U00020000-\U000323AF·]) (?=[々〻\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAD9\U00020000-\U000323AF·])', '', 'g')
$$;
UPDATE person SET name = pg_temp.person_name(name) WHERE name <> pg_temp.person_name(name);
UPDATE case_file f SET title = p.name FROM person p
  WHERE p.id = f.person_id AND f.title <> p.name AND pg_temp.person_name(f.title) = p.name;
