-- What the figures count: cases without a result (few beside all), and applications of a programme by day.
CREATE INDEX case_file_open ON case_file (region, type, state) WHERE outcome IS NULL;
CREATE INDEX case_file_applied ON case_file (type, opened_on) INCLUDE (region, outcome);
