-- Nearly every list and search is asked for inside one district. The scope is a range of regions, which an index can only use in
-- its first column and then no longer for the order; the district is one value, so the rows come in order and no others are read.
ALTER TABLE case_file ADD district text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(region, 6)) STORED;
CREATE INDEX case_file_district_due ON case_file (district, due_key, id);
ALTER TABLE name_part ADD district text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(region, 6)) STORED;
CREATE INDEX name_part_district ON name_part (district, suffix, person_id);
