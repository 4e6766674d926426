-- With the region in it the list of a district is counted from the index alone.
CREATE INDEX case_file_of_district ON case_file (district, due_key, id) INCLUDE (region);
DROP INDEX case_file_district_due;
